"""How good the judgement is: findings against a truth that was known before (``truth.json`` of ``recon sample``).

Recall counts the spoils that were found by their rule; precision counts the findings at warning and above that some spoil
explains; accuracy counts the proposals that equal the right value, by trust.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recon.words import Severity, Trust

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import pyarrow as pa

    Entry = Mapping[str, Any]
    Place = tuple[str, str, int]

ABOUT_ROWS = frozenset({"IC", "NO", "ID", "NA", "VO", "DU", "MA", "DF", "SC"})
"""Families whose findings must each be explained by a spoil."""
UNSPOILED = frozenset({"SC04"})
"""True of a row as it is (there is a photo already): no spoil explains it."""
WHOLE_FILE = frozenset({"FI14"})
"""A file with this spoil may carry any finding: it is returned as a whole."""
PROPOSING = (Trust.SAFE, Trust.LIKELY, Trust.CONFIRM)
_SEEN = (Severity.FATAL, Severity.ERROR, Severity.WARNING)
_COLUMNS = ("rule", "severity", "trust", "file", "sheet", "row", "field", "proposal")


@dataclass
class Tally:
    """Counts of one rule or one trust."""

    spoils: int = 0
    found: int = 0
    findings: int = 0
    explained: int = 0
    proposed: int = 0
    right: int = 0
    trusted: int = 0
    """Spoils found with the trust they must have."""

    @property
    def recall(self) -> float | None:
        """Found spoils among all; ``None`` where there is none."""
        return _share(self.found, self.spoils)

    @property
    def precision(self) -> float | None:
        """Explained findings among all at warning and above."""
        return _share(self.explained, self.findings)

    @property
    def accuracy(self) -> float | None:
        """Right proposals among those whose right value is known."""
        return _share(self.right, self.proposed)


@dataclass
class Score:
    """The whole answer: per rule, per trust, in all, and what went wrong."""

    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    trusts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    total: Tally = field(default_factory=Tally)
    missed: list[Entry] = field(default_factory=list)
    """Spoils no finding names."""
    mistrusted: list[Entry] = field(default_factory=list)
    """Spoils found, but not with the trust they must have; a truth without a trust does not ask for one."""
    alarms: list[Entry] = field(default_factory=list)
    """Findings at warning and above that no spoil explains."""
    wrong: list[Entry] = field(default_factory=list)
    """Findings whose proposal is not the right value."""

    def as_json(self) -> dict[str, Any]:
        """Return plain numbers: ``total``, ``rules`` and ``trusts``, each with its counts and shares."""
        return {
            "total": _numbers(self.total),
            "rules": {rule: _numbers(self.rules[rule]) for rule in sorted(self.rules)},
            "trusts": {trust: _numbers(self.trusts[trust]) for trust in _ordered(self.trusts)},
        }

    def as_text(self) -> str:
        """Return a table to read: one line per rule, then one per trust, then all."""
        head = f"{'':<10}{'spoils':>8}{'found':>8}{'recall':>9}{'findings':>10}{'precision':>11}{'proposed':>10}{'right':>8}{'trust':>9}"
        lines = [head, *(_line(rule, self.rules[rule]) for rule in sorted(self.rules)), ""]
        lines += [_line(trust or "-", self.trusts[trust]) for trust in _ordered(self.trusts)]
        return "\n".join([*lines, "", _line("all", self.total)])


def score(findings: pa.Table, truth: Sequence[Entry], given: Collection[str] | None = None) -> Score:
    """Compare findings with the truth.

    Args:
        findings: at least the columns of ``findings.parquet`` that name rule, severity, trust, address and proposal.
        truth: entries as in ``truth.json``.
        given: the kinds of extracts and lists the run had; spoils that need others are not asked. ``None``: it had all.
    """
    asked = [e for e in truth if given is None or set(e["needs"]) <= set(given)]
    lines = findings.select(_COLUMNS).to_pylist()
    result = Score()
    _recall(result, lines, asked)
    _precision(result, lines, truth)
    _proposals(result, lines, truth)
    return result


def _recall(result: Score, lines: Iterable[Entry], asked: Iterable[Entry]) -> None:
    at: dict[tuple[str, str, int], list[Entry]] = defaultdict(list)
    for line in lines:
        at[line["file"], line["rule"], line["row"] or 0].append(line)
    for entry in asked:
        # A file's own finding may name the header's row; a row's must name that row.
        rows = (
            [entry["row"]]
            if entry["row"]
            else [row for f, r, row in at if (f, r) == (entry["file"], entry["rule"])]
        )
        hits = [
            h for row in rows for h in at.get((entry["file"], entry["rule"], row), ()) if _same_cell(entry, h)
        ]
        trusted = bool(hits) and (not entry["trust"] or any(hit["trust"] == entry["trust"] for hit in hits))
        for tally in (result.rules[entry["rule"]], result.trusts[entry["trust"]], result.total):
            tally.spoils += 1
            tally.found += bool(hits)
            tally.trusted += trusted
        if not hits:
            result.missed.append(entry)
        elif not trusted:
            result.mistrusted.append(entry)


def _same_cell(entry: Entry, hit: Entry) -> bool:
    if entry["row"] and entry["sheet"] != hit["sheet"]:
        return False
    return not entry["field"] or hit["field"] in {entry["field"], "", *entry.get("fields", ())}


def _precision(result: Score, lines: Iterable[Entry], truth: Iterable[Entry]) -> None:
    allowed, returned = _explanations(truth)
    for line in lines:
        if line["rule"][:2] not in ABOUT_ROWS or line["rule"] in UNSPOILED or line["severity"] not in _SEEN:
            continue
        place = (line["file"], line["sheet"], line["row"])
        explained = line["file"] in returned or line["rule"] in allowed[place]
        for tally in (result.rules[line["rule"]], result.trusts[line["trust"]], result.total):
            tally.findings += 1
            tally.explained += explained
        if not explained:
            result.alarms.append(line)


def _explanations(truth: Iterable[Entry]) -> tuple[dict[Place, set[str]], set[str]]:
    """Return which rules each row may carry, and the files that may carry any."""
    allowed: dict[Place, set[str]] = defaultdict(set)
    returned = set()
    for entry in truth:
        if entry["rule"] in WHOLE_FILE:
            returned.add(entry["file"])
        rules = {entry["rule"], *entry.get("also", ())}
        for place in ((entry["file"], entry["sheet"], entry["row"]), *map(tuple, entry.get("mates", ()))):
            allowed[place] |= rules
    return allowed, returned


def _proposals(result: Score, lines: Iterable[Entry], truth: Iterable[Entry]) -> None:
    """Judge each proposal at a cell whose right value is known."""
    right = {(e["file"], e["sheet"], e["row"], e["field"]): e["right"] for e in truth if e["right"]}
    for line in lines:
        value = right.get((line["file"], line["sheet"], line["row"], line["field"]))
        if value is None or not line["proposal"] or line["trust"] not in PROPOSING:
            continue
        for tally in (result.rules[line["rule"]], result.trusts[line["trust"]], result.total):
            tally.proposed += 1
            tally.right += line["proposal"] == value
        if line["proposal"] != value:
            result.wrong.append(line)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _ordered(trusts: Iterable[str]) -> list[str]:
    order = Counter({trust: -n for n, trust in enumerate(Trust)})
    return sorted(trusts, key=lambda trust: (-order[trust], trust))  # type: ignore[index]


def _numbers(tally: Tally) -> dict[str, Any]:
    return {**vars(tally), "recall": tally.recall, "precision": tally.precision, "accuracy": tally.accuracy}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.2%}"


def _line(name: str, tally: Tally) -> str:
    counts = f"{name:<10}{tally.spoils:>8}{tally.found:>8}{_percent(tally.recall):>9}"
    alarms = f"{tally.findings:>10}{_percent(tally.precision):>11}"
    return f"{counts}{alarms}{tally.proposed:>10}{_percent(tally.accuracy):>8}{_percent(_share(tally.trusted, tally.spoils)):>9}"

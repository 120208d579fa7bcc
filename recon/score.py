"""How good the judgement is: findings against a truth known before (``truth.json`` of ``recon sample``).

Recall counts the spoils that their rule found; precision counts the findings at warning and above that some spoil
explains; accuracy counts the proposals that equal the right value, by trust.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recon.words import Lang, Severity, Text, Trust

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
_HEAD = (
    Text("", ""),
    Text("错误数", "spoils"),
    Text("找到", "found"),
    Text("查全率", "recall"),
    Text("发现数", "findings"),
    Text("查准率", "precision"),
    Text("建议数", "proposed"),
    Text("建议正确", "right"),
    Text("把握相符", "trust right"),
)
_ALL = Text("合计", "all")
_WIDTH = 12


@dataclass
class Tally:
    """Counts of one rule, of one trust, or of all."""

    spoils: int = 0
    found: int = 0
    trusted: int = 0
    """Spoils found with the trust they must have."""
    findings: int = 0
    explained: int = 0
    proposed: int = 0
    right: int = 0

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

    def numbers(self) -> dict[str, Any]:
        """Return counts and shares by name."""
        return {**vars(self), "recall": self.recall, "precision": self.precision, "accuracy": self.accuracy}


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

    def tallies(self, rule: str, trust: str) -> tuple[Tally, Tally, Tally]:
        """Return what a spoil or finding of this rule and trust counts for."""
        return self.rules[rule], self.trusts[trust], self.total

    def numbers(self) -> dict[str, Any]:
        """Return plain numbers: ``total``, ``rules`` and ``trusts``, each with its counts and shares."""
        return {
            "total": self.total.numbers(),
            "rules": {rule: self.rules[rule].numbers() for rule in sorted(self.rules)},
            "trusts": {trust: self.trusts[trust].numbers() for trust in _ordered(self.trusts)},
        }

    def json(self) -> str:
        """Return :meth:`numbers` as JSON text."""
        return json.dumps(self.numbers(), ensure_ascii=False)

    def text(self, lang: Lang = "zh") -> str:
        """Return a table to read: one line per rule, then one per trust, then all."""
        lines = [_padded([word.say(lang) for word in _HEAD])]
        lines += [_line(rule, self.rules[rule]) for rule in sorted(self.rules)]
        lines += ["", *(_line(trust or "-", self.trusts[trust]) for trust in _ordered(self.trusts))]
        return "\n".join([*lines, "", _line(_ALL.say(lang), self.total)])


def score(findings: pa.Table, truth: Sequence[Entry], given: Collection[str] | None = None) -> Score:
    """Compare findings with the truth.

    Args:
        findings: the columns of ``findings.parquet`` that name rule, severity, trust, address and proposal.
        truth: entries as in ``truth.json``.
        given: the kinds of extracts and lists the run had; spoils that need others are not asked. ``None``: it had all.
    """
    lines = findings.select(_COLUMNS).to_pylist()
    result = Score()
    _recall(result, lines, [e for e in truth if given is None or set(e["needs"]) <= set(given)])
    _precision(result, lines, truth)
    _proposals(result, lines, truth)
    return result


def _recall(result: Score, lines: Iterable[Entry], asked: Iterable[Entry]) -> None:
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for line in lines:
        found[line["file"], line["rule"]].append(line)
    for entry in asked:
        hits = [hit for hit in found[entry["file"], entry["rule"]] if _hits(entry, hit)]
        trusted = bool(hits) and entry["trust"] in {"", *(hit["trust"] for hit in hits)}
        for tally in result.tallies(entry["rule"], entry["trust"]):
            tally.spoils += 1
            tally.found += bool(hits)
            tally.trusted += trusted
        if not hits:
            result.missed.append(entry)
        elif not trusted:
            result.mistrusted.append(entry)


def _hits(entry: Entry, hit: Entry) -> bool:
    """Tell whether a finding of the entry's file and rule stands where the spoil is.

    A spoil of a whole file (row 0) may be told at any row, such as the header's.
    """
    if entry["row"] and (entry["sheet"], entry["row"]) != (hit["sheet"], hit["row"]):
        return False
    return not entry["field"] or hit["field"] in {entry["field"], "", *entry.get("fields", ())}


def _precision(result: Score, lines: Iterable[Entry], truth: Iterable[Entry]) -> None:
    allowed, returned = _explanations(truth)
    for line in lines:
        if line["rule"][:2] not in ABOUT_ROWS or line["rule"] in UNSPOILED or line["severity"] not in _SEEN:
            continue
        place = (line["file"], line["sheet"], line["row"])
        explained = line["file"] in returned or line["rule"] in allowed[place]
        for tally in result.tallies(line["rule"], line["trust"]):
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
        for tally in result.tallies(line["rule"], line["trust"]):
            tally.proposed += 1
            tally.right += line["proposal"] == value
        if line["proposal"] != value:
            result.wrong.append(line)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _ordered(trusts: Iterable[str]) -> list[str]:
    order = [str(trust) for trust in Trust]
    return sorted(trusts, key=order.index)


def _line(name: str, tally: Tally) -> str:
    recall, precision, accuracy = map(_percent, (tally.recall, tally.precision, tally.accuracy))
    trusted = _percent(_share(tally.trusted, tally.spoils))
    counts = (tally.spoils, tally.found, recall, tally.findings, precision, tally.proposed, accuracy, trusted)
    return _padded([name, *map(str, counts)])


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.2%}"


def _padded(words: Sequence[str]) -> str:
    """Align in columns: the first to the left, the others to the right."""
    first, *others = words
    return (
        first + " " * (_WIDTH - _columns(first)) + "".join(" " * (_WIDTH - _columns(w)) + w for w in others)
    )


def _columns(word: str) -> int:
    """Return how wide a word is on a terminal: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in word)

"""Holding findings against the truth: recall, precision, accuracy of proposals."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from recon.score.tally import Score
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

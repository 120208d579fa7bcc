"""Who is charged: findings about one mistake share a cause, and exactly one of them counts.

The precedence is data, read from top to bottom: the first line that names a finding and whose chief stands
beside it decides.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from recon.rules.clusters import place_of
from recon.rules.say import details_of
from recon.words import Kind, Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from recon.model import Finding


class Reach(Enum):
    """Where the chief must stand for the others to be its evidence."""

    CELL = "cell"
    ROW = "row"
    COLUMN = "column"
    FILE = "file"
    SITE = "site"
    STUDENT = "student"
    UNIT = "unit"
    """One student of one reporting unit."""


@dataclass(frozen=True, slots=True)
class Over:
    """One line of the precedence: ``chief`` is charged, ``others`` beside it are its evidence."""

    chief: str
    others: str
    reach: Reach
    kinds: frozenset[Kind] = frozenset()
    """When given, only the others of these kinds."""


_SPELLING = frozenset({Kind.FORMAT})
_EMPTY = frozenset({Kind.MISSING_HERE})
_ANOTHER = frozenset({Kind.DIFFERENT})
_SAME_NUMBER = frozenset({Kind.VARIANT})
_FORMAT = "NO02 ID02 ID03 NA02 NA03 NA04"

PRECEDENCE: tuple[Over, ...] = (
    Over("FI14", "*", Reach.FILE),
    Over("HD05", "HD05 IC02 MA01 SC02", Reach.FILE),
    Over("HD05", "IC02 MA01 SC02", Reach.ROW),
    Over("HD02", "NO01 ID01 NA01 IC01 VO06", Reach.COLUMN),
    Over("OM02", "OM01", Reach.SITE),
    Over("OM04", "OM01 OM02", Reach.SITE),
    Over("MA07", "MA03 DF* SC01 SC02 SC03 SC04 SC05 DU04 DU05 ID05 ID06 ID07 ID08 ID10 NA05 NA06", Reach.ROW),
    Over("MA04", "MA03 DF01 DF03 DU04 DU05 NO05", Reach.ROW),
    Over("ID04", "ID02 ID03 ID05 ID07 ID08 ID10 MA03 DF03", Reach.CELL),
    Over("ID01", "MA03 DF03", Reach.CELL),
    Over("NO01", "MA02 MA05 MA06", Reach.CELL),
    Over("NA01", "DF01", Reach.CELL),
    Over("ID06", "MA03 DF03", Reach.CELL, _SAME_NUMBER),
    Over("NO02", "MA02 MA06", Reach.CELL),
    Over("MA04", "NO02 NO03 NO06 NO07", Reach.CELL),
    Over("MA07", "NO02", Reach.CELL),
    Over("NO07", "NO06", Reach.CELL),
    Over("NO07", "MA02", Reach.ROW, _EMPTY),
    Over("MA03", "DF03 ID02 ID03 ID05 ID06 ID07 ID08 ID09 ID10 DU05", Reach.CELL),
    Over("MA02", "NO03 DU04", Reach.CELL),
    Over("MA05", "NO02 NO03 NO05", Reach.CELL),
    Over("MA06", "NO03 DU04", Reach.CELL),
    Over("MA02", "DU05", Reach.ROW),
    Over("MA06", "DU05", Reach.ROW),
    Over("MA05", "DU05", Reach.ROW),
    Over("NO03", "DU04", Reach.CELL),
    Over("NO03", "DU05", Reach.ROW),
    Over("DU04", "DF*", Reach.ROW, _ANOTHER),
    Over("VO05", "MA02 MA05 MA06 MA03 DF*", Reach.CELL),
    *(Over(code, "DF*", Reach.CELL, _SPELLING) for code in _FORMAT.split()),
    *(Over(code, "DF*", Reach.CELL) for code in ("VO01", "VO02", "VO03", "VO04")),
    Over("VO06", "DF*", Reach.CELL, _EMPTY),
    Over("NA05", "NA02 NA03 NA04 NA06 DF01", Reach.CELL),
    Over("NA06", "NA02 NA03 NA04 DF01", Reach.CELL),
    Over("DF01", "NA02 NA03 NA04", Reach.CELL),
    Over("ID08", "ID07", Reach.CELL),
    Over("DF03", "ID02 ID03 ID05 ID06 ID07 ID08 ID10 DU05", Reach.CELL),
    Over("DU02", "DU02", Reach.UNIT),
    Over("DU03", "SC05 DF07", Reach.ROW),
    Over("DU03", "DU03", Reach.STUDENT),
    Over("SC05", "DF07", Reach.ROW),
    Over("SC01", "DF06", Reach.ROW),
    Over("SC02", "DF04", Reach.ROW),
)
"""Which finding is charged where several rules see one mistake; why: docs/decisions/0009-who-is-charged.md."""

BELOW = '"below": "yes"'
"""What the details of a DU03 say where the home site lies below the reporting unit."""
NEVER_CHARGED = frozenset({"PH", "EX", "CP"})
NOT_UNTIL_SHE_SAYS = frozenset({"FI10", "FI12", "FI16"})
"""Not charged to any site: only the registrar can tell whose fault these are."""
NOBODYS = frozenset({Trust.SAFE, Trust.AUTHORITY})
"""What is put right by itself, or wrong in the record, is no site's mistake."""


class Charge(NamedTuple):
    """The decision about one finding: the position of its cause's chief, and whether it counts."""

    chief: int
    charged: bool


def charge(findings: Sequence[Finding]) -> list[Charge]:
    """Decide every finding's cause and whether it is charged. Order in, order out.

    The same finding never has two chiefs: the first line of :data:`PRECEDENCE` that applies wins, and chiefs
    of chiefs are followed to the end.
    """
    above = _chiefs(findings)
    unblamed = _in_incomplete_cluster(findings)
    charges = []
    for n, finding in enumerate(findings):
        chief = n
        while chief in above:
            chief = above[chief]
        charges.append(Charge(chief, chief == n and n not in unblamed and is_chargeable(finding)))
    return charges


def is_chargeable(finding: Finding) -> bool:
    """Tell whether a finding could count against a site at all."""
    return _could_count(finding.rule, finding.trust, finding.kind)


@cache
def _could_count(rule: str, trust: Trust, kind: Kind) -> bool:
    if rule[:2] in NEVER_CHARGED or rule in NOT_UNTIL_SHE_SAYS:
        return False
    return trust not in NOBODYS and not _is_gap(rule, kind)


def _is_gap(rule: str, kind: Kind) -> bool:
    """Tell whether it is the extract that says nothing: nobody's mistake, so it covers no other one either."""
    return rule.startswith("DF") and kind is Kind.MISSING_THERE


def _chiefs(findings: Sequence[Finding]) -> dict[int, int]:
    by_rule: dict[str, list[int]] = defaultdict(list)
    for n, finding in enumerate(findings):
        by_rule[finding.rule].append(n)
    above: dict[int, int] = {}
    for line in PRECEDENCE:
        index = _index(findings, by_rule[line.chief], line)
        if index:
            _put_below(findings, _others(by_rule, line), index, above, line)
    return above


def _index(findings: Sequence[Finding], chiefs: list[int], line: Over) -> dict[tuple[object, ...], int]:
    """Return place → the chief that stands there: the first of them, of a unit's files the last.

    As with two rows of one file (DU01), the student was right where he stood first.
    """
    chiefs = [n for n in chiefs if not _is_gap(findings[n].rule, findings[n].kind)]
    if line.reach is Reach.FILE:
        chiefs = [n for n in chiefs if findings[n].row_id < 0]
    if line.reach is Reach.STUDENT:
        # The unit that does not stand above the home site answers for a double claim.
        chiefs = sorted(chiefs, key=lambda n: BELOW in findings[n].details)
    key = KEYS[line.reach]
    return {key(findings[n]): n for n in (chiefs if line.reach is Reach.UNIT else reversed(chiefs))}


def _others(by_rule: dict[str, list[int]], line: Over) -> Iterator[int]:
    patterns = line.others.split()
    rules = [rule for rule in by_rule if any(_means(pattern, rule) for pattern in patterns)]
    return (n for rule in rules for n in by_rule[rule])


def _means(pattern: str, rule: str) -> bool:
    """Tell whether ``MA03``, ``DF*`` (a family) or ``*`` (everything) means a rule."""
    return rule.startswith(pattern[:-1]) if pattern.endswith("*") else rule == pattern


def _put_below(
    findings: Sequence[Finding],
    others: Iterator[int],
    index: dict[tuple[object, ...], int],
    above: dict[int, int],
    line: Over,
) -> None:
    """Put each of the others below the chief beside it, unless it stands below one already."""
    key = KEYS[line.reach]
    for n in others:
        if n in above or (line.kinds and findings[n].kind not in line.kinds):
            continue
        chief = index.get(key(findings[n]), n)
        if chief != n and not _leads_to(above, chief, n):
            above[n] = chief


def _leads_to(above: dict[int, int], start: int, end: int) -> bool:
    while start in above:
        start = above[start]
        if start == end:
            return True
    return False


KEYS: dict[Reach, Callable[[Finding], tuple[object, ...]]] = {
    Reach.CELL: lambda f: (
        (f.row_id, f.field) if f.row_id >= 0 else (f.row_id, f.file, f.sheet, f.row, f.field)
    ),
    Reach.ROW: lambda f: (f.row_id,) if f.row_id >= 0 else (f.row_id, f.file, f.sheet, f.row),
    Reach.COLUMN: lambda f: (f.file, f.sheet, f.field),
    Reach.FILE: lambda f: (f.file,),
    Reach.SITE: lambda f: (f.site_code,),
    Reach.STUDENT: lambda f: (f.enrol_id, f.subject),
    Reach.UNIT: lambda f: (f.unit, f.enrol_id, f.subject),
}


def _in_incomplete_cluster(findings: Sequence[Finding]) -> set[int]:
    """Return the MA01 findings that stand in a cluster of EX06.

    The extract is suspected before sites are blamed.
    """
    told = [details_of(finding) for finding in findings if finding.rule == "EX06"]
    clusters = {(cluster["by"], cluster["value"]) for cluster in told}
    if not clusters:
        return set()
    unmatched = ((n, f) for n, f in enumerate(findings) if f.rule == "MA01")
    return {n for n, finding in unmatched if not clusters.isdisjoint(place_of(finding).items())}

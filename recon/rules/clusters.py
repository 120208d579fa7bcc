"""EX06: rows in no extract that cluster in one place; the extract is suspected before sites are blamed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recon.model import Finding
from recon.rules.extract import extract_is_incomplete
from recon.rules.findings import as_details
from recon.rules.say import details_of
from recon.rules.switches import OFF, severity_of
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.rules.setting import Setting

FEWEST = 10
"""Unmatched rows that make a cluster at all."""
SHARE = 0.5
"""Share of a cluster's rows that must be unmatched."""
WHOLE = 0.9
"""The same where the cluster is all there is."""
ELSEWHERE = 0.1
"""Share of unmatched rows outside it above which a cluster is no cluster but the general state of things."""
_NO_NUMBER = frozenset({"NO01", "NO03"})
_NO_IDENTITY = frozenset({"ID01", "ID04", "ID05"})
BY = ("branch", "cohort", "category")


def incomplete(
    found: Iterable[Finding], counts: Mapping[tuple[str, str, str], int], setting: Setting
) -> list[Finding]:
    """Return EX06 for every branch, cohort and category whose rows are mostly in no extract.

    Args:
        found: findings of rows; MA01 among them are the unmatched.
        counts: (unit, cohort, category) → live rows.
        setting: campaign and sites.
    """
    if setting.campaign.rules.get(extract_is_incomplete.code) == OFF:
        return []
    found = list(found)
    unreadable = _unreadable(found)
    missing = [place_of(f) for f in found if f.rule == "MA01" and f.row_id not in unreadable]
    all_rows, clusters = sum(counts.values()), []
    for by in BY:
        lost = Counter(place[by] for place in missing if place[by])
        rows: Counter[str] = Counter()
        for (unit, cohort, category), n in counts.items():
            rows[{"branch": _branch(unit, setting), "cohort": cohort, "category": category}[by]] += n
        for value, count in sorted(lost.items()):
            if _is_cluster(count, rows[value], len(missing) - count, all_rows - rows[value]):
                clusters.append(_finding(by, value, count, rows[value], setting))
    return clusters


def _unreadable(found: Iterable[Finding]) -> set[int]:
    """Return the rows of which neither key can be read: no extract could have found them."""
    rows: list[set[int]] = [set(), set()]
    for finding in found:
        for key, rules in enumerate((_NO_NUMBER, _NO_IDENTITY)):
            if finding.rule in rules:
                rows[key].add(finding.row_id)
    return rows[0] & rows[1]


def _is_cluster(lost: int, rows: int, lost_outside: int, rows_outside: int) -> bool:
    """Tell whether the unmatched stand in one place; where there is no other place, nearly all of it must be lost."""
    share = SHARE if rows_outside else WHOLE
    return lost >= FEWEST and lost >= share * rows and lost_outside <= ELSEWHERE * rows_outside


def place_of(finding: Finding) -> dict[str, str]:
    """Return the branch, cohort and category an unmatched row speaks of.

    An extract that lacks a branch lacks its sites too: without a site list nobody knows who sent its files.
    """
    told = details_of(finding)
    branch = UNKNOWN if finding.unit == UNKNOWN else finding.branch
    return {"branch": branch, "cohort": told.get("cohort", ""), "category": told.get("category", "")}


def _branch(unit: str, setting: Setting) -> str:
    if unit == UNKNOWN:
        return UNKNOWN
    site = setting.sites.get(unit)
    return site.branch if site else ""


def _finding(by: str, value: str, count: int, rows: int, setting: Setting) -> Finding:
    return Finding(
        rule=extract_is_incomplete.code,
        severity=severity_of(extract_is_incomplete, setting.campaign),
        trust=extract_is_incomplete.trust,
        details=as_details(by=by, value=value, count=str(count), rows=str(rows)),
        subject=f"{by} {value}",
    )

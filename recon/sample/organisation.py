"""Branches, stations and teaching points: a tree in which some report through others. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from recon.sample.names import make_name
from recon.sample.numbers import PROVINCE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

EXAMPLE = "（示例）"
_BRANCHES = ("东山", "南浦", "西岭", "北原", "中洲")
_FIRST = "青白红黄紫金银玉碧丹云松竹梅兰石雪星月虹"
_NAMELESS = 7
_SECOND = "石岭河桥湖林泉峰滩坪溪湾塘岗坡屯渡浦洲原"


@dataclass(frozen=True, slots=True)
class Place:
    """One site: 7-digit code below its branch's 5; ``reports_through`` is the unit that sends for it, if another."""

    code: str
    name: str
    branch_code: str
    branch: str
    reports_through: str = ""
    weight: float = 1.0
    adult_name: str = ""
    """How the adult-education extract calls its station here; empty where there is none."""


@dataclass(frozen=True)
class Organisation:
    """All sites in code order, and the branches that send rosters themselves."""

    places: tuple[Place, ...]
    reporting_branches: tuple[tuple[str, str], ...]

    @cached_property
    def by_code(self) -> dict[str, Place]:
        """Return the sites by code."""
        return {place.code: place for place in self.places}

    def line(self, code: str) -> tuple[str, ...]:
        """Return the site and every unit that may report for it, nearest first."""
        place = self.by_code[code]
        above = tuple(unit for unit in (place.reports_through, place.branch_code) if unit)
        return (code, *dict.fromkeys(above))


def make_organisation(chance: Random, site_count: int) -> Organisation:
    """Spread the sites over up to five branches.

    The last branch sends for all its points; in the second, the first site is a station that sends for the next two.
    """
    branch_count = 1 if site_count == 1 else max(2, min(len(_BRANCHES), site_count // 4))
    places = [_place(chance, n, branch_count) for n in range(site_count)]
    last = _branch(branch_count - 1)
    reporting = (last,) if branch_count > 1 else ()
    return Organisation(tuple(_with_lines(sorted(places, key=lambda p: p.code), dict(reporting))), reporting)


def _branch(n: int) -> tuple[str, str]:
    return f"{PROVINCE}{n + 1:02d}", f"{_BRANCHES[n]}分校{EXAMPLE}"


def _place(chance: Random, n: int, branch_count: int) -> Place:
    branch_code, branch = _branch(n % branch_count)
    within = n // branch_count + 1
    word = _FIRST[n % 20] + _SECOND[(n * 7 + n // 20) % 20] + (str(n // 400) if n >= 400 else "")
    kind = "工作站" if within == 1 else "教学点"
    adult = f"{word}函授站{EXAMPLE}" if n % 3 == 0 else ""
    weight = chance.uniform(0.2, 1.6)
    return Place(
        f"{branch_code}{within:02d}", f"{word}{kind}{EXAMPLE}", branch_code, branch, "", weight, adult
    )


def _with_lines(places: list[Place], reporting: dict[str, str]) -> list[Place]:
    second = f"{PROVINCE}02"
    lined = []
    for place in places:
        through = place.branch_code if place.branch_code in reporting else ""
        if not through and place.branch_code == second and place.code[5:] in {"02", "03"}:
            through = f"{second}01"
        lined.append(replace(place, reports_through=through))
    return lined


def site_rows(organisation: Organisation, chance: Random, expected: Mapping[str, int]) -> list[list[str]]:
    """Return the site list as rows below :data:`SITE_HEADER`: branches that report, then the sites.

    One site of a larger province has not named anybody yet.
    """
    rows = [
        [code, name, code, name, "", *_people(chance), *_reach(code, name), code, ""]
        for code, name in organisation.reporting_branches
    ]
    for n, place in enumerate(organisation.places):
        head = [place.code, place.name, place.branch_code, place.branch, place.reports_through]
        people = ["", ""] if n == _NAMELESS else _people(chance)
        deliver_to = place.reports_through or f"{place.branch_code}01"
        count = str(expected.get(place.code, 0))
        rows.append([*head, *people, *_reach(place.code, place.name), deliver_to, count])
    return rows


def _people(chance: Random) -> list[str]:
    return [make_name(chance) + EXAMPLE for _ in range(2)]


def _reach(code: str, name: str) -> list[str]:
    """Return telephone and address: both plainly made up."""
    return [f"0000-{code:0>7}", f"示例省示例市{name[:2]}路{int(code[-2:])}号{EXAMPLE}"]


SITE_HEADER = (
    "site_code",
    "site_name",
    "branch_code",
    "branch",
    "reports_through",
    "responsible",
    "contact",
    "phone",
    "address",
    "deliver_to",
    "expected",
)

"""Sites: the tree of who reports for whom, and whose file a submission is.

Home site, reporting unit, shooting point and the station that gets the parcel are four different things
(docs/definitions.md, "Units and people"); this module knows the first two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from recon.model import Site, UnitHint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

UNKNOWN = "?"
"""The site code under which a file of an unknown unit stands."""
PROVINCE_DIGITS, BRANCH_DIGITS, SITE_DIGITS = 3, 5, 7
"""Province 3 digits → branch 5 → site 7, each extending its parent (docs/definitions.md, "Organisation")."""
_CODE = re.compile(r"[0-9A-Za-z._-]*")
"""What may be a code; nothing said is nothing said."""
_ORGANISATION = re.compile(rf"[0-9]{{{BRANCH_DIGITS}}}|[0-9]{{{SITE_DIGITS}}}")
SHORT_NAME = 4
"""A text of so many characters may stand for the one longer name that holds it (银川分校 for 宁夏开放大学银川分校)."""


@dataclass(frozen=True)
class Tree:
    """The register of sites with its lines of reporting."""

    sites: Mapping[str, Site]
    implied: frozenset[str] = frozenset()
    """Branches that only their sites name: they may send files, but nobody waits for one from them."""

    @classmethod
    def of(cls, register: Iterable[Site]) -> Tree:
        """Build a tree; a branch that only its sites name becomes a unit too, since branches send files."""
        sites = {site.site_code: site for site in register}
        branches = {
            site.branch_code: Site(
                site.branch_code, site.branch, branch_code=site.branch_code, branch=site.branch
            )
            for site in sites.values()
            if site.branch_code and site.branch_code not in sites
        }
        return cls(sites | branches, frozenset(branches))

    def parent(self, code: str) -> str:
        """Return the unit a site reports through: as the site list says, else its branch by the code tree."""
        site = self.sites.get(code)
        if site is not None and site.reports_through not in {"", code}:
            return site.reports_through
        if site is not None and site.branch_code not in {"", code}:
            return site.branch_code
        return code[:BRANCH_DIGITS] if len(code) == SITE_DIGITS and code.isdigit() else ""

    def line(self, code: str) -> tuple[str, ...]:
        """Return a site and everything above it, the site first; a ring in the register ends where it closes."""
        line: dict[str, None] = {}  # keys: a column of codes that was dragged down makes a line of every site
        while code and code not in line:
            line[code] = None
            code = self.parent(code)
        return tuple(line)

    def reports_for(self, unit: str, site: str) -> bool:
        """Tell whether ``unit`` is the site itself or stands above it."""
        return unit != "" and unit in self.line(site)

    def branch(self, code: str) -> str:
        """Return the branch's name of a unit, empty when it is not known."""
        site = self.sites.get(code)
        return site.branch if site else ""

    def name(self, code: str) -> str:
        """Return a unit's name, empty when it is not known."""
        site = self.sites.get(code)
        return site.site_name if site else ""

    @cached_property
    def _names(self) -> tuple[tuple[str, str], ...]:
        """Folded names with their codes, the longest first so that a name inside another never wins."""
        named = [
            (spelling, code) for code, site in self.sites.items() for spelling in _spellings(site.site_name)
        ]
        return tuple(sorted(set(named), key=lambda item: (-len(item[0]), item)))

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """Folded name → the units that are called so."""
        found: dict[str, list[str]] = {}
        for name, code in self._names:
            found.setdefault(name, []).append(code)
        return found

    def find(self, text: str) -> str:
        """Return the unit a text speaks of: a known code standing alone in it, else the longest known name."""
        for digits in sorted(re.findall(r"(?<!\d)\d{5,9}(?!\d)", text), key=len, reverse=True):
            if digits in self.sites:
                return str(digits)
        folded = _fold(text)
        if folded in self.sites:
            return folded
        if exactly := self._called.get(folded):  # nothing longer stands in it
            return exactly[0] if len(exactly) == 1 else ""
        found = [(name, code) for name, code in self._names if name in folded]
        if not found and len(folded) >= SHORT_NAME:
            found = [
                (folded, code) for code in sorted({code for name, code in self._names if folded in name})
            ]
        longest = {code for name, code in found if len(name) == len(found[0][0])}
        return longest.pop() if len(longest) == 1 else ""

    @cached_property
    def _provinces(self) -> frozenset[str]:
        return frozenset(code[:PROVINCE_DIGITS] for code in self.sites if _ORGANISATION.fullmatch(code))

    def is_nobodys(self, text: str) -> bool:
        """Tell whether a text is a code like the register's own (length, province) that none of its units has.

        A day, a telephone or a student number has another shape, so nothing but a code is taken for one.
        """
        shaped = _ORGANISATION.fullmatch(text) is not None and text[:PROVINCE_DIGITS] in self._provinces
        return shaped and text not in self.sites

    def called(self, text: str) -> str:
        """Return the code of the unit somebody calls by code or by name, :data:`UNKNOWN` where nobody is called so.

        A code that is not in the register stays: a list may be older than the unit. A name never stands for a code.
        """
        if text in self.sites or _CODE.fullmatch(text):
            return text
        return self.find(text) or UNKNOWN

    def registered(self, text: str) -> str:
        """Return the code of the unit called so, :data:`UNKNOWN` where the register has no such code or name."""
        code = self.called(text)
        return code if code in self.sites else UNKNOWN


def _spellings(name: str) -> set[str]:
    """Return a unit's name folded, whole and without what stands in brackets: 贺兰教学点（筹） is called 贺兰教学点."""
    return {_fold(name), _fold(re.sub(r"[（(].{0,100}?[）)]", "", name))} - {""}


def _fold(text: str) -> str:
    return re.sub(r"[\s\u3000（）()《》“”\"·_\-]+", "", text)


def described(found: Iterable[Site], said: Mapping[str, Site]) -> tuple[Site, ...]:
    """Lay what the office says of sites over what lists and extract say, by code.

    Args:
        found: sites of the extract and the site lists.
        said: code → the site as the office describes it; an empty name or branch there says nothing.
    """
    known = {site.site_code: site for site in found}
    for code, site in said.items():
        under = known.get(code, site)
        gaps = {name: getattr(under, name) for name in ("site_name", "branch_code", "branch")}
        known[code] = replace(site, **{n: value for n, value in gaps.items() if not getattr(site, n)})
    return tuple(known[code] for code in sorted(known))


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose file it is, by which evidence, and what speaks against it."""

    code: str = UNKNOWN
    by: str = ""
    against: tuple[UnitHint, ...] = field(default=())
    nobodys: tuple[str, ...] = ()
    """The codes among that which no unit of the register has."""


_ORDER = ("path", "name", "title", "column", "rows")
_OWN = frozenset({"path", "name", "title"})
"""Hints that speak of the sender; a site column and the rows speak of the students' home sites."""


def resolve(told: str, hints: Iterable[UnitHint], tree: Tree) -> Unit:
    """Tell the reporting unit of a file.

    Args:
        told: the unit a person, a submissions list or a pack's mark names, by code or by name; it decides alone.
        hints: evidence from path, file name, unit line, site column and the majority of matched students.
        tree: the register.

    A hint below the unit found so far makes it more exact when it speaks of the sender (a branch's folder, a station's
    file), unless its like name several units beside each other (headings of a list by site); below the unit a home site
    is normal, since a branch may report for its points. Any other hint disagrees, also a code that no unit has: the
    file of a site nobody knows would pass for that of its students' home site unseen.
    """
    ranked = sorted(hints, key=lambda hint: _ORDER.index(hint.source))
    unit = _by_hints(told, ranked, tree)
    strange = tuple(hint for hint in ranked if hint.text != unit.code and tree.is_nobodys(hint.text))
    codes = tuple(dict.fromkeys(hint.text for hint in strange))
    return replace(unit, against=unit.against + strange, nobodys=codes)


def _by_hints(told: str, ranked: Sequence[UnitHint], tree: Tree) -> Unit:
    """Tell the unit by what the register knows."""
    known = [(hint, code) for hint in ranked if (code := tree.find(hint.text))]
    if told:
        code = tree.called(told)
        others = tuple(h for h, c in known if h.source in _OWN and not _one_line(code, c, tree))
        nobody = (UnitHint("told", told),) if code == UNKNOWN != told else ()
        return Unit(code, "told", nobody + others)
    unit, by = UNKNOWN, ""
    against: list[UnitHint] = []
    sender = _OWN - _parted(known, tree)
    for hint, code in known:
        if unit == UNKNOWN or (hint.source in sender and tree.reports_for(unit, code)):
            unit, by = code, hint.source
        elif not _one_line(unit, code, tree):
            against.append(hint)
    return Unit(unit, by, tuple(against))


def _parted(known: Sequence[tuple[UnitHint, str]], tree: Tree) -> set[str]:
    """Return the sources that name units beside each other: headings of a branch's list by site, not its sender."""
    return {
        hint.source
        for hint, code in known
        if any(other.source == hint.source and not _one_line(code, c, tree) for other, c in known)
    }


def _one_line(one: str, other: str, tree: Tree) -> bool:
    return tree.reports_for(one, other) or tree.reports_for(other, one)

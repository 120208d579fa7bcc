"""A place written with its code in one column: 6400312 银川学习中心, 银川学习中心(6400312), [64003]银川分校.

Only a number of an organisation's length counts (docs/definitions.md, "Facts of the field"), first or last, and of five
digits only one that is set apart: 66001部队 is a name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from recon.sites import BRANCH_DIGITS, SITE_DIGITS
from recon.values.characters import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_CODE = rf"(?P<code>\d{{{SITE_DIGITS}}}|\d{{{BRANCH_DIGITS}}})"
_BETWEEN = " -—–－_:：/／|·"
_APART = re.escape(_BETWEEN)
_FIRST = re.compile(rf"\A[\[(（【]?{_CODE}(?!\d)(?P<apart>[\])）】]|[{_APART}]|(?=\D))")
_LAST = re.compile(rf"(?P<apart>[\[(（【]|[{_APART}]|(?<=[^\d\[(（【{_APART}])){_CODE}[\])）】]?\Z")

_KIND = re.compile(r"(?:教学|学习|函授|工作|辅导)?(?:点|站|中心)|分校|分部|学院|电大")
"""What alone is nobody's name: 教学点6400301 is called so."""


class Place(NamedTuple):
    """A place's code, empty where its text has none, and its name without it."""

    code: str
    name: str


def parted(text: str) -> Place:
    """Return code and name of a place; a text that is one of them alone is a name."""
    whole = one_line(text)
    found = _FIRST.match(whole) or _LAST.search(whole)
    if found is None or (len(found["code"]) == BRANCH_DIGITS and not found["apart"]):
        return Place("", whole)
    name = (whole[: found.start()] + whole[found.end() :]).strip(_BETWEEN)
    if not any(char.isalpha() for char in name):
        return Place("", whole)
    return Place(unicodedata.normalize("NFKC", found["code"]), whole if _KIND.fullmatch(name) else name)


def without_codes(line: Mapping[str, str]) -> dict[str, str]:
    """Return a place of the extract (``sites.PLACE``) with the codes of its names where codes belong.

    A code in a column of its own goes before, and then only that one is taken off the name.
    """
    said = dict(line)
    for level in ("site", "branch"):
        place, code = parted(line[f"{level}_raw"]), line[f"{level}_code"]
        if place.code and code in {"", place.code}:
            said |= {f"{level}_raw": place.name, f"{level}_code": place.code}
    return said

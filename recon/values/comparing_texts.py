"""How two names, places or other texts of one field differ: written otherwise, sounding alike, cut off, another."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from recon.values import names
from recon.values.difference import Difference, edited_in
from recon.values.lookalikes import look_alike
from recon.values.sounds import sound_alike
from recon.values.traditional import simplified
from recon.words import Kind

_KIND_OF_PLACE = re.compile(
    "国家开放大学|广播电视大学|开放大学|电视大学|电大|学习中心|教学点|教学站|工作站|函授站|分校|学院|校区|分部|站|中心"
)


def of_names(submitted: str, official: str) -> Difference:
    """Compare two different names; neither is empty."""
    return _variant(submitted, official) or _characters(submitted, official)


def _variant(submitted: str, official: str) -> Difference | None:
    """Ways to write the very same name that no folding may remove: they need a second agreement."""
    changed = edited_in(submitted, official)
    plain = simplified(submitted), simplified(official)
    if plain[0] == plain[1]:
        return Difference(Kind.VARIANT, "traditional", changed)
    if submitted.casefold() == official.casefold():
        return Difference(Kind.VARIANT, "case", changed)
    if _without_dots(plain[0]) == _without_dots(plain[1]):
        return Difference(Kind.VARIANT, "missing-dot", changed)
    if names.matches_placeholder(*plain) or names.matches_placeholder(plain[1], plain[0]):
        return Difference(Kind.VARIANT, "placeholder", changed)
    return None


def _without_dots(name: str) -> str:
    """Leave out the separator, and the space that some write for it."""
    return name.replace(names.SEPARATOR, "").replace(" ", "")


def _characters(submitted: str, official: str) -> Difference:
    """One character substituted, missing or added is close, as long as another one agrees."""
    changed = edited_in(submitted, official)
    if set(submitted).isdisjoint(official) or Levenshtein.distance(submitted, official) > 1:
        return Difference(Kind.DIFFERENT, _far(submitted, official), changed)
    if len(submitted) != len(official):
        return Difference(Kind.CLOSE, "one-character", changed)
    place = changed[0]
    return Difference(Kind.CLOSE, _why(submitted[place], official[place]), changed)


def _why(one: str, other: str) -> str:
    if names.SEPARATOR in (one, other):
        return "dot"
    one, other = simplified(one), simplified(other)
    if sound_alike(one, other):
        return "homophone"
    return "lookalike" if look_alike(one, other) else "one-character"


def _far(submitted: str, official: str) -> str:
    if sorted(submitted) == sorted(official):
        return "swapped"
    if part := _part(submitted, official):
        return part
    pairs = zip(simplified(submitted), simplified(official), strict=False)
    alike = len(submitted) == len(official) and all(a == b or sound_alike(a, b) for a, b in pairs)
    return "homophone" if alike else "other"


def _part(submitted: str, official: str) -> str:
    """Return the cause where one text is the beginning of the other, empty where it is not."""
    if official.startswith(submitted):
        return "truncated"
    return "extra" if submitted.startswith(official) else ""


def of_texts(submitted: str, official: str) -> Difference:
    """Compare two different texts; neither is empty."""
    plain = simplified(submitted), simplified(official)
    changed = edited_in(submitted, official)
    if plain[0] == plain[1]:
        return Difference(Kind.VARIANT, "traditional", changed)
    if submitted.casefold() == official.casefold():
        return Difference(Kind.FORMAT, "case", changed)
    if part := _part(*plain):
        return Difference(Kind.CLOSE, part, changed)
    if min(map(len, plain)) > 3 and Levenshtein.distance(*plain) == 1:
        return Difference(Kind.CLOSE, "one-character", changed)
    return Difference(Kind.DIFFERENT, "other", changed)


def of_places(submitted: str, official: str) -> Difference:
    """Compare two different names of places; neither is empty.

    The place stays when an organisation is renamed: 东山电大工作站 is the former name of 东山学习中心.
    """
    found = of_texts(submitted, official)
    stems = _stem(submitted), _stem(official)
    spelled = found.kind in {Kind.FORMAT, Kind.VARIANT}  # the name is the same one, so there is no former one
    if not spelled and stems[0] and (stems[0] == stems[1] or _ends_alike(*stems)):
        return Difference(Kind.CLOSE, "former-name", found.positions)
    return found


def _stem(name: str) -> str:
    """Return a site's name without the words that say what kind of place it is."""
    return _KIND_OF_PLACE.sub("", simplified(name))


def _ends_alike(one: str, other: str) -> bool:
    """Tell whether one stem is the other with its branch before it: 第一分校东山 and 东山."""
    return min(len(one), len(other)) > 1 and (one.endswith(other) or other.endswith(one))

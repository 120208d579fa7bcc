"""How two values of one field differ: the kind decides who may act, the cause explains it in a word.

Kinds stand for trust (docs/definitions.md, "Trust"): ``format`` safe · ``variant`` likely · ``close`` to be confirmed
· ``different`` to be asked. Only the kind is ever acted upon, and only once other fields have said who the
student is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from recon.values import identity, names, numbers
from recon.values.causes import CAUSE_TITLES, cause_of_format
from recon.values.lookalikes import look_alike
from recon.values.sounds import sound_alike
from recon.values.traditional import simplified
from recon.words import Kind

__all__ = ["CAUSE_TITLES", "Difference", "compare"]

_NUMBERS = frozenset({"student_no", "id_card", "exam_no", "institution_code"})
_PLACES = frozenset({"branch", "site"})
_KIND_OF_PLACE = re.compile(
    "国家开放大学|广播电视大学|开放大学|电视大学|电大|学习中心|教学点|教学站|工作站|函授站|分校|学院|校区|分部|站|中心"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a submitted value differs from the official one."""

    kind: Kind = Kind.NONE
    cause: str = ""
    """A key of :data:`CAUSE_TITLES`; empty where the values are the same or one is missing."""
    positions: tuple[int, ...] = ()
    """0-based places in the submitted folded value; one behind its end where its end is missing."""


SAME = Difference()


def compare(
    code: str,
    submitted: str,
    official: str,
    submitted_raw: str = "",
    official_raw: str = "",
    *,
    cell_type: str = "text",
) -> Difference:
    """Compare a submitted value with the official one of the same field.

    Args:
        code: The field.
        submitted: The folded value of the roster.
        official: The folded value of the extract.
        submitted_raw: As sent; with ``official_raw`` it tells values that differ in spelling alone (kind
            ``format``).
        official_raw: The extract's exact characters.
        cell_type: The submitted cell's type; a number cell makes any last three digits of an ID suspect.
    """
    if submitted == official:
        return _spelling(code, submitted_raw, official_raw, cell_type)
    if not submitted:
        return Difference(Kind.MISSING_HERE)
    if not official:
        return Difference(Kind.MISSING_THERE)
    return _values(code, submitted, official, cell_type)


@lru_cache(maxsize=1 << 16)
def _values(code: str, submitted: str, official: str, cell_type: str) -> Difference:
    """Compare two values; the ladder and the rules ask of the same pairs."""
    if code in _NUMBERS:
        return _numbers(code, submitted, official, cell_type)
    if code == "name":
        return _names(submitted, official)
    return _places(submitted, official) if code in _PLACES else _texts(submitted, official)


def _spelling(code: str, submitted_raw: str, official_raw: str, cell_type: str) -> Difference:
    if not submitted_raw or not official_raw or submitted_raw == official_raw:
        return SAME
    return Difference(Kind.FORMAT, cause_of_format(code, submitted_raw, official_raw, cell_type))


# ---------------------------------------------------------------- numbers


def _numbers(code: str, submitted: str, official: str, cell_type: str) -> Difference:
    if code == "id_card" and (found := _identity(submitted, official, cell_type)):
        return found
    if identity.is_scientific(submitted):
        return Difference(Kind.DIFFERENT, "excel-damaged", tuple(range(len(submitted))))
    if submitted.upper() == official.upper():
        return Difference(Kind.FORMAT, "case", _changed(submitted, official))
    if official in (numbers.suggestion(submitted), _ten_as_x(submitted)):
        return Difference(Kind.CLOSE, "letter", _strays(submitted))
    return _digits(submitted, official)


def _identity(submitted: str, official: str, cell_type: str) -> Difference | None:
    """What only happens to ID numbers: Excel's fifteen digits, and the old form of fifteen."""
    if official in (identity.from_15(submitted), *_without_century(submitted)):
        return Difference(Kind.VARIANT, "fifteen-digit")
    same_size = len(submitted) == len(official) == 18
    if same_size and identity.may_be_left_of(submitted, official):
        rounded = submitted.endswith("000") or identity.is_damaged(submitted, cell_type)
        lost = tuple(sorted({*_changed(submitted, official), 15, 16, 17}))
        return Difference(Kind.VARIANT, "excel-damaged", lost) if rounded else None
    return None


def _without_century(value: str) -> tuple[str, ...]:
    short = value[:6] + value[8:17]
    return (short,) if identity.from_15(short) == value else ()


def _ten_as_x(value: str) -> str:
    """Return an ID number whose X was read as the Roman ten and written 10; empty for any other."""
    return f"{value[:17]}X" if len(value) == 19 and value.endswith("10") else ""


def _digits(submitted: str, official: str) -> Difference:
    changed = _changed(submitted, official)
    if len(submitted) != len(official):
        return _other_length(submitted, official)
    if len(changed) == 1:
        return Difference(Kind.CLOSE, "one-digit", changed)
    if len(changed) == 2:
        return Difference(
            Kind.CLOSE, "swapped" if _is_swap(submitted, official, changed) else "two-digits", changed
        )
    return Difference(Kind.DIFFERENT, "other", changed)


def _other_length(submitted: str, official: str) -> Difference:
    """One digit left out or typed twice is one digit wrong, hence close; a number that just stops is not."""
    if Levenshtein.distance(submitted, official, score_cutoff=1) == 1:
        cause = "missing-digit" if len(submitted) < len(official) else "extra-digit"
        return Difference(Kind.CLOSE, cause, _edited(submitted, official))
    cause = "truncated" if official.startswith(submitted) or official.endswith(submitted) else "other"
    return Difference(Kind.DIFFERENT, cause, _edited(submitted, official))


def _is_swap(one: str, other: str, changed: tuple[int, ...]) -> bool:
    left, right = changed
    return one[left] == other[right] and one[right] == other[left]


def _strays(value: str) -> tuple[int, ...]:
    return tuple(n for n, character in enumerate(value) if not ("0" <= character <= "9"))


# ---------------------------------------------------------------- names and other text


def _names(submitted: str, official: str) -> Difference:
    return _variant(submitted, official) or _characters(submitted, official)


def _variant(submitted: str, official: str) -> Difference | None:
    """Ways to write the very same name that no folding may remove: they need a second agreement."""
    changed = _edited(submitted, official)
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
    changed = _edited(submitted, official)
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


def _texts(submitted: str, official: str) -> Difference:
    plain = simplified(submitted), simplified(official)
    changed = _edited(submitted, official)
    if plain[0] == plain[1]:
        return Difference(Kind.VARIANT, "traditional", changed)
    if submitted.casefold() == official.casefold():
        return Difference(Kind.FORMAT, "case", changed)
    if part := _part(*plain):
        return Difference(Kind.CLOSE, part, changed)
    if min(map(len, plain)) > 3 and Levenshtein.distance(*plain) == 1:
        return Difference(Kind.CLOSE, "one-character", changed)
    return Difference(Kind.DIFFERENT, "other", changed)


def _places(submitted: str, official: str) -> Difference:
    """The place that stays when an organisation is renamed: 东山电大工作站 is the former name of 东山学习中心."""
    found = _texts(submitted, official)
    stems = _stem(submitted), _stem(official)
    if found.kind is not Kind.FORMAT and stems[0] and (stems[0] == stems[1] or _ends_alike(*stems)):
        return Difference(Kind.CLOSE, "former-name", found.positions)
    return found


def _stem(name: str) -> str:
    """Return a site's name without the words that say what kind of place it is."""
    return _KIND_OF_PLACE.sub("", simplified(name))


def _ends_alike(one: str, other: str) -> bool:
    """Tell whether one stem is the other with its branch before it: 第一分校东山 and 东山."""
    return min(len(one), len(other)) > 1 and (one.endswith(other) or other.endswith(one))


# ---------------------------------------------------------------- places in a text


def _changed(one: str, other: str) -> tuple[int, ...]:
    return tuple(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)


def _edited(submitted: str, official: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(edit.src_pos for edit in Levenshtein.editops(submitted, official)))

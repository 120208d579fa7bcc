"""Identity numbers by GB 11643-1999, and the documents that are not one (docs/definitions.md, "Identity numbers").

Region codes are never judged: they change over time, and the well-known validators are too strict about them.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from operator import mul
from typing import Literal

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]")
_LEGACY = re.compile(r"[0-9]{15}")
_PASSPORT = re.compile(
    r"[A-Z]{1,3}[0-9]{6,12}(\([0-9A-Z]{1,2}\)|[A-Z])?|[0-9]{9}|[0-9]{7,8}\([0-9A-Z]{1,2}\)"
)
"""Passports, travel permits and cards of Hong Kong, Macao and Taiwan residents, old permanent residence cards."""
_MIXED = re.compile("[0-9A-Z]{8,9}")
_LETTER_WITHIN = re.compile(r"\A[0-9]{0,8}[A-Z][0-9A-Z]{0,8}[0-9]")
"""Passports with letters among their digits (M123A4567): 12345678X is rather the end of an ID."""
_OFFICER = re.compile(r"[\u4e00-\u9fff]{1,4}字?第?[0-9]{4,12}号?")
"""Officers' and soldiers' cards: 军字第1234567号."""
_TAIWAN = re.compile(r"[0-9]{8}|[0-9]{10}")
_SIXTEEN_DIGITS = re.compile(r"[0-9]{16,}")
SCIENTIFIC = "[0-9](?:[.][0-9]+)?[Ee][+][0-9]{2}"
"""How Excel shows a long number in a narrow column; people may write it otherwise (:func:`is_scientific`)."""
_FLOAT = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")

NOBODYS = "^(?:[^0-9]*|0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)$"
"""What is written where somebody has no number at hand: 无, /, 护照, 000000000000000000. Many write the same."""
_NOBODYS = re.compile(NOBODYS)

Document = Literal["", "resident", "legacy", "permit", "temporary", "other", "malformed"]
_KEPT = 15
"""Significant digits of a number that Excel keeps."""
_ENOUGH_DECIMALS = 11
"""Excel shows five decimals; a float written by a program has up to 16 and drops only trailing zeros."""
OLDEST, YOUNGEST = 90, 14
"""A student's age beyond these is a mistake in the number (ID08)."""


def is_resident_id(value: str) -> bool:
    """Tell whether a folded value has the form of an 18-digit number, residence permits included."""
    return _RESIDENT.fullmatch(value) is not None


def document(value: str) -> Document:
    """Name the kind of document a folded number belongs to.

    ``permit`` is the residence permit for Hong Kong, Macao and Taiwan (same form and check digit) ·
    ``legacy`` the 15-digit form · ``temporary`` a school's own 999… number · ``other`` a passport or the
    like, to be checked by hand, never an error · ``malformed`` none of these.
    """
    if not value:
        return ""
    if is_resident_id(value):
        if value.startswith("999"):
            return "temporary"
        return "permit" if value[:2] in {"81", "82", "83"} else "resident"
    if _LEGACY.fullmatch(value):
        return "temporary" if value.startswith("999") else "legacy"
    return "other" if _is_other_document(value) else "malformed"


def _is_other_document(value: str) -> bool:
    if not names_somebody(value):
        return False
    mixed = _MIXED.fullmatch(value) and _LETTER_WITHIN.match(value)
    if mixed or _PASSPORT.fullmatch(value) or _OFFICER.fullmatch(value):
        return True
    # Eight digits are a Taiwan permit, unless they are the birth date that was left of an ID.
    return bool(_TAIWAN.fullmatch(value)) and not _day(value[:4], value[4:6], value[6:8])


def names_somebody(value: str) -> bool:
    """Tell whether a folded number can be somebody's: 无 and 000000 are written for many, and are nobody's key."""
    return _NOBODYS.match(value) is None


def check_digit(first17: str) -> str:
    """Return the check digit of the first 17 digits; empty when they are not 17 digits 0–9."""
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        return ""
    return _CHECK[sum(map(mul, WEIGHTS, map(int, first17))) % 11]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _first17(value: str) -> str:
    """Return the first 17 digits of a number, the century put into a 15-digit one; else empty."""
    if is_resident_id(value):
        return value[:17]
    return f"{value[:6]}19{value[6:]}" if _LEGACY.fullmatch(value) else ""


def _born(first17: str) -> date | None:
    return _day(first17[6:10], first17[10:12], first17[12:14])


def _sex(first17: str) -> str:
    return "男" if int(first17[16]) % 2 else "女"


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def sex_of(value: str) -> str:
    """Return 男 or 女 after the order number (odd male, even female); empty when the value holds none."""
    first17 = _first17(value)
    return _sex(first17) if first17 else ""


def from_15(value: str) -> str:
    """Return the 18-digit form of a 15-digit number, only to compare with; empty for anything else."""
    if not _LEGACY.fullmatch(value):
        return ""
    first17 = _first17(value)
    return first17 + check_digit(first17)


def problems(value: str, *, sex: str = "", on: date | None = None) -> tuple[str, ...]:
    """Tell what is wrong with a folded number by itself.

    Args:
        value: As :func:`recon.values.folding.fold` gives it.
        sex: The row's folded sex, to hold against digit 17; anything but 男 and 女 is not asked.
        on: The day an age is reckoned on; without it no age is judged.

    Returns:
        Of ``length``, ``shape``, ``check``, ``birth``, ``age``, ``sex`` those that hold. An empty value,
        another document and a temporary number have none: they are not asked, or are checked by hand.
    """
    kind = document(value)
    if kind in {"", "other", "temporary"}:
        return ()
    if kind == "malformed":
        return ("length",) if value[:-1].isdigit() and value[-1] in "0123456789X" else ("shape",)
    first17 = value[:17] if kind != "legacy" else _first17(value)
    born = _born(first17)
    told = (
        ("check", kind != "legacy" and value[17] != check_digit(first17)),
        ("birth", born is None),
        ("age", born is not None and on is not None and not YOUNGEST <= _years(born, on) <= OLDEST),
        ("sex", sex in {"男", "女"} and sex != _sex(first17)),
    )
    return tuple(problem for problem, true in told if true)


def is_sound(value: str) -> bool:
    """Tell whether a folded number is a resident's or a permit's and nothing is wrong with it by itself."""
    if document(value) not in {"resident", "permit"}:
        return False
    return value[17] == check_digit(value[:17]) and _born(value) is not None


# ---------------------------------------------------------------- what Excel does to a number


def written_out(raw: str, *, every_digit: bool = False) -> str:
    """Write ``1.864001450123E+12`` out as digits when it shows (nearly) as many as a float keeps.

    ``1.86401E+12``, where digits are gone from sight, comes back unchanged. No float is ever involved.

    Args:
        raw: Any text.
        every_digit: True for a number cell, whose text shows whatever the cell holds.
    """
    found = _FLOAT.fullmatch(raw)
    if found is None:
        return raw
    first, rest, exponent = found[1], found[2] or "", int(found[3])
    shown = every_digit or len(rest) == exponent or len(rest) >= _ENOUGH_DECIMALS
    if len(rest) > exponent or not shown or not exponent:  # 5E0 is a code; a number is never written so
        return raw
    return first + rest.ljust(exponent, "0")


def left_by_number(official: str) -> tuple[str, str]:
    """Return the beginning and the whole of what a number cell leaves of an 18-character ID.

    Typed into Excel it keeps its first 15 digits; written by a program into the file it is held as a double, of which
    15 digits are shown, rounded: …103693 shows as …104000.
    """
    if not is_resident_id(official):
        return official[:_KEPT], ""
    shown = f"{float(official.replace('X', '0')):.{_KEPT}g}"
    return official[:_KEPT], f"{Decimal(shown):f}"


def may_be_left_of(submitted: str, official: str) -> bool:
    """Tell whether a number that lost its last digits may have been the official one."""
    begins, rounded = left_by_number(official)
    return submitted[:_KEPT] == begins or (rounded != "" and submitted == rounded)


def is_scientific(raw: str) -> bool:
    """Tell whether a text is a number in scientific notation, such as ``1.86401E+12``."""
    return _FLOAT.fullmatch(raw) is not None


def is_damaged(raw: str, cell_type: str) -> bool:
    """Tell whether a number went through an Excel number cell and lost its last digits there.

    Excel keeps 15 significant digits. A number cell of 16 digits or more is damaged whatever it shows, even
    when its check digit happens to hold (about one in eleven), and so is a text that is a number in
    scientific notation that long.
    """
    text = raw.strip()
    if (found := _FLOAT.fullmatch(text)) is not None:
        return int(found[3]) >= 15
    whole = text.partition(".")[0]
    return cell_type == "number" and _SIXTEEN_DIGITS.fullmatch(whole) is not None

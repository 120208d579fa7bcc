"""What of a person is shown where it need not be known: a surname, and the outer digits of a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.fields import PERSONAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STAR = "＊"
"""Hides a character of a name; full width, so that it is never read as a placeholder somebody typed."""
DOT = "*"
"""Hides a digit."""
_RUN = re.compile(r"(?!20\d{6}(?!\d))[0-9０-９][0-9０-９Xx]{7,}")
"""Eight digits or more in a row, a date apart: a number of a person, wherever it stands in a text.

Site codes have at most seven digits, examination numbers at least eight.
"""


def mask_name(name: str) -> str:
    """Keep the first character; ``<`` and other signs are no surname and are hidden too."""
    first = name[:1] if name[:1].isalpha() else STAR
    return first + STAR * min(max(len(name) - 1, 1), 5) if name else ""


def mask_number(number: str) -> str:
    """Keep the first two and the last two characters; hide a number shorter than seven whole."""
    if len(number) < 7:
        return DOT * len(number)
    return number[:2] + DOT * (len(number) - 4) + number[-2:]


def mask(field: str, value: str) -> str:
    """Mask a value of a field; fields that do not tell who someone is pass as they are."""
    if field not in PERSONAL or not value:
        return value
    return mask_name(value) if field == "name" else mask_number(value)


def mask_text(text: str, known: Iterable[str] = ()) -> str:
    """Mask every known value and every long number inside a sentence."""
    for value in sorted({v for v in known if v}, key=len, reverse=True):
        if value in text:
            text = text.replace(value, mask_number(value) if value[:1].isdigit() else mask_name(value))
    return _RUN.sub(lambda found: mask_number(found[0]), text)


def mask_finding(row: Mapping[str, object]) -> dict[str, object]:
    """Return a finding's row as it may be shown to anybody who works on it."""
    field = str(row["field"])
    made = dict(row)
    known = [str(row["name"]), str(row["student_no"])]
    for column in ("submitted", "official", "proposal"):
        value = str(row[column])
        if field in PERSONAL:
            known.append(value)
        made[column] = mask(field, value) if field else mask_text(value, known)
    made |= {"name": mask_name(str(row["name"])), "student_no": mask_number(str(row["student_no"]))}
    for column in {"evidence", "message", "file", "sheet", "details"} & row.keys():
        made[column] = mask_text(str(row[column]), known)
    return made

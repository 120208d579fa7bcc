"""Values of a dBase table as text: numbers as they are written, days as days, texts in the table's encoding."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING

from recon.intake.cells import BLANK, BOOLEAN, DATE, ERROR, NUMBER, TEXT, moment_text, number_text

if TYPE_CHECKING:
    from recon.intake.readers.dbf_layout import Field

Value = tuple[str, str]
"""Text and type character of a cell."""
Convert = Callable[[bytes], Value]

_NUMBER = re.compile(r"([+-]?\d+)(?:\.0*)?|[+-]?\d*\.\d+")
_TRUTH = {**dict.fromkeys("TtYy", "TRUE"), **dict.fromkeys("FfNn", "FALSE")}
_JULIAN = 1_721_425
"""The number of the day before the first of the year 1, as FoxPro counts days."""
UNREAD = frozenset("MGPQW")
"""Memos, pictures and objects: what they hold lies in another file, or is no text."""
_BLANK = ("", BLANK)
_PADDING = b" \0"


@dataclass(slots=True)
class Texts:
    """Decodes texts, and counts those that are not whole."""

    encoding: str
    beyond: int = 0
    """Texts beyond ASCII."""
    wrong: int = 0
    cut: bool = False
    """A text was cut off within a character since this was last looked at."""

    def text(self, raw: bytes) -> str:
        """Return a text; U+FFFD stands for what is cut off or is no character."""
        raw = raw.rstrip(_PADDING).replace(b"\0", b"")
        if raw.isascii():
            return raw.decode("ascii")
        self.beyond += 1
        try:
            return raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            if is_cut(raw, error):
                self.cut = True
            else:
                self.wrong += 1
            return raw.decode(self.encoding, "replace")

    def value(self, raw: bytes) -> Value:
        """Return a text as a cell."""
        text = self.text(raw)
        return (text, TEXT) if text.strip() else _BLANK


def is_cut(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Tell whether a text ends in the middle of a character: its field was too short for it."""
    return error.end == len(raw) and error.start >= len(raw) - 3


def converter(field: Field, texts: Texts) -> Convert | None:
    """Return what makes a cell of a field's bytes; None for a field that is not read."""
    if field.kind in UNREAD or (field.kind == "B" and field.size != 8):
        return None
    number = {"N": _number, "F": _number}.get(field.kind)
    if number:
        return lambda raw: number(raw, texts)
    plain = {"D": _day, "L": _truth, "I": _integer, "B": _double, "Y": _money, "T": _moment}
    return plain.get(field.kind, texts.value)


def _number(raw: bytes, texts: Texts) -> Value:
    """Return a number with the digits that are written; a program that had no room for it wrote stars."""
    text = texts.text(raw).strip()
    if not text:
        return _BLANK
    if set(text) == {"*"}:
        return text, ERROR
    found = _NUMBER.fullmatch(text)
    return (found[1] or text, NUMBER) if found else (text, TEXT)


def _day(raw: bytes) -> Value:
    text = raw.decode("latin-1").strip(" \0")
    if not text.strip("0"):
        return _BLANK
    try:
        return moment_text(date(int(text[:4]), int(text[4:6]), int(text[6:8]))), DATE
    except ValueError:
        return text, TEXT


def _truth(raw: bytes) -> Value:
    text = raw.decode("latin-1").strip(" ?\0")
    return (_TRUTH[text], BOOLEAN) if text in _TRUTH else (text, TEXT if text else BLANK)


def _integer(raw: bytes) -> Value:
    return (str(int.from_bytes(raw, "little", signed=True)), NUMBER) if len(raw) == 4 else _BLANK


def _double(raw: bytes) -> Value:
    value: float = struct.unpack("<d", raw)[0]
    return (number_text(value), NUMBER) if isfinite(value) else _BLANK


def _money(raw: bytes) -> Value:
    whole = Decimal(int.from_bytes(raw, "little", signed=True)).scaleb(-4)
    return f"{whole.normalize():f}", NUMBER


def _moment(raw: bytes) -> Value:
    """Return a time: a number of days and of thousandths of a second."""
    if len(raw) != 8 or not any(raw.strip(b" ")):
        return _BLANK
    day, thousandths = struct.unpack("<ii", raw)
    try:
        return moment_text(date.min + timedelta(day - _JULIAN - 1)) + _time(thousandths), DATE
    except OverflowError:
        return _BLANK


def _time(thousandths: int) -> str:
    seconds = round(thousandths / 1000)
    return f" {moment_text(timedelta(seconds=seconds))}" if seconds else ""

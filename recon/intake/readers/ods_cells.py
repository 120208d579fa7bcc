"""The cells of OpenDocument spreadsheets: what each says, and of which type (OpenDocument 1.3, part 3, 19.385)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recon.intake.cells import BLANK, BOOLEAN, DATE, ERROR, FORMULA, NUMBER, TEXT, number_or_text

_ERROR_TEXT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|(?:Err|错误):\d{3}")
_NUMBERS = frozenset({"float", "percentage", "currency"})
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


@dataclass(slots=True)
class Cell:
    """The cell being read."""

    attributes: dict[str, str]
    covered: bool
    paragraphs: list[str] = field(default_factory=list)
    struck: int = 0
    """Characters that are struck out by themselves."""

    def value(self) -> tuple[str, str]:
        """Return its text and type."""
        shown = "\n".join(self.paragraphs)
        kind = self.attributes.get("value-type", "")
        text, char = _typed(kind, self.attributes, shown)
        if kind == "error" or (self.formula and _ERROR_TEXT.fullmatch(shown)):
            return shown, ERROR
        return (text, FORMULA) if text and self.formula else (text, char)

    @property
    def formula(self) -> bool:
        """True for a cell that is computed."""
        return "formula" in self.attributes


def _typed(kind: str, attributes: dict[str, str], shown: str) -> tuple[str, str]:
    if kind in _NUMBERS:
        text, char = number_or_text(attributes.get("value", ""))
        return (text, char) if char == NUMBER else (shown or text, TEXT if shown or text else BLANK)
    if kind == "date":
        return attributes.get("date-value", "").replace("T00:00:00", "").replace("T", " "), DATE
    if kind == "time":
        return _duration(attributes.get("time-value", "")) or shown, DATE
    if kind == "boolean":
        return attributes.get("boolean-value", "").upper(), BOOLEAN
    text = shown or attributes.get("string-value", "")
    return text, TEXT if text else BLANK


def _duration(text: str) -> str:
    found = _DURATION.fullmatch(text)
    if not found:
        return ""
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return f"{days * 24 + hours:02}:{minutes:02}:{seconds:02}"

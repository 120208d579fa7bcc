"""The cells of OpenDocument spreadsheets: what each says, and of which type (OpenDocument 1.3, part 3, 19.385)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from recon.intake.cells import BLANK, BOOLEAN, DATE, ERROR, FORMULA, NUMBER, TEXT, number_or_text
from recon.intake.readers.rich_text import left_of

_ERROR_TEXT = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|(?:Err|错误):\d{3}")
_NUMBERS = frozenset({"float", "percentage", "currency"})
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")


@dataclass(slots=True)
class Cell:
    """The cell being read."""

    attributes: dict[str, str]
    covered: bool
    paragraphs: list[str] = field(default_factory=list)
    pieces: list[tuple[str, bool | None]] = field(default_factory=list)
    """What was heard, and whether it is struck out by itself."""

    def begin(self) -> None:
        """Take in the beginning of a paragraph."""
        if self.paragraphs:
            self.pieces.append(("\n", None))
        self.paragraphs.append("")

    def hear(self, piece: str, *, struck: bool) -> None:
        """Take in text of the open paragraph."""
        self.paragraphs[-1] += piece
        self.pieces.append((piece, struck or None))

    @property
    def struck(self) -> int:
        """Count the characters that are struck out by themselves."""
        return sum(len(piece) for piece, struck in self.pieces if struck)

    def left(self) -> str:
        """Return what counts of a text of which a part is struck out."""
        return left_of(self.pieces) if any(struck for _, struck in self.pieces) else ""

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


def times_of(attributes: dict[str, str], name: str) -> int:
    """Return how often, or over how many columns or rows, an attribute says that something goes."""
    text = attributes.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1


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

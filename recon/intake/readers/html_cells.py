"""The rows and cells of a web page's tables while they are open, and what a cell says."""

from __future__ import annotations

from dataclasses import dataclass, field

from recon.intake.cells import BLANK, NUMBER, TEXT, number_or_text


@dataclass(slots=True)
class Row:
    """The open row of a table."""

    attributes: dict[str, str]
    cells: dict[int, tuple[str, str]] = field(default_factory=dict)
    surplus: int = 0
    """How many more of its filled cells are struck out than are not."""


@dataclass(slots=True)
class Table:
    """One open table: its row, its cell, and the columns that cells of earlier rows still cover."""

    row: Row | None = None
    cell: dict[str, str] | None = None
    pieces: list[str] = field(default_factory=list)
    struck: int = 0
    """Characters of the open cell that are struck out by themselves."""
    covered: dict[int, int] = field(default_factory=dict)


def span(attributes: dict[str, str], name: str, most: int) -> int:
    """Return over how many columns or rows a cell reaches, within a bound."""
    text = attributes.get(name, "1").strip()
    return (
        min(int(text), most) if text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) else 1
    )


def value_of(attributes: dict[str, str], heard: str) -> tuple[str, str]:
    """Return a cell's text and type; Excel's own pages tell a number's exact value beside what is shown."""
    shown = "\n".join(line.strip(" ") for line in heard.split("\n")).strip("\n")
    if exact := attributes.get("x:num", ""):
        number = number_or_text(exact)
        if number[1] == NUMBER:
            return number
    if "x:num" in attributes and shown.replace(".", "", 1).isdigit():
        return shown, NUMBER
    text = attributes.get("x:str") or shown
    return (text, TEXT) if text.strip("\xa0 \n") else ("", BLANK)

"""Taking a person out of markup: rows of HTML, SpreadsheetML and flat OpenDocument are emptied where they stand."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.workspace.redact.person import Person

_EDGE = re.compile(r"<(/?)(?:\w{1,20}:)?(tr|row|table-row|table)(?=[\s/>])[^<>]*>", re.IGNORECASE)
"""Where rows begin and end; many a web system says only where they begin."""
_START = re.compile(r"\A\s*<(?:!doctype|!--|html|\?xml|\?mso|table|workbook|head|meta)", re.IGNORECASE)
_TABLE = re.compile(r"<(?:table|tr)[\s>]", re.IGNORECASE)
_HEAD = 65_536
"""Characters of a text that begins with something else, in which a table makes a page of it."""
_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"<([\w:-]+)")
_CELL = re.compile(r"<(t[dh])(?=[\s>])([^<>]*)>", re.IGNORECASE)
_SPAN = re.compile(r"\b(?:row|col)span\s*=\s*[\"']?\d+[\"']?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the tag that begins it, and all that follows up to its end."""

    at: int
    head: str
    inside: str

    @property
    def whole(self) -> str:
        return self.head + self.inside


def is_markup(text: str) -> bool:
    """Tell whether a text is a page or a document of markup."""
    return _START.match(text) is not None or _TABLE.search(text[:_HEAD]) is not None


def redact(text: str, person: Person, told: int) -> str | None:
    """Return a page without the person.

    Args:
        text: of the page.
        person: whom to take out.
        told: how many of its rows a run found to be the person's.

    Returns:
        ``None`` where it cannot be said which rows those are.
    """
    kept = without_rows(text, person, told)
    if kept is None:
        return None
    for value in person.numbers:
        kept = kept.replace(value, "").replace(value.lower(), "")
    return kept


def without_rows(text: str, person: Person, told: int = 0) -> str | None:
    """Return a page with the person's rows emptied; nothing where a told row cannot be found.

    Readers count rows in ways of their own, so that no place is looked up: the rows with a number are the person's, and
    if these are fewer than were told, those with the name, if they are as many as are missing.
    """
    rows = list(_rows(text))
    mine = [row for row in rows if _marks(row.whole, person)]
    if len(mine) < told:
        named = [row for row in rows if _names(row.whole, person) and not _marks(row.whole, person)]
        if len(mine) + len(named) != told:
            return None
        mine = sorted([*mine, *named], key=lambda row: row.at)
    kept, done = [], 0
    for row in mine:
        kept += [text[done : row.at], _emptied(row, person)]
        done = row.at + len(row.whole)
    return "".join([*kept, text[done:]])


def _rows(text: str) -> Iterator[_Row]:
    """Yield the rows of a text; one that holds a table ends where the first row of that table begins."""
    begun = None
    for edge in _EDGE.finditer(text):
        closes, opens_table = edge.group(1), edge.group(2).lower() == "table" and not edge.group(1)
        if begun is not None and not opens_table:
            yield _Row(begun.start(), begun.group(), text[begun.end() : edge.start()])
            begun = None
        if not closes and not opens_table and not edge.group().endswith("/>"):
            begun = edge
    if begun is not None:
        yield _Row(begun.start(), begun.group(), text[begun.end() :])


def _marks(row: str, person: Person) -> bool:
    return person.marks(html.unescape(_TAG.sub(" ", row))) or person.marks(html.unescape(row))


def _names(row: str, person: Person) -> bool:
    said = "".join(html.unescape(_TAG.sub("", row)).split())
    return any("".join(name.split()) in said for name in person.names)


def _emptied(row: _Row, person: Person) -> str:
    """Return a row without what stands in it; it keeps its place, and the columns it covers in the rows below."""
    said = html.unescape(row.head)
    head = row.head if person.erase(said) == said else f"<{_TAG_NAME.match(row.head)[1]}>"  # type: ignore[index]
    if "rowspan" not in row.inside.lower():
        return head
    cells = (
        f"<{tag} {' '.join(_SPAN.findall(attributes))}></{tag}>"
        for tag, attributes in _CELL.findall(row.inside)
    )
    return head + "".join(cells)

"""The lines of a plain text that list students: certain ones are a table, of doubtful ones it is only told."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from recon.intake.readers import delimiting
from recon.intake.students import head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER = re.compile(r"\d{13}")
_ID = re.compile(r"\A[\s'’]*\d[\d\sXx]{6,}")
_WHOLE = re.compile(
    r"[\s'’]{0,9}(?:学\s{0,3}号|考生号|身份证(?:号码?)?)?[:：\s]{0,9}(?:\d{13}|\d{17}[\dXx])[。.\s]{0,9}"
)
_SIGNS = ",，、;；|｜"
"""What sets columns apart in a typed list, and words in a sentence too."""
_MARKS = re.compile(r"[,;|，]")
"""What might set columns apart in a line that belongs to no table."""
_COLUMNS = 3
_BLOCKS = frozenset({"br", "p", "div", "li", "tr", "pre", "table", "h1", "h2", "h3", "h4", "hr", "body"})
_UNSEEN = frozenset({"style", "script", "title"})


def as_lines(page: str) -> str:
    """Return the text that a page shows, a line for each of its paragraphs."""
    walk = _Walk()
    walk.feed(page)
    walk.close()
    return "".join(walk.said)


class _Walk(HTMLParser):
    """Gathers what a page says, with an end of line only where it shows one."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- theirs
        self._unseen = tag if tag in _UNSEEN else ""
        if tag in _BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = ""
        if tag in _BLOCKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(" ".join(data.split("\n")).replace("\r", "").replace("\xa0", " "))


def listed(text: str) -> set[str]:
    """Return the lines that look like a roster's: with a number and a tab, or a number between signs."""
    lines = {line.strip() for line in text.splitlines() if _NUMBER.search(line)}
    return {line for line in lines if "\t" in line or any(_holds_cells(line.split(sign)) for sign in _SIGNS)}


def _holds_cells(cells: Sequence[str]) -> bool:
    return len(cells) >= _COLUMNS and any(map(_WHOLE.fullmatch, cells))


def certain(text: str) -> str:
    """Return a plain text as one table with tabs, without the lines that could be misread; every line keeps its number.

    Empty where there is any doubt: no line that is like one of the table stands outside of it, and each below its
    header has a name and a number where the header says.
    """
    lines = text.splitlines()
    tabbed = {at: line.split("\t") for at, line in enumerate(lines) if "\t" in line.strip("\t ")}
    found = tabbed or _parted(lines)
    first, *rows = found.values() or ([],)
    columns = head(["".join(cell.split()) for cell in first])
    if columns is None or len(first) < _COLUMNS or not all(_fits(row, *columns, len(first)) for row in rows):
        return ""
    return _laid(lines, found) if rows else ""


def _laid(lines: Sequence[str], table: Mapping[int, Sequence[str]]) -> str:
    kept = (
        "\t".join(table[at]) if at in table else "" if _MARKS.search(line) else line
        for at, line in enumerate(lines)
    )
    plain = "\n".join(kept)
    return plain if delimiting.delimiter(plain) == "\t" else ""


def _parted(lines: Sequence[str]) -> dict[int, list[str]]:
    """Return the lines of the list that a sign sets apart; none where no sign does for certain."""
    numbered = [at for at, line in enumerate(lines) if _NUMBER.search(line)]
    if not numbered:
        return {}
    return next(filter(None, (_signed(lines, sign, numbered) for sign in _SIGNS)), {})


def _signed(lines: Sequence[str], sign: str, numbered: Sequence[int]) -> dict[int, list[str]]:
    """Return the lines from a header to the last with a number, parted at a sign; none where one stands outside of it.

    A sentence has signs as well: it may stand above or below, where it has no number and not as many as the header.
    """
    above = (at for at in range(numbered[0] + 1) if sign in lines[at])
    start = next((at for at in above if head(["".join(c.split()) for c in lines[at].split(sign)])), None)
    if start is None:
        return {}
    most = lines[start].count(sign)
    if any(line.count(sign) >= most for line in lines[numbered[-1] + 1 :] if line.strip()):
        return {}
    return {at: lines[at].split(sign) for at in range(start, numbered[-1] + 1) if lines[at].strip()}


def _fits(row: Sequence[str], name: int, number: int, width: int) -> bool:
    """Tell a line of a student; a mail program may have taken empty cells off its end."""
    if not max(name, number) < len(row) or any(cell.strip() for cell in row[width:]):
        return False
    return bool(_ID.fullmatch(row[number]) and row[name].strip() and not _ID.fullmatch(row[name]))

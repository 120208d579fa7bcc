"""What stands on a workbook's sheets and in none of their cells: text boxes, and comments, which may name a student."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.marks import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recon.intake.grid import Grid
    from recon.intake.readers.package import Package

_PART = re.compile(
    r"\Axl/(?:drawings/drawing|comments/comment|comments|threadedcomments/threadedcomment)[^/]{0,40}\.xml\Z"
)
_END = re.compile(rb"</(?:[A-Za-z]\w{0,20}:)?(?:p|comment|threadedComment)>")
"""Of a paragraph in a box, and of a comment."""
_TEXT = re.compile(rb"<(?:[A-Za-z]\w{0,20}:)?(?:t|text)(?:\s[^<>]{0,200})?>([^<>]*)(?=<)")
"""What is to be read; a drawing's other tags hold the digits of its place."""
_NUMBER = re.compile(r"(?<!\d)(?:\d{13}|\d{17}[\dXx])(?!\d)")
_SHOWN = re.compile(
    r"例|样表|样式|格式|(?:\A|[号码为写填，,（(])如[:：\s]{0,3}\d|[原旧](?:学号|考生号|身份|证件|号|为|是|[:：\s])|曾用|[更改][正动]?前"
)
"""How a number is to be written, with one that shows it; and what a student's was."""
_AUTHOR = re.compile(rb"<author>([^<>]{0,80})</author>")
_WHOSE = re.compile(rb"authorId=\"(\d{1,6})\"")


def numbers_beside_cells(package: Package, grids: Sequence[Grid]) -> int:
    """Count the lines in boxes and comments that hold a student's number which no cell has."""
    said = [found for line in _lines(package) if not _SHOWN.search(line) and (found := _NUMBER.findall(line))]
    if not said or any(grid.laid for grid in grids):  # a list of a hundred thousand rows is no clerk's
        return 0
    held = {found.upper() for grid in grids for row in grid.values for value in row for found in _in(value)}
    return sum(any(number.upper() not in held for number in found) for found in said)


def _in(value: str) -> Collection[str]:
    return _NUMBER.findall(value) if len(value) >= 13 else ()


def _lines(package: Package) -> Iterator[str]:
    for name in package.names:
        if _PART.match(name):
            data = package.part(name)
            ours = {at for at, author in enumerate(_AUTHOR.findall(data)) if author == AUTHOR.encode()}
            pieces = (piece for piece in _END.split(data) if not (ours and _whose(piece) in ours))
            yield from (b"".join(_TEXT.findall(piece)).decode("utf-8", "replace") for piece in pieces)


def _whose(comment: bytes) -> int:
    """Return the place of a comment's author: what we hang on a corrected cell is no site's word."""
    found = _WHOSE.search(comment)
    return int(found[1]) if found else -1

"""CSV, TSV and text tables: the encoding and the delimiter are found out, or asked for."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.intake.grid import Grid
from recon.intake.readers.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.intake.job import Answer, Job

DELIMITERS = ",\t;|，"
_SAMPLE = 200
"""Lines looked at to find the delimiter."""
_HOPELESS = 100
"""After so many quotes without a partner no quote means anything."""
_SHOWN = 20
_GAPS = (
    *(re.compile(rf"[ \u3000]{{0,3}}{re.escape(mark)}[ \u3000]{{0,3}}") for mark in "、；｜│┃^~#"),
    re.compile(r"[ \u3000]{2,}|\u3000"),
    re.compile(r"[ \u3000]+"),
)
"""What sets columns apart in a text somebody typed, where no delimiter does: a sign of the list, else white space."""
_COLUMNS, _SHARE = 4, 0.8
"""They do where so many of the lines that have this many columns have equally many."""
_HALF = 0.5
"""Of all lines: the others are titles, notes and who signs."""


def read(job: Job, reply: Answer) -> None:
    """Read a delimited text into one sheet without a name."""
    text = decode(Path(job.path).read_bytes().rstrip(b"\x1a"), job.encoding).rstrip("\x00\x1a")
    if "\x00" in text:
        text = _without_zeros(text, reply)
    grid, mark = Grid(""), delimiter(text)
    mended: list[int] = []
    gap = None if _sets_apart(_sample(text), mark) else _gap(text, mark)
    found = (gap.split(line.strip()) for line in text.splitlines()) if gap else records(text, mark, mended)
    for number, row in enumerate(found, 1):
        grid.add_texts(number, [unquoted(value) for value in row])
    if mended:
        shown = "、".join(map(str, mended[:_SHOWN])) + ("…" if len(mended) > _SHOWN else "")
        reply.tell("FI12", "quote", rows=f"（{shown}）")
    reply.grids.append(grid)


def _without_zeros(text: str, reply: Answer) -> str:
    """Take out zeros and say where they stood (FI12): no cell holds one, and a block of them stood for something."""
    numbers = [number for number, line in enumerate(io.StringIO(text), 1) if "\x00" in line]
    reply.tell("FI12", "zeros", rows=in_rows(numbers))
    return text.replace("\x00", "")


def rows(text: str, mark: str) -> Iterator[list[str]]:
    """Return the records of a text, quotes and line breaks inside them understood."""
    csv.field_size_limit((1 << 31) - 1)  # what a C long holds on every system
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def records(text: str, mark: str, mended: list[int]) -> Iterator[list[str]]:
    """Yield the records of a text; a quote that is never closed does not swallow the lines after it.

    Args:
        text: of the whole file.
        mark: its delimiter.
        mended: gets the numbers of the records that were read as they stand, quotes and all.
    """
    lines = io.StringIO(text, newline="").readlines()
    width, start, number = _width(text, mark), 0, 0
    while start < len(lines):
        reader, before = csv.reader(lines[start:], delimiter=mark), 0
        for record in reader:
            number += 1
            if _swallows(lines[start + before : start + reader.line_num], mark, width):
                mended.append(number)
                yield lines[start + before].rstrip("\r\n").split(mark)
                start += before + 1
                break
            yield record
            before = reader.line_num
        else:
            return
        if len(mended) >= _HOPELESS:
            yield from (line.rstrip("\r\n").split(mark) for line in lines[start:])
            return


def _swallows(lines: Sequence[str], mark: str, width: int) -> bool:
    """Tell whether the lines of one record are records of their own: the first and a later one are complete."""
    first, *later = (line.count(mark) >= width - 1 > 0 for line in lines)
    return first and any(later)


def _width(text: str, mark: str) -> int:
    """Return how many fields most records have; their lines are no measure, for a cell may hold several."""
    widths = Counter(len(row) for row in rows(_sample(text), mark) if len(row) > 1)
    return widths.most_common(1)[0][0] if widths else 0


def _gap(text: str, mark: str) -> re.Pattern[str] | None:
    """Return the sign or white space that sets the columns of a text apart; None where nothing does.

    It does so in the header too: of several the one that parts most lines, a remark may hold 甲、乙、丙 in every row.
    """
    lines = _written(text)
    parted = [_parted(lines, gap) for gap in _GAPS]
    most = max(parted)
    gap = _GAPS[parted.index(most)]
    return gap if most and not _tears(lines, gap, mark) else None


def _tears(lines: Sequence[str], gap: re.Pattern[str], mark: str) -> bool:
    """Tell a short list that a delimiter sets apart, below and above more lines of notes than it has students."""
    rest = (line.count(mark) for line in lines if len(gap.split(line)) < _COLUMNS)
    return max(Counter(marks for marks in rest if marks >= _COLUMNS - 1).values(), default=0) > 1


def _parted(lines: Sequence[str], gap: re.Pattern[str]) -> int:
    """Return how many lines a sign or white space parts into equally many columns; 0 where that is no list."""
    widths = Counter(width for line in lines if (width := len(gap.split(line))) >= _COLUMNS)
    count = max(widths.values(), default=0)
    return count if count >= _SHARE * widths.total() and count >= _HALF * len(lines) else 0


def _sets_apart(sample: str, mark: str) -> bool:
    """Tell whether a delimiter stands in most lines: in the text of a typed list a sentence may have a comma."""
    lines = _written(sample)
    return sum(mark in line for line in lines) > _HALF * len(lines)


def _written(text: str) -> list[str]:
    """Return the lines that say something, without their edges: some are drawn."""
    return [line.strip() for line in text.splitlines() if any(map(str.isalnum, line))]


def unquoted(value: str) -> str:
    """Take off what makes Excel keep a number as text in a CSV file: ``="0012"``."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') and len(value) > 2 else value


def delimiter(text: str) -> str:
    """Return the delimiter under which most lines have equally many fields, the more the better."""
    sample = _sample(text)
    return max(DELIMITERS, key=lambda mark: _fit(sample, mark))


def _sample(text: str) -> str:
    return "".join(islice(io.StringIO(text, newline=""), _SAMPLE))


def _fit(sample: str, mark: str) -> int:
    widths = Counter(len(row) for row in rows(sample, mark) if row)
    return max(((width - 1) * lines for width, lines in widths.items()), default=0)

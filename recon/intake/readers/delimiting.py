"""What sets the columns of a text apart: a delimiter, or the signs and the white space of somebody who typed a list."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from recon.intake.students import head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS = ",\t;|，"
_SAMPLE = 200
"""Lines looked at to find the delimiter."""
_FURTHER = 1_000
"""Lines behind these among which a header is looked for."""
_GAPS = (
    *(re.compile(rf"[ \u3000]{{0,3}}{re.escape(mark)}[ \u3000]{{0,3}}") for mark in "、；｜│┃^~#"),
    re.compile(r"[ \u3000]{2,}|\u3000"),
    re.compile(r"[ \u3000]+"),
)
"""What sets columns apart in a text somebody typed, where no delimiter does: a sign of the list, else white space."""
_NAMED = re.compile(r"姓\s*名|XM|name", re.IGNORECASE)
"""What a header holds: nine lines in ten need not be parted to be told from one."""
_COLUMNS, _SHARE = 4, 0.8
"""They do where so many of the lines that have this many columns have equally many."""
_HALF = 0.5
"""Of all lines: the others are titles, notes and who signs."""


def rows(text: str, mark: str) -> Iterator[list[str]]:
    """Return the records of a text, quotes and line breaks inside them understood."""
    csv.field_size_limit((1 << 31) - 1)  # what a C long holds on every system
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def delimiter(text: str) -> str:
    """Return the delimiter of a text, under which most lines have equally many fields, the more the better."""
    return best(sampled(text))


def best(sample: Sequence[str]) -> str:
    """Return the delimiter that fits a sample best."""
    text = "".join(sample)
    return max(DELIMITERS, key=lambda mark: _fit(text, mark))


def _fit(sample: str, mark: str) -> int:
    widths = Counter(len(row) for row in rows(sample, mark) if row)
    return max(((width - 1) * lines for width, lines in widths.items()), default=0)


def sampled(text: str) -> list[str]:
    """Return lines that show how a text sets columns apart: the first that say something.

    Where none of these is a header and a later one is, it is the lines from that one on: notes and notices of any
    length may stand above a list.
    """
    said = (line for line in io.StringIO(text, newline="") if _says(line))
    first = list(islice(said, _SAMPLE))
    if len(first) == _SAMPLE and not any(map(_heads, first)):
        later = next(filter(_heads, islice(said, _FURTHER)), "")
        return [later, *islice(said, _SAMPLE - 1)] if later else first
    return first


def _heads(line: str) -> bool:
    """Tell a line that names a name and a number, under any delimiter or gap."""
    if not _NAMED.search(line):
        return False
    parted = (*(line.split(mark) for mark in DELIMITERS), *(gap.split(line.strip()) for gap in _GAPS))
    return any(head(["".join(cell.strip("'\" \r\n").split()) for cell in cells]) for cells in parted)


def gap_of(text: str, sample: Sequence[str], mark: str) -> re.Pattern[str] | None:
    """Return what sets the columns apart where no delimiter does; None where one does, or nothing."""
    if _sets_apart(sample, mark):
        return None
    whole = _written(text.splitlines())
    from_top = not sample or sample[0].strip().startswith(whole[0])
    return _gap(whole if from_top else _written(sample), mark)


def _gap(lines: Sequence[str], mark: str) -> re.Pattern[str] | None:
    """Return the sign or white space that sets the columns of a text apart; None where nothing does.

    It does so in the header too: of several the one that parts most lines, a remark may hold 甲、乙、丙 in every row.
    """
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


def _sets_apart(sample: Sequence[str], mark: str) -> bool:
    """Tell whether a delimiter stands in most lines: in the text of a typed list a sentence may have a comma."""
    lines = _written(sample)
    return sum(mark in line for line in lines) > _HALF * len(lines)


def _written(lines: Sequence[str]) -> list[str]:
    """Return the lines that say something, without their edges: some are drawn."""
    return [line.strip() for line in lines if _says(line)]


def _says(line: str) -> bool:
    return any(map(str.isalnum, line))

"""CSV, TSV and text tables: the encoding and the delimiter are found out, or asked for."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.grid import Grid
from recon.intake.readers.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.intake.job import Answer, Job

DELIMITERS = ",\t;|，"
_SAMPLE = 200
"""Lines looked at to find the delimiter."""


def read(job: Job, reply: Answer) -> None:
    """Read a delimited text into one sheet without a name."""
    text = decode(Path(job.path).read_bytes().rstrip(b"\x1a"), job.encoding)
    grid = Grid("")
    for number, row in enumerate(rows(text, delimiter(text)), 1):
        grid.add_texts(number, [unquoted(value) for value in row])
    reply.grids.append(grid)


def rows(text: str, mark: str) -> Iterator[list[str]]:
    """Return the records of a text, quotes and line breaks inside them understood."""
    csv.field_size_limit(sys.maxsize if sys.maxsize < 1 << 32 else 1 << 31 - 1)
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark)


def unquoted(value: str) -> str:
    """Take off what makes Excel keep a number as text in a CSV file: ``="0012"``."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') and len(value) > 2 else value


def delimiter(text: str) -> str:
    """Return the delimiter under which most lines have equally many fields, the more the better."""
    sample = "".join(io.StringIO(text, newline="").readlines()[:_SAMPLE])
    return max(DELIMITERS, key=lambda mark: _fit(sample, mark))


def _fit(sample: str, mark: str) -> int:
    widths = Counter(len(row) for row in rows(sample, mark) if row)
    return max(((width - 1) * lines for width, lines in widths.items()), default=0)

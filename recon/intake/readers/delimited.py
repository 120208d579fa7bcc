"""CSV, TSV and text tables: the encoding and the delimiter are found out, or asked for."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.intake.grid import Grid
from recon.intake.readers.decode import decode
from recon.intake.readers.delimiting import best, gap_of, sampled
from recon.intake.readers.quoting import records

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job

_END = "\x1a"
"""What CP/M and DOS wrote behind a text."""
_BEHIND = f"\x00{_END}\u1a1a"
"""Nothing of a text: padding, and that sign; two of them behind wide text are read as one character."""
_SHOWN = 20


def read(job: Job, reply: Answer) -> None:
    """Read a delimited text into one sheet without a name."""
    text = _text(Path(job.path).read_bytes(), job.encoding)
    if "\x00" in text:
        text = _without_zeros(text, reply)
    sample = sampled(text)
    grid, mark = Grid(""), best(sample)
    mended: list[int] = []
    gap = gap_of(text, sample, mark)
    found = (
        (gap.split(line.strip()) for line in text.splitlines())
        if gap
        else records(text, mark, sample, mended)
    )
    for number, row in enumerate(found, 1):
        if any(value.strip() for value in row):  # a line of blanks says no more than an empty one
            grid.add_texts(number, [unquoted(value) for value in row])
    if mended:
        shown = "、".join(map(str, mended[:_SHOWN])) + ("…" if len(mended) > _SHOWN else "")
        reply.tell("FI12", "quote", rows=f"（{shown}）")
    reply.grids.append(grid)


def _text(data: bytes, encoding: str) -> str:
    """Return the text without what ends it: in wide text the byte may be half of a character (会), and is not cut off.

    Only where it stands beyond the last pair of bytes it can be no half of one.
    """
    return decode(data[:-1] if len(data) % 2 and data.endswith(_END.encode()) else data, encoding).rstrip(
        _BEHIND
    )


def _without_zeros(text: str, reply: Answer) -> str:
    """Take out zeros and say where they stood (FI12): no cell holds one, and a block of them stood for something."""
    numbers = [number for number, line in enumerate(io.StringIO(text), 1) if "\x00" in line]
    reply.tell("FI12", "zeros", rows=in_rows(numbers))
    return text.replace("\x00", "")


def unquoted(value: str) -> str:
    """Take off what makes Excel keep a number as text in a CSV file: ``="0012"``."""
    return value[2:-1] if value.startswith('="') and value.endswith('"') and len(value) > 2 else value

"""Tables below each other whose columns are not the same: each is read by its own header, whatever stands above it.

What makes columns of a table (lists side by side, a name or two values in a cell) holds for that table alone.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from recon.fields import NUMBERS
from recon.model import RawRow
from recon.normalise import lines
from recon.normalise.columns import KEYS
from recon.normalise.data_lines import is_data
from recon.normalise.repeated import Headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawSheet
    from recon.normalise.columns import Header
    from recon.normalise.headings import Lexicon


_MOST = 30
"""Further headers that begin a section, for each costs a look at the whole sheet; those below are the reader's own."""


class Section(NamedTuple):
    """The lines from one header to the next: the sheet with all others empty, so that each keeps its position."""

    sheet: RawSheet
    header: Header
    above: Sequence[RawRow]
    """Lines between the header and the last student above it."""
    last: bool


def sections(sheet: RawSheet, header: Header, lexicon: Lexicon) -> Iterator[Section]:
    """Yield the tables of a sheet from top to bottom; nearly always one, and all of the sheet."""
    heads = [header, *islice(_further(sheet, header, lexicon), _MOST)]
    if len(heads) == 1:
        yield Section(sheet, header, sheet.rows[: header.first], last=True)
        return
    for one, two in pairwise([*heads, None]):
        if one is None:
            return
        start = 0 if one is header else one.first
        end = two.first if two else len(sheet.rows)
        empty = tuple(RawRow(row.number, (), "") for row in sheet.rows[:start])
        rows = (*empty, *sheet.rows[start:end])
        above = sheet.rows[: one.first] if one is header else _above(sheet, one.first)
        yield Section(replace(sheet, rows=rows), one, above, last=two is None)


def _further(sheet: RawSheet, header: Header, lexicon: Lexicon) -> Iterator[Header]:
    """Yield the headers below the first that name other columns; one printed again on the next page names none."""
    at, numbers, heads = header.last + 1, _numbers(header), Headers(sheet, lexicon)
    while at < len(sheet.rows):
        values = sheet.rows[at].values
        if lines.is_plain_student([values[i] for i in numbers if i < len(values)]):
            at += 1  # nearly every row, at a glance
            continue
        other = heads.at(at) if _may_head(values, lexicon) else None
        if other and not other.within(header):
            yield other
            header, numbers = other, _numbers(other)
        at = other.last + 1 if other else at + 1


def _numbers(header: Header) -> list[int]:
    return [column.index for column in header.columns if column.code in NUMBERS]


def _may_head(values: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell in a glance whether a line may be a header: it holds no data, and names a key."""
    filled = [value for value in values if value]
    return len(filled) > 1 and not is_data(filled) and any(lexicon.code(value) in KEYS for value in filled)


def _above(sheet: RawSheet, at: int) -> Sequence[RawRow]:
    """Return the lines above a header as far as the student before it."""
    top = at
    while top and not lines.is_plain_student(sheet.rows[top - 1].values):
        top -= 1
    return sheet.rows[top:at]

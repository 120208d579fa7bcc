"""Where the headers of a register or extract stand: nearly always one, of one line, at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from recon.normalise.columns import KEYS, Column
from recon.normalise.data_lines import is_data
from recon.normalise.headers import header_at
from recon.normalise.registers import layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawSheet
    from recon.normalise.headings import Lexicon

_MOST = 5_000
"""Lines without a student's number that are looked at for a further header; an export has its footer."""

_MORE = 3
"""Lines a header may have above the one that names most columns."""


class Head(NamedTuple):
    """A header: its first and last line, its columns, and the lines below it."""

    first: int
    columns: tuple[Column, ...]
    body: pa.Table


def heads(sheet: RawSheet, at: int, words: Lexicon) -> list[Head]:
    """Return the headers of a sheet from top to bottom, each with its students.

    Args:
        sheet: of a register, list or extract.
        at: the position of the line that names most columns.
        words: what they mean.
    """
    whole = layout.beside(sheet)
    main = _several_lines(sheet, at, words) or (at, at, _columns(sheet.rows[at].values, words))
    others = [
        (place, place, _columns(values, words))
        for place, values in _further(whole, main[2], words)
        if not main[0] <= place <= main[1]
    ]
    starts = sorted([main, *others], key=lambda head: head[0])
    kept: list[Head] = []
    end = whole.num_rows
    for first, last, columns in reversed(starts):
        body = whole.slice(last + 1, end - last - 1)
        # A second header with no long numbers below it may be an explanation: its lines stay with the list above.
        if columns == main[2] or layout.holds_numbers(body):
            kept.insert(0, Head(first, columns, body))
            end = first
    return _together(kept)


def _columns(values: Sequence[str], words: Lexicon) -> tuple[Column, ...]:
    titles = ((index, "".join(value.split())) for index, value in enumerate(values))
    return tuple(Column(index, title, words.code(title)) for index, title in titles if title)


def _several_lines(sheet: RawSheet, at: int, words: Lexicon) -> tuple[int, int, tuple[Column, ...]] | None:
    """Return the header of several lines that names more than the best single one (证件 over 类型 and 号码)."""
    alone = {words.code(value) for value in sheet.rows[at].values if value} - {""}
    found = [header_at(sheet, first, words) for first in range(max(at - _MORE, 0), at + 1)]
    tall = [one for one in found if one and one.first <= at <= one.last > one.first]
    best = max(tall, key=lambda one: one.score, default=None)
    if best is None or best.score <= len(alone):
        return None
    columns = tuple(Column(c.index, "".join(c.text.split()), c.code) for c in best.columns)
    return best.first, best.last, columns


def _further(
    whole: pa.Table, columns: Sequence[Column], words: Lexicon
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the lines that are a header as well: the same on the next page, or of a further list below."""
    places = layout.wordy(whole, columns)
    lines = whole.take(places).to_pylist() if len(places) <= _MOST else []
    for place, line in zip(places.to_pylist(), lines, strict=False):
        values = [text for name, text in line.items() if name not in {"number", "types"}]
        codes = {words.code(value) for value in values if value} - {""}
        if len(codes) > 1 and not codes.isdisjoint(KEYS) and not is_data(values):
            yield place, values


def _together(found: Sequence[Head]) -> list[Head]:
    """Join the lists whose header is the same, printed again on each page."""
    joined: list[Head] = []
    for head in found:
        same = [at for at, other in enumerate(joined) if other.columns == head.columns]
        if same:
            at = same[0]
            joined[at] = joined[at]._replace(body=pa.concat_tables([joined[at].body, head.body]))
        else:
            joined.append(head)
    return joined

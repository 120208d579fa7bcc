"""Cells that repeat their header before the value: 学号：1864001450123 below 学号, as copied from cards or a form."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.columns import Column, Header
    from recon.normalise.headings import Lexicon

LABELLED = re.compile(r"\A\s{0,5}([^\s:：]{2,12})\s{0,3}[:：]\s{0,5}(?=\S)")
_FIRST = 5
"""Cells of a column by which it is told: nearly every sheet has none of these columns."""
_SHARE = 0.8


def without_labels(sheet: RawSheet, header: Header, lexicon: Lexicon) -> RawSheet:
    """Return the sheet without the labels of columns that have them in nearly all of their first cells."""
    rows = sheet.rows[header.last + 1 :]
    labelled = [one for one in header.columns if one.code and _is_labelled(rows, one, lexicon)]
    if not labelled:
        return sheet
    bare = tuple(_bare(row, labelled, lexicon) for row in rows)
    return replace(sheet, rows=(*sheet.rows[: header.last + 1], *bare))


def _is_labelled(rows: Sequence[RawRow], column: Column, lexicon: Lexicon) -> bool:
    first = [*islice(_filled(rows, column.index), _FIRST)]
    told = sum(_value(text, column.code, lexicon) != text for text in first)
    return bool(first) and told >= _SHARE * len(first)


def _filled(rows: Sequence[RawRow], at: int) -> Iterator[str]:
    return (row.values[at] for row in rows if at < len(row.values) and row.values[at].strip())


def _value(text: str, code: str, lexicon: Lexicon) -> str:
    """Return what stands behind the label; a text whose label names another field, or that has none, as it is."""
    found = LABELLED.match(text)
    return text[found.end() :] if found and lexicon.code(found[1]) == code else text


def _bare(row: RawRow, columns: Sequence[Column], lexicon: Lexicon) -> RawRow:
    values = [*row.values]
    for column in columns:
        if column.index < len(values):
            values[column.index] = _value(values[column.index], column.code, lexicon)
    return replace(row, values=tuple(values))

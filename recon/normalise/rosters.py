"""All files' students as one table, in the order they were read (``model.RAW_ROSTER``)."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recon import fields, model
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.model import Block
    from recon.normalise.shapes import Shaped
    from recon.normalise.students import Students

    Numbers = np.ndarray[Any, np.dtype[np.int64]]


def roster(shaped: Sequence[Shaped]) -> tuple[pa.Table, tuple[Block, ...]]:
    """Join the students of all files.

    Args:
        shaped: the files in the order they should be counted.

    Returns:
        The raw roster (``row_id`` dense in file, sheet, row order) and the blocks under their global numbers.
    """
    blocks: list[Block] = []
    students: list[Students] = []
    beside: list[range] = []
    for file in shaped:
        first = len(blocks)
        blocks += (replace(block, block=first + at) for at, block in enumerate(file.blocks))
        students += file.students
        if any(_beside(one, two) for one, two in pairwise(file.blocks)):
            beside.append(range(first, len(blocks)))
    whole = _table(blocks, students)
    if beside:
        whole = whole.take(_row_order(whole, blocks, beside))
    ids = pa.array(np.arange(whole.num_rows), pa.int64())
    return whole.add_column(0, "row_id", ids).cast(model.RAW_ROSTER), tuple(blocks)


def _beside(one: Block, two: Block) -> bool:
    """Tell two blocks whose rows may be the same lines of a sheet: they share no column."""
    apart = set(one.columns.values()).isdisjoint(two.columns.values())
    return one.sheet == two.sheet and (one.header_row == two.header_row or apart)


def _row_order(table: pa.Table, blocks: Sequence[Block], beside: Sequence[range]) -> pa.Array:
    """Return the places of the rows where lists that stand side by side interleave row by row, sheet by sheet.

    Only the files (ranges of blocks) that hold such lists are put in another order.
    """
    block = table["block"].to_numpy()
    # Blocks with the same number are merged row by row; numbers increase from file to file.
    groups = np.arange(len(blocks))
    for several in beside:
        firsts = {blocks[at].sheet: at for at in reversed(several)}
        groups[several.start : several.stop] = [firsts[blocks[at].sheet] for at in several]
    alone = np.isin(groups, [groups[at] for several in beside for at in several], invert=True)[block]
    row = np.where(alone, 0, table["row"].to_numpy())
    return pa.array(np.lexsort((np.where(alone, 0, block), row, groups[block])))


def _table(blocks: Sequence[Block], students: Sequence[Students]) -> pa.Table:
    """Return the students of all blocks, block by block: a column is made once, not once a block."""
    counts = np.array([len(one) for one in students], np.int64)
    columns: dict[str, pa.Array] = {
        "block": pa.array(np.repeat(np.arange(len(blocks)), counts), pa.int64()),
        "file": _repeated([one.file for one in blocks], counts),
        "sheet": _repeated([one.sheet for one in blocks], counts),
        "row": _joined([one.numbers for one in students], pa.int64()),
    }
    for code in fields.CODES:
        values = [one.values.get(code) for one in students]
        columns[f"{code}_raw"] = _filled(values, counts, "")
        kinds = [one.types.get(code) for one in students]
        columns[f"{code}_type"] = _filled(kinds, counts, str(CellType.ABSENT))
    return pa.table(columns)


def _repeated(texts: Sequence[str], counts: Numbers) -> pa.Array:
    """Return each text as often as its block has students."""
    return pa.array(texts, pa.string()).take(pa.array(np.repeat(np.arange(len(texts)), counts)))


def _filled(lists: Sequence[Sequence[str] | None], counts: Numbers, absent: str) -> pa.Array:
    """Return one column of all blocks; a block without it says ``absent`` in every row."""
    if not any(lists):
        return pa.repeat(pa.scalar(absent), int(counts.sum()))
    return _joined(
        [[absent] * n if one is None else one for one, n in zip(lists, counts, strict=True)], pa.string()
    )


def _joined(lists: Iterable[Sequence[Any]], kind: pa.DataType) -> pa.Array:
    return pa.array(list(chain.from_iterable(lists)), kind)

"""All files' students as one table, in the order they were read (``model.RAW_ROSTER``)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa

from recon import fields, model
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import Block
    from recon.normalise.shapes import Shaped
    from recon.normalise.students import Students


def roster(shaped: Sequence[Shaped]) -> tuple[pa.Table, tuple[Block, ...]]:
    """Join the students of all files.

    Args:
        shaped: the files in the order they should be counted.

    Returns:
        The raw roster (``row_id`` dense in file, sheet, row order) and the blocks under their global numbers.
    """
    blocks: list[Block] = []
    parts: list[pa.Table] = []
    for file in shaped:
        first, tables = len(blocks), []
        for block, students in zip(file.blocks, file.students, strict=True):
            blocks.append(replace(block, block=len(blocks)))
            tables.append(_table(blocks[-1], students))
        parts.append(_in_row_order(tables, blocks[first:]))
    columns = model.RAW_ROSTER
    whole = pa.concat_tables(
        [pa.schema(list(columns)[1:]).empty_table(), *(part for part in parts if part.num_rows)]
    )
    ids = pa.array(range(whole.num_rows), pa.int64())
    return whole.add_column(0, columns.field("row_id"), ids).cast(columns), tuple(blocks)


def _in_row_order(tables: Sequence[pa.Table], blocks: Sequence[Block]) -> pa.Table:
    """Join a file's blocks sheet by sheet; lists that stand side by side interleave row by row."""
    joined = pa.concat_tables(tables) if tables else pa.table({})
    if not any(_beside(one, two) for one, two in pairwise(blocks)):
        return joined
    order = {sheet: at for at, sheet in enumerate(dict.fromkeys(block.sheet for block in blocks))}
    places = pa.array([order[sheet] for sheet in joined["sheet"].to_pylist()], pa.int64())
    keyed = joined.append_column("_sheet", places)
    return keyed.sort_by([("_sheet", "ascending"), ("row", "ascending"), ("block", "ascending")]).drop(
        ["_sheet"]
    )


def _beside(one: Block, two: Block) -> bool:
    return one.sheet == two.sheet and one.header_row == two.header_row


def _table(block: Block, students: Students) -> pa.Table:
    count = len(students)
    columns: dict[str, pa.Array] = {
        "block": pa.repeat(pa.scalar(block.block, pa.int64()), count),
        "file": pa.repeat(pa.scalar(block.file), count),
        "sheet": pa.repeat(pa.scalar(block.sheet), count),
        "row": pa.array(students.numbers, pa.int64()),
    }
    empty, absent = pa.repeat(pa.scalar(""), count), pa.repeat(pa.scalar(str(CellType.ABSENT)), count)
    for code in fields.CODES:
        known = code in students.values
        columns[f"{code}_raw"] = pa.array(students.values[code], pa.string()) if known else empty
        columns[f"{code}_type"] = pa.array(students.types[code], pa.string()) if known else absent
    return pa.table(columns)

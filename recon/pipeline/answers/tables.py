"""The result's tables that are put together from several rooms: rows, matches, files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import model
from recon.model import Site
from recon.words import Life, Surplus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.engine import Engine
    from recon.model import Block, FileRead
    from recon.pipeline.rows.sending import Sending
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]


def why() -> nw.Expr:
    """Return what a live row counts as: repeat, unmatched, due, eligible or surplus (docs/definitions.md, "Rows")."""
    known = nw.when(nw.col("o_eligible")).then(nw.lit("eligible")).otherwise(nw.lit(Surplus.SURPLUS.value))
    wanted = nw.when(nw.col("o_due")).then(nw.lit("due")).otherwise(known)
    matched = nw.when(nw.col("enrol_id") < 0).then(nw.lit(Surplus.UNMATCHED.value)).otherwise(wanted)
    return nw.when(nw.col("repeat")).then(nw.lit(Surplus.REPEAT.value)).otherwise(matched)


def files(
    reads: Sequence[FileRead],
    sending: Sending,
    lives: Mapping[str, Counter[str]],
    unreadable: Mapping[str, int],
) -> pa.Table:
    """Return one line per file received, with what became of its rows."""
    kinds = {story.file: story.kind for story in sending.rounds.rounds}
    lines = []
    for read in reads:
        unit = sending.units.get(read.file)
        told = sending.told.get(read.file)
        counts = lives.get(read.file, Counter())
        lines.append(
            {
                "file": read.file,
                "sha256": read.sha256,
                "size": read.size,
                "kind": read.kind,
                "verdict": read.verdict,
                "unit": unit.code if unit else "",
                "unit_by": unit.by if unit else "",
                "form": sending.form_of(read.file),
                "received_at": told.received_at if told else "",
                "submission_kind": kinds.get(read.file, ""),
                "rows": counts.total() + unreadable.get(read.file, 0),
                **{life.value: counts[life.value] for life in Life},
                "unreadable": unreadable.get(read.file, 0),
                "sender": read.sender,
            }
        )
    return pa.Table.from_pylist(lines, schema=model.FILES)


def letters_of(blocks: Iterable[Block]) -> dict[tuple[int, str], str]:
    """Return the column letter of every field of every block."""
    return {(block.block, code): letter for block in blocks for code, letter in block.columns.items()}


def surplus_rows(live: Frame, roster: pa.Table, records: Frame, tree: Tree, engine: Engine) -> pa.Table:
    """Return the live rows that are surplus, unmatched or repeats, with their reporting unit.

    Args:
        live: every live row, narrow, with ``why``.
        roster: the raw roster.
        records: the enrolments that rows speak of.
        tree: the register, for the names of branches.
        engine: holds the frames.
    """
    odd = live.filter(nw.col("why").is_in([reason.value for reason in Surplus]))
    told = {"student_no": "o_enrol_no", "site_code": "unit"}
    table = engine.collect(odd.select("row_id", "enrol_id", "file", "sheet", "row", "why", **told))
    spoken = engine.frame(pa.table({"enrol_id": pc.unique(table["enrol_id"])}))
    named = engine.collect(
        records.join(spoken, on="enrol_id", how="inner").select("enrol_id", name="name_raw")
    )
    of_records = pc.index_in(table["enrol_id"], value_set=named["enrol_id"].combine_chunks())
    at = pa.array(np.searchsorted(roster["row_id"].to_numpy(), table["row_id"].to_numpy()))
    matched = pc.greater_equal(table["enrol_id"], 0)
    number = pc.if_else(matched, table["student_no"], roster["student_no_raw"].take(at))
    name = pc.if_else(matched, named["name"].take(of_records), roster["name_raw"].take(at))
    branch = pa.array([tree.branch(code) for code in table["site_code"].to_pylist()], pa.string())
    table = table.set_column(table.schema.get_field_index("student_no"), "student_no", number)
    return table.append_column("name", name).append_column("branch", branch)


def with_state(sent: pa.Table, open_rows: frozenset[int], held: frozenset[int]) -> pa.Table:
    """Tell of every row whether it has an open error, and whether its student is held."""
    opened = pc.is_in(sent["row_id"], value_set=pa.array(sorted(open_rows), pa.int64()))
    stopped = pc.is_in(sent["enrol_id"], value_set=pa.array(sorted(held), pa.int64()))
    return (
        sent.append_column("open", opened)
        .append_column("held", stopped)
        .select(model.ROW_COLUMNS)
        .cast(model.ROWS)
    )


def with_forms(changes: pa.Table, rows: pa.Table) -> pa.Table:
    """Fill in the form of every change, which its row knows."""
    at = np.searchsorted(rows["row_id"].to_numpy(), changes["row_id"].to_numpy())
    forms = pc.cast(rows["form"].take(pa.array(at)), pa.string())
    return changes.set_column(changes.schema.get_field_index("form"), "form", forms)


def register(tree: Tree) -> pa.Table:
    """Return the register of sites as the run knew it."""
    columns = list(Site.__dataclass_fields__)
    lines = [{name: getattr(site, name) for name in columns} for _, site in sorted(tree.sites.items())]
    return pa.Table.from_pylist(lines, schema=model.schema(columns))

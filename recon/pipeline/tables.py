"""The result's tables that are put together from several rooms: rows, matches, files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import fields, model
from recon.model import Site
from recon.words import Life, Surplus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from recon.engine import Engine
    from recon.model import Block, FileRead
    from recon.pipeline.sending import Sending
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]


def why() -> nw.Expr:
    """Return what a live row counts as: repeat, unmatched, due, eligible or surplus (definitions.md)."""
    known = nw.when(nw.col("o_eligible")).then(nw.lit("eligible")).otherwise(nw.lit(Surplus.SURPLUS.value))
    wanted = nw.when(nw.col("o_due")).then(nw.lit("due")).otherwise(known)
    matched = nw.when(nw.col("enrol_id") < 0).then(nw.lit(Surplus.UNMATCHED.value)).otherwise(wanted)
    return nw.when(nw.col("repeat")).then(nw.lit(Surplus.REPEAT.value)).otherwise(matched)


def rows(
    everything: Frame,
    judged: Frame,
    changes: pa.Table,
    letters: Mapping[tuple[int, str], str],
    engine: Engine,
) -> pa.Table:
    """Return every row read, as sent and as it should go on (``model.ROWS`` but for ``open`` and ``held``).

    A value that only reads otherwise, and a column the roster does not have, take the extract's exact characters;
    accepted corrections come on top.
    """
    head = (*model.ROSTER_HEAD, *model.ROSTER_LIFE)
    sent = engine.collect(everything.select(*head, *(f"{c}_raw" for c in fields.CODES))).sort_by("row_id")
    live = judged.with_columns(why=why()).select(
        "row_id", "enrol_id", "by", "why", *(_final(c) for c in fields.CODES)
    )
    joined = sent.join(engine.collect(live), "row_id", join_type="left outer").sort_by("row_id")
    filled = {name: _filled(joined[name]) for name in joined.column_names}
    finals = _corrected({c: filled[f"{c}_final"] for c in fields.CODES}, filled["row_id"], changes)
    for code in fields.CODES:
        live_row = pc.equal(filled["life"], Life.LIVE.value)
        filled[f"{code}_final"] = pc.if_else(live_row, finals[code], filled[f"{code}_raw"])
        filled[f"{code}_cell"] = _cells(filled["block"], filled["row"], code, letters)
    return pa.table({name: filled[name] for name in model.ROW_COLUMNS if name in filled})


def _final(code: str) -> nw.Expr:
    raw = nw.col(f"{code}_raw")
    if code not in model.OFFICIAL:
        return raw.alias(f"{code}_final")
    # An extract may write a cohort as a day (20190301); the form asks for the cohort.
    official = nw.col("o_cohort" if code == "cohort" else f"o_{code}_raw")
    same = (nw.col(code) == nw.col(f"o_{code}")) | (nw.col(f"{code}_type") == "absent")
    take = (nw.col("enrol_id") >= 0) & same & (official != "") & (nw.col("conflict") != "name-and-id")
    return nw.when(take).then(official).otherwise(raw).alias(f"{code}_final")


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Fill what a row that is not live has no answer for."""
    if pa.types.is_integer(column.type):
        return pc.fill_null(column, -1)
    return pc.fill_null(column, "") if pa.types.is_string(column.type) else pc.fill_null(column, False)


def _corrected(
    finals: dict[str, pa.ChunkedArray], row_ids: pa.ChunkedArray, changes: pa.Table
) -> dict[str, pa.ChunkedArray]:
    """Put accepted values into their rows; both sides are in the order of ``row_ids``."""
    place = {row_id: index for index, row_id in enumerate(row_ids.to_pylist())}
    by_field: dict[str, list[tuple[int, str]]] = {}
    for change in changes.select(["row_id", "field", "after"]).to_pylist():
        if change["row_id"] in place and change["field"] in finals:
            by_field.setdefault(change["field"], []).append((place[change["row_id"]], change["after"]))
    for code, values in by_field.items():
        column = finals[code].to_pylist()
        for index, value in values:
            column[index] = value
        finals[code] = pa.chunked_array([pa.array(column, pa.string())])
    return finals


def _cells(
    blocks: pa.ChunkedArray, numbers: pa.ChunkedArray, code: str, letters: Mapping[tuple[int, str], str]
) -> pa.ChunkedArray:
    """Return A1-style addresses of one field, empty where the block has no such column."""
    known = sorted({block for block, field in letters if field == code})
    names = pa.array([letters[block, code] for block in known], pa.string())
    index = pc.index_in(blocks, value_set=pa.array(known, pa.int64()))
    letter = names.take(index.combine_chunks()) if known else pa.nulls(len(blocks), pa.string())
    return pc.fill_null(pc.binary_join_element_wise(letter, pc.cast(numbers, pa.string()), ""), "")


def matches(judged: Frame, say: Callable[[str], str], engine: Engine) -> pa.Table:
    """Return ``matches.parquet``: each live row, whom it was matched to, by what, and the evidence in words."""
    levels = [nw.col(f"agree_{key}") for key in model.AGREEMENT]
    table = engine.collect(
        judged.select(
            *("row_id", "file", "sheet", "row"),
            submitted_student_no=nw.col("student_no_raw"),
            submitted_id=nw.col("id_card_raw"),
            matched_student_no=nw.when(nw.col("enrol_id") >= 0)
            .then(nw.col("o_enrol_no"))
            .otherwise(nw.lit("")),
            by=nw.col("by"),
            levels=nw.concat_str(*levels, separator=";"),
        )
    ).sort_by("row_id")
    encoded = pc.dictionary_encode(table["levels"].combine_chunks())
    words = [say(_levels(text)) for text in encoded.dictionary.to_pylist()]
    evidence = pa.array(words, pa.string()).take(encoded.indices)
    return table.append_column("evidence", evidence).select(model.MATCHES_FILE)


def _levels(joined: str) -> str:
    """Write levels as findings do: ``student_no=same;id_card=damaged;name=same``."""
    return ";".join(f"{key}={level}" for key, level in zip(model.AGREEMENT, joined.split(";"), strict=True))


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

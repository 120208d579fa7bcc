"""The tables of a line per row: what became of each (``model.ROWS``), and whom it was matched to.

Nine rows in ten are plain (docs/decisions/0011): what they should say is what their records say, column by column.
Only the others are laid out wide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import fields, model
from recon.coverage import in_words
from recon.engine.base import lazy
from recon.pipeline.answers import tables
from recon.pipeline.rows.matching import NO_KIND
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recon.pipeline.rows.submitted import Rows

    Truths = np.ndarray[Any, np.dtype[np.bool_]]

_FROM_RECORD = tuple(code for code in model.OFFICIAL if code not in model.AGREEMENT)
"""Fields a plain row may write otherwise than its record, or not at all; in the others both are the same characters."""


def rows(found: Rows, changes: pa.Table, letters: Mapping[tuple[int, str], str]) -> pa.Table:
    """Return every row read, as sent and as it should go on (``model.ROWS`` but for ``open`` and ``held``).

    A value that only reads otherwise, and a column the roster does not have, take the extract's exact characters;
    accepted corrections come on top.

    Args:
        found: the submitted side.
        changes: the accepted corrections (``model.CHANGES``).
        letters: the column of each field of each block (:func:`recon.pipeline.answers.tables.letters_of`).
    """
    roster, keyed = _roster(found), _keyed(found)
    lives = in_words(found.matched.lives)
    table = roster.select(list(model.ROSTER_HEAD)).append_column("form", keyed["form"])
    for name in ("unit", "life", "received_at", "late"):
        table = table.append_column(name, lives[name])
    live = pa.array(found.alive)
    table = table.append_column("enrol_id", pc.if_else(live, keyed["enrol_id"], -1))
    table = table.append_column("by", pc.if_else(live, keyed["by"], ""))
    table = table.append_column("why", pc.if_else(live, _why(found), ""))
    finals = _corrected(_finals(found, roster), table["row_id"], changes)
    for code in fields.CODES:
        table = table.append_column(f"{code}_raw", roster[f"{code}_raw"])
        table = table.append_column(f"{code}_final", pc.if_else(live, finals[code], roster[f"{code}_raw"]))
        table = table.append_column(f"{code}_cell", _cells(table["block"], table["row"], code, letters))
    return table


def _roster(found: Rows) -> pa.Table:
    return in_words(found.matched.stage.gathered.roster)


def _keyed(found: Rows) -> pa.Table:
    """Return of every row its form, its match, and the number of its record."""
    rows = found.keyed.rows.select(["form", "o_enrol_no"])
    told = found.keyed.matches
    for name in rows.column_names:
        told = told.append_column(name, rows[name])
    return in_words(told)


def _why(found: Rows) -> pa.ChunkedArray:
    """Return what each row counts as, if it is live."""
    repeats = found.claims.filter(found.claims["repeat"])["row_id"].combine_chunks()
    told = found.keyed.rows.select(["row_id", "enrol_id", "o_due", "o_eligible"])
    told = told.append_column("repeat", pc.is_in(told["row_id"], value_set=repeats))
    return lazy(told).select(why=tables.why()).collect("pyarrow").to_native()["why"]


def _finals(found: Rows, roster: pa.Table) -> dict[str, pa.Array]:
    """Return what each field of each live row should say, before anything is corrected."""
    looked_at = _looked_at(found, roster)
    plain, mask = pa.array(found.alive & ~looked_at), pa.array(looked_at)
    finals = {code: roster[f"{code}_raw"].combine_chunks() for code in fields.CODES}
    for code, said in _records(found).items():
        finals[code] = pc.if_else(pc.and_(plain, pc.not_equal(said, "")), said, finals[code])
    engine = found.matched.stage.engine
    wide = found.asked(looked_at).select("row_id", *(_final(code) for code in fields.CODES))
    others = engine.collect(wide).sort_by("row_id")
    return {
        code: pc.replace_with_mask(column, mask, others[f"{code}_final"].combine_chunks())
        for code, column in finals.items()
    }


def _looked_at(found: Rows, roster: pa.Table) -> Truths:
    """Tell which live rows are not plain, or leave a 考生号 empty that their record may have."""
    odd = found.keyed.kinds == NO_KIND
    if "exam_no" in found.matched.official.known:
        lacking = pc.equal(roster["exam_no_raw"], "").to_numpy()
        odd = odd | (lacking & pc.not_equal(roster["exam_no_type"], CellType.ABSENT.value).to_numpy())
    looked_at: Truths = found.alive & odd
    return looked_at


def _records(found: Rows) -> dict[str, pa.Array]:
    """Return what the record of each row says, field by field; empty where there is none."""
    known = [code for code in _FROM_RECORD if code in found.matched.official.known]
    # An extract may write a cohort as a day (20190301); the form asks for the cohort.
    wanted = {code: nw.col(code if code == "cohort" else f"{code}_raw") for code in known}
    table = found.matched.stage.engine.collect(found.concerned.select("enrol_id", **wanted))
    at = pc.index_in(found.keyed.matches["enrol_id"].combine_chunks(), table["enrol_id"].combine_chunks())
    return {code: pc.fill_null(table[code].combine_chunks().take(at), "") for code in known}


def _final(code: str) -> nw.Expr:
    raw = nw.col(f"{code}_raw")
    if code not in model.OFFICIAL:
        return raw.alias(f"{code}_final")
    official = nw.col("o_cohort" if code == "cohort" else f"o_{code}_raw")
    same = (nw.col(code) == nw.col(f"o_{code}")) | (nw.col(f"{code}_type") == CellType.ABSENT.value)
    take = (nw.col("enrol_id") >= 0) & same & (official != "") & (nw.col("conflict") != "name-and-id")
    return nw.when(take).then(official).otherwise(raw).alias(f"{code}_final")


def _corrected(
    finals: dict[str, pa.Array], row_ids: pa.ChunkedArray, changes: pa.Table
) -> dict[str, pa.Array]:
    """Put accepted values into their rows; of two for one cell the later stands."""
    places = pc.index_in(changes["row_id"], value_set=row_ids.combine_chunks()).to_pylist()
    by_field: dict[str, dict[int, str]] = {}
    for place, code, after in zip(places, *(changes[c].to_pylist() for c in ("field", "after")), strict=True):
        if place is not None and code in finals:
            by_field.setdefault(code, {})[place] = after
    for code, values in by_field.items():
        mask = np.zeros(len(finals[code]), np.bool_)
        mask[list(values)] = True
        texts = pa.array([values[place] for place in sorted(values)], pa.string())
        finals[code] = pc.replace_with_mask(finals[code], mask, texts)
    return finals


def _cells(
    blocks: pa.ChunkedArray, numbers: pa.ChunkedArray, code: str, letters: Mapping[tuple[int, str], str]
) -> pa.ChunkedArray:
    """Return A1-style addresses of one field, empty where the block has no such column."""
    known = sorted({block for block, field in letters if field == code})
    if not known:
        return pa.repeat("", len(blocks))
    names = pa.array([letters[block, code] for block in known], pa.string())
    letter = names.take(pc.index_in(blocks.combine_chunks(), value_set=pa.array(known, pa.int64())))
    return pc.fill_null(pc.binary_join_element_wise(letter, pc.cast(numbers, pa.string()), ""), "")


def matches(found: Rows, say: Callable[[str], str]) -> pa.Table:
    """Return ``matches.parquet``: each live row, whom it was matched to, by what, and the evidence in words.

    Args:
        found: the submitted side.
        say: tells levels of agreement in words.
    """
    roster, keyed = _roster(found), _keyed(found)
    known = pc.greater_equal(keyed["enrol_id"], 0)
    columns = {
        **{name: roster[name] for name in ("file", "sheet", "row")},
        "submitted_student_no": roster["student_no_raw"],
        "submitted_id": roster["id_card_raw"],
        "matched_student_no": pc.if_else(known, keyed["o_enrol_no"], ""),
        "by": keyed["by"],
        "evidence": _evidence(keyed, say),
    }
    return pa.table(columns).filter(pa.array(found.alive)).select(model.MATCHES_FILE)


def _evidence(found: pa.Table, say: Callable[[str], str]) -> pa.Array:
    """Return how each row agrees with its record, in words; each combination of levels is worded once."""
    levels = [found[f"agree_{key}"] for key in model.AGREEMENT]
    encoded = pc.dictionary_encode(pc.binary_join_element_wise(*levels, ";")).combine_chunks()
    words = [say(_levels(text)) for text in encoded.dictionary.to_pylist()]
    return pa.array(words, pa.string()).take(encoded.indices)


def _levels(joined: str) -> str:
    """Write levels as findings do: ``student_no=same;id_card=damaged;name=same``."""
    return ";".join(f"{key}={level}" for key, level in zip(model.AGREEMENT, joined.split(";"), strict=True))

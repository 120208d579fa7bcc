"""Matching: plain rows by one join, the others on the ladder; then every row has its match, in the roster's order."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import coverage, match, model
from recon.engine import desk_of
from recon.match.plain import KEYS
from recon.pipeline.rows.ahead import Ahead
from recon.pipeline.rows.whole import RECORD, SHARED, Whole
from recon.pipeline.rows.wide import folded
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.pipeline.beside import Beside
    from recon.pipeline.gathering.kinds import Said
    from recon.pipeline.rows.official import Official
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]

NO_KIND = -1
MANY_FLAWS = 4_000
"""An extract of more keys than these that do not fold to themselves has no plain rows."""
_FOLDED = ("student_no", "name", "id_card", *SHARED)
_EMPTY = (CellType.BLANK.value, CellType.NULL.value, CellType.ABSENT.value)
_PLAIN = pa.schema(
    [
        ("place", pa.int64()),
        ("enrol_id", pa.int64()),
        ("site_code", pa.string()),
        ("due", pa.bool_()),
        ("eligible", pa.bool_()),
        ("fact", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Keyed:
    """The whole roster matched, and narrow: what is asked of every row, in the order of the roster."""

    rows: pa.Table
    """Head, form, folded keys, cohort and sex, ``enrol_id``, and of its record ``o_enrol_no``, ``o_site_code``,
    ``o_due``, ``o_eligible``."""
    matches: pa.Table
    """``model.MATCHES``."""
    said: Mapping[str, pa.DictionaryArray]
    """The other fields that many rows share → what every row says in them, folded; empty where there are no kinds."""
    kinds: Numbers
    """The kind of each plain row, by what it says and what its record is; :data:`NO_KIND` of all others."""
    concerned: Frame
    """The enrolments that are due, eligible or sent."""
    unsound: pa.Array
    """Those of them whose own ID may break a rule."""


@dataclass(frozen=True)
class Known:
    """What the engine had to be asked before it is told of every row whom it speaks of."""

    plain: pa.Table
    others: pa.Table
    concerned: Frame
    unsound: Beside[pa.Array]

    def keyed(self, said: Said, roster: pa.Table) -> Keyed:
        """Put all rows together in the roster's order; the engine is not asked."""
        at = self.plain["place"].to_numpy()
        numbers = np.full(roster.num_rows, NO_KIND, np.int64)
        if said.kinds is not None and len(at):
            facts = self.plain["fact"].to_numpy()
            numbers[at] = said.kinds[at] * (facts.max() + 1) + facts
        whole = Whole(at, self.plain, self.others)
        head = roster.select(list(model.ROSTER_HEAD)).append_column("form", said.forms)
        rows = whole.rows(head, {name: roster[f"{name}_raw"] for name in _FOLDED}, said)
        matches = whole.matches(roster["row_id"])
        other = {code: column for code, column in said.folded.items() if code not in SHARED}
        return Keyed(rows, matches, other, numbers, self.concerned, self.unsound.answer())


def known(official: Official, said: Said, stage: Stage) -> Known:
    """Match every row of the roster; nearly all of them are plain, the others are looked at one by one."""
    roster = stage.gathered.roster
    plain = _plain(roster, said, official, stage) if said.kinds is not None else _PLAIN.empty_table()
    odd = np.ones(roster.num_rows, np.bool_)
    odd[plain["place"].to_numpy()] = False
    ahead = Ahead(official, plain, stage)
    raw = coverage.in_words(roster.take(pa.array(np.flatnonzero(odd))))
    others = _others(raw, official, ahead, stage)
    spoken = np.concatenate([others[name].to_numpy() for name in ("enrol_id", "other_enrol_id")])
    concerned, unsound = ahead.concerned(spoken)
    others = _with_record(others, concerned, stage)
    return Known(plain, others, concerned, unsound)


def _plain(roster: pa.Table, said: Said, official: Official, stage: Stage) -> pa.Table:
    """Return the plain rows (:data:`_PLAIN`), in any order: those whose keys are text and agree with their record."""
    folding = official.folding
    flawed = {key: folding.flawed(key) for key in KEYS}
    if sum(map(len, flawed.values())) > MANY_FLAWS:
        return _PLAIN.empty_table()
    columns = {"row_id": pa.array(np.arange(roster.num_rows)), "form": said.forms, **said.folded}
    columns |= {key: roster[f"{key}_raw"] for key in KEYS}
    absent = _absent(
        roster, [code for code in said.folded if code in official.known.intersection(model.OFFICIAL)]
    )
    compared = {code: "" if gaps is None else f"{code}_absent" for code, gaps in absent.items()}
    columns |= {name: pa.array(absent[code]) for code, name in compared.items() if name}
    fine = reduce(and_, (_as_text(roster, key) for key in KEYS))
    if official.category:
        fine &= coverage.says(pa.chunked_array([said.forms]), official.category)
    probe = pa.table(columns) if fine.all() else pa.table(columns).filter(pa.array(fine))
    engine = stage.engine

    def with_facts(records: Frame) -> Frame:
        return official.with_facts(records, engine)

    told = coverage.differing(official.judged)
    records = match.Records(official.located(engine), flawed, told, with_facts, official.category)
    found = match.plain(engine.frame(probe), records, compared, engine)
    return found.rename_columns({"row_id": "place"}).select(_PLAIN.names).cast(_PLAIN)


def _absent(roster: pa.Table, codes: Iterable[str]) -> dict[str, Truths | None]:
    """Return, of the fields that some roster has, which rows' roster lacks it; None where none does."""
    gaps = {code: coverage.says(roster[f"{code}_type"], CellType.ABSENT.value) for code in codes}
    return {code: truths if truths.any() else None for code, truths in gaps.items() if not truths.all()}


def _as_text(roster: pa.Table, key: str) -> Truths:
    """Tell where a key's cell is text; no 考生号 at all will do."""
    fine = (CellType.TEXT.value, *(_EMPTY if key == "exam_no" else ()))
    return coverage.says(roster[f"{key}_type"], *fine)


def _others(roster: pa.Table, official: Official, ahead: Ahead, stage: Stage) -> pa.Table:
    """Match the rows that are not plain: :data:`_FOLDED` and ``model.MATCHES``, in order."""
    desk = desk_of(stage.engine, roster.num_rows)
    with nullcontext() if desk is stage.engine else ahead.kept:
        rows = folded(roster, stage, desk).frame
    matches = match.match(rows, official.frame, stage.engine, desk, ahead.own_ids)
    table = stage.engine.collect(rows.select("row_id", *_FOLDED).join(matches, on="row_id", how="inner"))
    order = pc.index_in(roster["row_id"], value_set=table["row_id"].combine_chunks())
    return table.take(order)


def _with_record(others: pa.Table, concerned: Frame, stage: Stage) -> pa.Table:
    """Put beside each row what of its record is asked of every row."""
    wanted = pc.unique(others["enrol_id"])
    asked = stage.engine.frame(pa.table({"enrol_id": wanted}))
    columns = {field.name: nw.col(field.name.removeprefix("o_")) for field in RECORD}
    found = stage.engine.collect(
        concerned.join(asked, on="enrol_id", how="inner").select("enrol_id", **columns)
    )
    at = pc.index_in(others["enrol_id"], value_set=found["enrol_id"].combine_chunks())
    for field in RECORD:
        column = pc.cast(found[field.name], field.type).take(at)
        empty = "" if field.type == pa.string() else False
        others = others.append_column(field, pc.fill_null(column, empty))
    return others

"""Wide rows: every cell folded, beside the record of the row's enrolment; made for the rows somebody looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import coverage, fields, match, model
from recon.engine import desk_of
from recon.normalise import study
from recon.pipeline.gathering.kinds import forms_of
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.engine import Engine
    from recon.normalise import Folding
    from recon.pipeline.rows.official import Official
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]

_SENT = tuple(f"{code}{suffix}" for code in fields.CODES for suffix in ("_raw", "_type"))


@dataclass(frozen=True)
class Folded:
    """Some rows of the roster with every field folded, and what that took."""

    frame: Frame
    folding: Folding
    constants: Mapping[str, str]


@dataclass(frozen=True)
class Records:
    """The enrolments that some rows speak of, and which of their fields stand there folded."""

    frame: Frame
    folded: tuple[str, ...]


@dataclass(frozen=True)
class Matched:
    """What is put beside a row of the roster."""

    matches: pa.Table
    """``model.MATCHES``, in the order of the roster."""
    lives: pa.Table
    """``row_id, unit, received_at, life, late``, likewise."""
    concerned: Frame
    """The enrolments that are due, eligible or sent."""
    official: Official
    stage: Stage


def folded(roster: pa.Table, stage: Stage, desk: Engine) -> Folded:
    """Fold the rows of a raw roster, with the form of each, on the desk that holds them; other columns stay."""
    constants = _constants(roster)
    table = roster.append_column("form", forms_of(roster, stage.gathered.blocks))
    formed = _with(constants, desk.frame(table.drop_columns(list(constants))))
    folding = study(formed, fields.CODES, desk, stage.campaign, known=stage.folded)
    return Folded(folding.beside(formed), folding, constants)


def wide(which: Truths, matched: Matched) -> Frame:
    """Put each row beside its enrolment, with its unit and its life; without claims.

    One table is kept, of raw values beside raw values; everything after it is an expression over that table.

    Args:
        which: truth values that choose rows of the roster.
        matched: what is put beside them.
    """
    stage, chosen = matched.stage, pa.array(which)
    roster, matches, lives = (
        coverage.in_words(table.filter(chosen))
        for table in (stage.gathered.roster, matched.matches, matched.lives)
    )
    for told in (matches, lives):  # all three speak of the same rows, in order
        for name in told.column_names[1:]:
            roster = roster.append_column(name, told[name])
    desk = desk_of(stage.engine, roster.num_rows)
    rows = folded(roster, stage, desk)
    kept = desk.keep(_beside_each_other(rows, _records(matches, matched, desk), desk), "seen")
    return matched.official.folding.beside(rows.folding.beside(_with(rows.constants, kept)), "o_")


def _beside_each_other(rows: Folded, records: Records, desk: Engine) -> Frame:
    """Put each row beside its enrolment, without what an expression can tell again."""
    sent = (name for name in _SENT if name not in rows.constants)
    costly = (f"{code}{suffix}" for code in rows.folding.costly for suffix in ("", "_flaws"))
    columns = (*model.ROSTER_HEAD, *model.ROSTER_LIFE, *sent, *costly, *model.MATCH_COLUMNS[1:])
    return match.beside_official(rows.frame.select(*columns), records.frame, desk, records.folded)


def _records(matches: pa.Table, matched: Matched, desk: Engine) -> Records:
    """Return the records the rows speak of, brought to the desk where the rows lie."""
    engine = matched.stage.engine
    costly = tuple(code for code in matched.official.folding.costly if code != "status")
    records = match.of_records(matched.concerned, costly)
    if desk is engine:
        return Records(records, costly)
    numbers = [matches[name].to_numpy() for name in ("enrol_id", "other_enrol_id")]
    asked = engine.frame(pa.table({"enrol_id": np.unique(np.concatenate(numbers))}))
    return Records(desk.frame(engine.collect(records.join(asked, on="enrol_id", how="inner"))), costly)


def _constants(roster: pa.Table) -> dict[str, str]:
    """Return the cell types, and the values of columns no roster has, that are the same in every row."""
    same: dict[str, str] = {}
    for code in fields.CODES:
        kinds = pc.unique(roster[f"{code}_type"]).to_pylist()
        if len(kinds) == 1:
            same[f"{code}_type"] = kinds[0]
        if kinds == [CellType.ABSENT.value]:
            same[f"{code}_raw"] = ""
    return same


def _with(constants: Mapping[str, str], frame: Frame) -> Frame:
    if not constants:
        return frame
    return frame.with_columns(**{name: nw.lit(value) for name, value in constants.items()})

"""The submitted side: roster rows folded, matched, traced to their unit, and laid out for the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon import fields, match, model
from recon.normalise import study
from recon.pipeline import sending as sendings
from recon.words import CellType, Life

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.engine import Engine
    from recon.normalise import Folding
    from recon.pipeline.official import Official
    from recon.pipeline.sending import Sending
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]

_SENT = tuple(f"{code}{suffix}" for code in fields.CODES for suffix in ("_raw", "_type"))


@dataclass(frozen=True)
class Rows:
    """The submitted side after matching: every row, and the live ones with all a rule may ask."""

    everything: Frame
    judged: Frame
    concerned: Frame
    """The enrolments that are due, eligible or sent."""
    sending: Sending
    lives: dict[str, Counter[str]]
    """File → how many of its rows are live, superseded, parked."""


def rows_of(enrolments: Official, stage: Stage) -> Rows:
    """Fold, match, trace and judge the roster rows.

    One wide table is kept, of raw values beside raw values; everything after it is an expression over that table.
    """
    engine, gathered = stage.engine, stage.gathered
    constants = _constants(gathered.roster)
    formed = sendings.with_form(_framed(gathered.roster, constants, engine), gathered.blocks, engine)
    folding = study(formed, fields.CODES, engine, stage.campaign)
    folded = folding.beside(formed)
    matches = match.match(folded, enrolments.frame, engine)
    concerned = enrolments.concerned(matches, stage.tree, engine)
    matched = folded.join(matches, on="row_id", how="inner")
    kept = engine.keep(_beside_each_other(matched, folding, constants, concerned, enrolments, engine), "seen")
    seen = enrolments.folding.beside(folding.beside(_with(constants, kept)), "o_")
    sending = sendings.trace(seen, gathered, stage.known.submissions, stage.tree, engine)
    sending = replace(sending, returned=stage.known.returned)
    everything = sendings.with_life(seen, sending, stage.campaign, engine)
    live = everything.filter(nw.col("life") == Life.LIVE.value)
    judged = match.judged(live, stage.tree, engine)
    return Rows(everything, judged, concerned, sending, _lives(everything, engine))


def _beside_each_other(
    matched: Frame,
    folding: Folding,
    constants: Mapping[str, str],
    concerned: Frame,
    enrolments: Official,
    engine: Engine,
) -> Frame:
    """Put each row beside its enrolment, without what an expression can tell again."""
    sent = (name for name in _SENT if name not in constants)
    costly = (f"{code}{suffix}" for code in folding.costly for suffix in ("", "_flaws"))
    narrow = matched.select(*model.ROSTER_HEAD, "form", *sent, *costly, *model.MATCH_COLUMNS[1:])
    official = (code for code in enrolments.folding.costly if code != "status")
    return match.beside_official(narrow, concerned, engine, official)


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


def _framed(roster: pa.Table, constants: Mapping[str, str], engine: Engine) -> Frame:
    return _with(constants, engine.frame(roster.drop_columns(list(constants))))


def _with(constants: Mapping[str, str], frame: Frame) -> Frame:
    return (
        frame.with_columns(**{name: nw.lit(value) for name, value in constants.items()})
        if constants
        else frame
    )


def _lives(everything: Frame, engine: Engine) -> dict[str, Counter[str]]:
    counted = engine.collect(everything.group_by("file", "life").agg(nw.len().alias("n"))).to_pylist()
    lives: dict[str, Counter[str]] = defaultdict(Counter)
    for line in counted:
        lives[line["file"]][line["life"]] = line["n"]
    return lives

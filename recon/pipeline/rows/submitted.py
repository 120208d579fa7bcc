"""The submitted side: roster rows matched, traced to their unit, and laid out for the rules where need be."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import coverage, match, rules
from recon.engine import desk_of
from recon.pipeline.beside import Beside
from recon.pipeline.rows.answered import answered
from recon.pipeline.rows.lives import lives_of
from recon.pipeline.rows.matching import NO_KIND, known
from recon.pipeline.rows.sending import trace
from recon.pipeline.rows.wide import Matched, wide
from recon.words import Life

if TYPE_CHECKING:
    from collections.abc import Collection

    import narwhals.stable.v2 as nw

    from recon.engine import Engine
    from recon.pipeline.gathering.kinds import Said
    from recon.pipeline.rows.answered import Answered
    from recon.pipeline.rows.matching import Keyed
    from recon.pipeline.rows.official import Official
    from recon.pipeline.rows.sending import Sending
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Rows:
    """The submitted side after matching: every row narrow, and the few that are looked at wide."""

    live: Frame
    """``narrow``, as a frame of the engine."""
    narrow: pa.Table
    """Every live row: what :class:`recon.pipeline.rows.matching.Keyed` tells of all, with ``unit``, ``late`` and
    ``repeat``."""
    suspects: Frame
    """The live rows that a rule may say something of, and one of each kind of the others, with all a rule may ask."""
    sending: Sending
    lives: dict[str, Counter[str]]
    """File → how many of its rows are live, superseded, parked."""
    keyed: Keyed
    alive: Truths
    chosen: Truths
    """Which rows are suspects by themselves."""
    claims: pa.Table
    matched: Matched
    lacking: frozenset[str]
    """The fields that some of the enrolments concerned leave empty."""
    answered: Answered
    """What sites answered about students who are not sent."""
    people: Beside[coverage.People]
    """What the account asks of the records, whatever the rows say of them."""

    @property
    def concerned(self) -> Frame:
        """Return the enrolments that are due, eligible or sent."""
        return self.matched.concerned

    def sent(self) -> pa.Table | None:
        """Return what every live row says where FI14 looks (:data:`recon.rules.COMPARED`); None if all are suspects."""
        if not self.keyed.said:
            return None
        names = [name for name in rules.COMPARED if name in self.narrow.column_names]
        said = self.narrow.select(["row_id", "block", "file", "unit", *names])
        every = self.alive.all()
        for name in rules.COMPARED:
            if name not in names:
                column = self.keyed.said[name]
                said = said.append_column(name, column if every else column.filter(pa.array(self.alive)))
        return said

    def also(self, row_ids: Collection[int]) -> Frame | None:
        """Return the suspects with all rows that these ones stand for; None where they stand for nobody."""
        kinds = self.keyed.kinds
        broken = pc.is_in(self.keyed.rows["row_id"], value_set=pa.array(sorted(row_ids), pa.int64()))
        found = np.unique(kinds[broken.to_numpy() & ~self.chosen])
        more = self.alive & np.isin(kinds, found[found != NO_KIND])
        return self.asked(self.chosen | more) if more.any() else None

    def asked(self, which: Truths) -> Frame:
        """Return the chosen rows that are live, with all a rule may ask."""
        desk = desk_of(self.matched.stage.engine, int(which.sum()))
        return match.judged(wide(which, self.matched), self.claims, desk)


def rows_of(official: Official, said: Said, stage: Stage) -> Rows:
    """Match and trace the roster rows, and lay out those that a rule may say something of."""
    engine, gathered, asked = stage.engine, stage.gathered, known(official, said, stage)
    counted = Beside(partial(_counted, asked.concerned, engine))
    with counted, asked.unsound:
        found = asked.keyed(said, gathered.roster)
        sending = trace(found.rows, gathered, stage.known.submissions, stage.tree)
        sending = replace(sending, returned=stage.known.returned)
    people = Beside(lambda: coverage.people(counted.answer().told))
    with people:
        lives = lives_of(found.rows, sending, stage.campaign)
        alive = coverage.says(lives["life"], Life.LIVE.value)
        chosen = alive & _looked_at(found, lives, official, stage)
        looked_at = chosen | _one_of_each(found.kinds, alive & ~chosen)
        matched = Matched(found.matches, lives, found.concerned, official, stage)
        desk = desk_of(engine, int(looked_at.sum()))
        suspects = wide(looked_at, matched)
        claims = match.claims(suspects, stage.tree, desk)
        narrow = _narrow(found.rows, lives, claims, alive)
    return Rows(
        live=engine.frame(narrow),
        narrow=narrow,
        suspects=match.judged(suspects, claims, desk),
        sending=sending,
        lives=_lives(lives, found.rows),
        keyed=found,
        alive=alive,
        chosen=chosen,
        claims=claims,
        matched=matched,
        lacking=counted.answer().lacking,
        answered=answered(found.concerned, sending, stage),
        people=people,
    )


class _Counted(NamedTuple):
    """What is asked of the records alone, whatever the rows say of them."""

    told: pa.Table
    """:func:`recon.coverage.asked_of`."""
    lacking: frozenset[str]
    """:func:`recon.rules.lacking`."""


def _counted(concerned: Frame, engine: Engine) -> _Counted:
    return _Counted(coverage.asked_of(concerned, engine), rules.lacking(concerned, engine))


def _looked_at(found: Keyed, lives: pa.Table, official: Official, stage: Stage) -> Truths:
    """Tell which rows a rule may say something of, whatever the others of their kind are.

    They are not plain, share a student or a key with another row, belong to a site outside their unit's line, or to a
    record with an ID that may break a rule.
    """
    rows = found.rows
    odd = found.kinds == NO_KIND
    chosen: Truths = odd | np.isin(rows["enrol_id"], found.unsound)
    chosen |= coverage.several(rows["enrol_id"].to_numpy())
    for key in ("student_no", "id_card"):
        theirs = [pc.unique(rows[key].filter(pa.array(odd)))]
        if key == "student_no" and len(pc.unique(rows["form"])) > 1:
            # A school's own adult number may read like an open student's: both are plain, and two people.
            theirs.append(_often(rows[key]))
        for values in theirs:
            shared = values.filter(pc.not_equal(values, ""))
            chosen |= pc.is_in(rows[key], value_set=shared).to_numpy()
    at, pairs = coverage.combined(lives["unit"], rows["o_site_code"])
    outside = [match.lies_outside(unit, home, stage.tree) for unit, home in pairs]
    chosen |= np.array(outside, np.bool_)[at]
    if "sex" in official.known:
        return chosen
    # No extract has the sex, so the ID is held against what the row itself says.
    sound: Truths = rules.sound_pairs(rows["id_card"], rows["sex"], stage.campaign)
    return chosen | ~sound


def _often(column: pa.ChunkedArray) -> pa.Array:
    counted = pc.value_counts(column)
    return counted.field("values").filter(pc.greater(counted.field("counts"), 1))


def _one_of_each(kinds: Numbers, others: Truths) -> Truths:
    """Choose one row of each kind among those that are not looked at by themselves."""
    at = np.flatnonzero(others)[::-1]
    found = pa.array(kinds[at]).dictionary_encode()
    first = np.empty(len(found.dictionary), np.int64)
    first[found.indices.to_numpy()] = at  # written from the end, so the first row of each kind stays
    chosen = np.zeros(len(kinds), np.bool_)
    chosen[first] = True
    return chosen


def _narrow(rows: pa.Table, lives: pa.Table, claims: pa.Table, alive: Truths) -> pa.Table:
    """Return the live rows, as they are where all of them live: a nation need not be copied."""
    repeats = claims.filter(claims["repeat"])["row_id"].combine_chunks()
    for name in ("unit", "received_at", "late"):
        rows = rows.append_column(name, lives[name])
    rows = rows.append_column("repeat", pc.is_in(rows["row_id"], value_set=repeats))
    return rows if alive.all() else rows.filter(pa.array(alive))


def _lives(lives: pa.Table, rows: pa.Table) -> dict[str, Counter[str]]:
    at, pairs = coverage.combined(rows["file"], lives["life"])
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for (file, life), count in zip(pairs, np.bincount(at, minlength=len(pairs)).tolist(), strict=True):
        found[file][life] = count
    return found

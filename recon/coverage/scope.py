"""Who is due, who is eligible: decided once per combination of facts, never per student.

A province has a few hundred combinations of category, cohort, level, status and capture date; each is judged by plain
functions and joined back, so that five million enrolments cost one join.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon.coverage import photos
from recon.coverage.captures import newest
from recon.values import cohort as cohorts
from recon.values.vocabulary import LEVEL
from recon.words import Category, PhotoState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recon.campaign import Campaign, Scope
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

LISTED = "?"
"""The planned batch of a student who is on the planned list, which says no batch of him."""


_UNREAD_LEVEL = re.compile(r"\A(?:.{0,20}(?:专科|本科|大专|专升|升本|起本|起专)|[^一-鿿]*\Z)")
"""A word for 专科 or 本科 that is in no vocabulary, a code, or nothing."""


class Combination(NamedTuple):
    """What the judgement of an enrolment hangs on; many share one."""

    category: str
    cohort: str
    level: str
    status: str
    captured: bool
    captured_on: str
    planned_batch: str


COMBINATION = Combination._fields
FACTS = (
    "scope",
    "due",
    "eligible",
    "planned",
    "batch",
    "needed_on",
    "valid_until",
    "photo_state",
    "expired_today",
    "last_batch",
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the judgement of scope and photos rests on, beside the enrolment itself."""

    campaign: Campaign
    as_of: date | None
    asks_photos: bool
    """A photo register was given."""
    knows_status: frozenset[str] = frozenset(Category)
    """Categories whose extract has a status column; without one every enrolment of the category counts as active."""

    def place(self, category: str, cohort: str, level: str) -> str:
        """Return ``in``, or why not: ``category``, ``level``, ``newer``, ``earlier``, ``unknown`` (level or cohort)."""
        scope = self.campaign.scope.get(Category(category))
        if scope is None:
            return "category"
        if scope.levels and level not in scope.levels:
            return "level" if self.reads_level(category, level) else "unknown"
        return _cohort_place(scope, cohort)

    def reads_level(self, category: str, level: str) -> bool:
        """Tell whether a level says if it is in scope: 高中 is not, of 开放本科 or an empty one nobody knows."""
        scope = self.campaign.scope.get(Category(category))
        asked = scope is not None and scope.levels and level not in {*LEVEL, *scope.levels}
        return not asked or not _UNREAD_LEVEL.match(level)

    def enrolled(self, category: str, status: str) -> bool:
        """Tell whether a student of this status is collected in this campaign."""
        scope = self.campaign.scope.get(Category(category))
        return category not in self.knows_status or (scope is not None and status in scope.statuses)

    def batch(self, cohort: str, planned: str) -> str:
        """Return a student's graduation batch: planned list, else cohort map, else the next batch."""
        if planned not in {"", LISTED}:
            return planned
        if cohort in self.campaign.cohort_batches:
            return self.campaign.cohort_batches[cohort]
        ahead = [
            (day, code) for code, day in self.campaign.batches.items() if self.as_of and day >= self.as_of
        ]
        return min(ahead)[1] if ahead else ""

    def needed_on(self, batch: str) -> date | None:
        """Return the day a batch needs its photos; the as-of date where the campaign gives none."""
        return self.campaign.batches.get(batch, self.as_of)


def _cohort_place(scope: Scope, cohort: str) -> str:
    if not scope.cohorts or cohort in scope.cohorts:
        return "in"
    here, ordinals = cohorts.ordinal(cohort), [cohorts.ordinal(c) for c in scope.cohorts]
    if here is None or cohort in map(cohorts.in_years, scope.cohorts):
        return "unknown"  # 2018级 may be either term of that year, and one of them is collected
    return "newer" if here > max(o for o in ordinals if o is not None) else "earlier"


def with_captures(
    enrolments: Frame, photos_table: pa.Table | None, planned: pa.Table | None, engine: Engine
) -> Frame:
    """Put the newest capture and the planned batch beside every enrolment; kept where that took a join."""
    told = _with_planned(newest(enrolments, photos_table, engine), planned, engine)
    return told if photos_table is None and planned is None else engine.keep(told, "captured")


def combinations(enrolments: Frame, calendar: Calendar, engine: Engine) -> pa.Table:
    """Judge every combination of facts there is: :data:`COMBINATION`, :data:`FACTS`, and ``people``, who share it."""
    counted = engine.collect(enrolments.group_by(*COMBINATION).agg(nw.len().alias("people")))
    found = counted.select(list(COMBINATION)).to_pylist()
    return _judge_all(found, calendar).append_column("people", counted["people"])


def constants(judged: pa.Table, names: Sequence[str] = FACTS) -> dict[str, Any]:
    """Return those of :data:`FACTS`, or of other columns, that are the same for everybody."""
    return {name: judged[name][0].as_py() for name in names if len(pc.unique(judged[name])) == 1}


def differing(judged: pa.Table) -> list[str]:
    """Return those of :data:`COMBINATION` that tell records apart."""
    return [name for name in COMBINATION if len(pc.unique(judged[name])) != 1]


def beside(enrolments: Frame, judged: pa.Table, engine: Engine) -> Frame:
    """Put the facts beside each enrolment: by a join on what differs between the combinations, and no more.

    ``fact`` is the number of the enrolment's combination in ``judged``.
    """
    same, keys = constants(judged), differing(judged)
    told = [name for name in FACTS if name not in same]
    constant = {name: nw.lit(value) for name, value in same.items()}
    if keys:
        number = pa.array(range(judged.num_rows), pa.int64())
        table = judged.select([*keys, *told]).append_column("fact", number)
        enrolments = enrolments.join(engine.frame(table), on=keys, how="inner")
    else:
        constant["fact"] = nw.lit(0, nw.Int64())
    return enrolments.with_columns(**constant) if constant else enrolments


def _with_planned(enrolments: Frame, planned: pa.Table | None, engine: Engine) -> Frame:
    if planned is None or planned.num_rows == 0:
        return enrolments.with_columns(planned_batch=nw.lit(""))
    once = planned.group_by("student_no").aggregate([("batch", "max")])
    batch = pc.if_else(pc.equal(once["batch_max"], ""), LISTED, once["batch_max"])
    frame = engine.frame(pa.table({"student_no": once["student_no"], "planned_batch": batch}))
    joined = enrolments.join(frame, on="student_no", how="left")
    return joined.with_columns(nw.col("planned_batch").fill_null(""))


def _judge_all(combinations: Sequence[dict[str, Any]], calendar: Calendar) -> pa.Table:
    lines = [facts | _judge(Combination(**facts), calendar) for facts in combinations]
    truths = {"captured", "due", "eligible", "planned", "expired_today"}
    names = (*COMBINATION, *FACTS)
    schema = pa.schema([(name, pa.bool_() if name in truths else pa.string()) for name in names])
    return pa.Table.from_pylist(lines, schema=schema)


def _judge(one: Combination, calendar: Calendar) -> dict[str, Any]:
    """Judge one combination of facts (docs/definitions.md, "Who is due")."""
    campaign = calendar.campaign
    place = calendar.place(one.category, one.cohort, one.level)
    batch = calendar.batch(one.cohort, one.planned_batch)
    needed = calendar.needed_on(batch)
    photo = _photo(one, needed, calendar)
    enrolled = calendar.enrolled(one.category, one.status)
    holds = photo.state in {PhotoState.VALID, PhotoState.EXPIRING}
    wants = photo.state in {PhotoState.EXPIRED, PhotoState.NONE, PhotoState.NOT_ASKED}
    earlier = place == "earlier" and enrolled and wants
    planned = bool(one.planned_batch)
    called = planned or campaign.earlier == "due"
    due = (place == "in" and enrolled and not (holds and campaign.reshoot == "no")) or (earlier and called)
    return {
        "scope": place,
        "due": due,
        "eligible": earlier and not called,
        "planned": planned,
        "batch": batch,
        "needed_on": needed.isoformat() if needed else "",
        "valid_until": photo.valid_until,
        "photo_state": photo.state.value,
        "expired_today": photo.expired_today,
        "last_batch": photo.last_batch,
    }


def _photo(one: Combination, needed: date | None, calendar: Calendar) -> photos.Photo:
    campaign = calendar.campaign
    if calendar.asks_photos and one.captured:
        return photos.judge(one.captured_on, needed, calendar.as_of, campaign.photo, campaign.batches)
    return photos.Photo(PhotoState.NONE if calendar.asks_photos else PhotoState.NOT_ASKED)

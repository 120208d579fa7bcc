"""Judging captures: a photo that stands under another enrolment, another person's ID, or twice."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon.campaign.clock import add_months
from recon.rules import photo
from recon.rules.findings import about_student, as_details
from recon.rules.rowview import rows_of
from recon.rules.switches import active
from recon.values.comparing import compare
from recon.values.folding import fold
from recon.values.identity import names_somebody
from recon.words import Kind, PhotoState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recon.engine import Engine
    from recon.model import Finding
    from recon.rules.rule import Rule
    from recon.rules.setting import Setting

    Frame = nw.LazyFrame[Any]

CAPTURED = (PhotoState.VALID, PhotoState.EXPIRING, PhotoState.EXPIRED, PhotoState.UNKNOWN)
_SEEN = {"seen_id_card": "id_card", "seen_name": "name", "seen_on": "captured_on"}
"""What a register says of a capture."""
_ANOTHERS = frozenset({Kind.CLOSE, Kind.DIFFERENT})
_WHO = ("enrol_id", "enrol_no", "name_raw", "id_card", "branch_raw", "site_code")


def judge_captures(
    enrolments: Frame, concerned: Frame, captures: pa.Table | None, engine: Engine, setting: Setting
) -> list[Finding]:
    """Return PH05, PH08 and PH09, not yet settled; nothing where no register was given.

    Args:
        enrolments: every folded enrolment with ``due`` and ``photo_state``.
        concerned: those due or submitted.
        captures: the register's lines of usable photos: ``student_no, id_card, name, captured_on`` (ISO or empty).
        engine: holds the frames.
        setting: campaign and sites.
    """
    if captures is None:
        return []
    found = list(_of_the_other(enrolments, engine, setting))
    known = captures.filter(pc.not_equal(captures["student_no"], ""))
    if known.num_rows:
        lines = known.select(["student_no", *_SEEN.values()]).rename_columns(["number", *_SEEN])
        joined = concerned.join(engine.frame(lines), left_on="student_no", right_on="number", how="inner")
        rows = list(rows_of(engine.collect(joined.select(*_WHO, *_SEEN))))
        found += [*_of_somebody_else(rows, setting), *_twice(rows, setting)]
    rules = {rule.code for rule in active(photo.RULES, setting.campaign)}
    return [finding for finding in found if finding.rule in rules]


def judge_handover(
    students: pa.Table, handed_over: Collection[int], captured: Collection[int], setting: Setting
) -> list[Finding]:
    """Return PH06 and PH07 after a shoot, not yet settled; both sides are ``enrol_id`` of students."""
    rules = {rule.code for rule in active(photo.RULES, setting.campaign)}
    pairs: Iterable[tuple[Rule, set[int]]] = (
        (photo.handed_over_not_captured, set(handed_over) - set(captured)),
        (photo.captured_not_handed_over, set(captured) - set(handed_over)),
    )
    return [
        about_student(rule, row, setting)
        for rule, whom in pairs
        if rule.code in rules
        for row in rows_of(
            students.filter(pc.is_in(students["enrol_id"], pa.array(sorted(whom), pa.int64())))
        )
    ]


def _of_the_other(enrolments: Frame, engine: Engine, setting: Setting) -> Iterator[Finding]:
    """Due, nothing captured, but a photo stands under the same person's other enrolment (PH05)."""
    named = enrolments.filter(nw.col("id_card") != "")
    held = (
        named.filter(nw.col("photo_state").is_in([state.value for state in CAPTURED]))
        .select("id_card")
        .unique()
    )
    lacking = named.filter(nw.col("due") & (nw.col("photo_state") == PhotoState.NONE.value))
    for row in rows_of(engine.collect(lacking.join(held, on="id_card", how="inner").select(*_WHO))):
        if names_somebody(row["id_card"]):
            yield _about(photo.photo_of_the_other_enrolment, row, setting)


def _of_somebody_else(rows: Iterable[Mapping[str, Any]], setting: Setting) -> Iterator[Finding]:
    """The register's ID or name is another's (PH08); a way of writing the record's own (李□, fifteen digits) is not."""
    for row in rows:
        for field, column in (("id_card", "id_card"), ("name", "name_raw")):
            seen, official = row[f"seen_{field}"], row[column]
            if seen == official:  # nearly every one; folding them all would be slow nationally
                continue
            if compare(field, fold(field, seen).value, fold(field, official).value).kind in _ANOTHERS:
                told = {"field": field, "submitted": seen, "official": official}
                yield _about(photo.identity_differed_at_capture, row, setting, **told)


def _twice(rows: Iterable[Mapping[str, Any]], setting: Setting) -> Iterator[Finding]:
    """Two captures while the first still holds (PH09); a new photo after an expired one is no duplicate."""
    days: dict[int, set[str]] = defaultdict(set)
    people = {}
    for row in rows:
        people[row["enrol_id"]] = row
        if row["seen_on"]:
            days[row["enrol_id"]].add(row["seen_on"])
    months = setting.campaign.photo.validity_months
    for enrol_id, seen in days.items():
        shots = sorted(map(date.fromisoformat, seen))
        if any(later <= add_months(earlier, months) for earlier, later in pairwise(shots)):
            yield _about(
                photo.captured_twice, people[enrol_id], setting, details=as_details(count=str(len(shots)))
            )


def _about(rule: Rule, row: Mapping[str, Any], setting: Setting, **more: Any) -> Finding:
    who = {"enrol_id": row["enrol_id"], "student_no": row["enrol_no"], "name": row["name_raw"]}
    return about_student(rule, who | {"site_code": row["site_code"]}, setting, **more)

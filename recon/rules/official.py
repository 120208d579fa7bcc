"""Judging the extract itself: due ∪ submitted only, never charged to a site."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon.model import Finding
from recon.rules import digits
from recon.rules import extract as ex
from recon.rules.ask import has
from recon.rules.findings import as_details, place
from recon.rules.rowview import rows_of
from recon.rules.setting import Setting
from recon.rules.switches import OFF, severity_of
from recon.values.identity import NOBODYS, problems
from recon.values.soundness import sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.rules.rule import Rule

    Frame = nw.LazyFrame[Any]

ACTIVE = "在籍"
TOLERATED = 0.05
"""Share of the extract that may break the 13-digit logic before NO05 is switched off."""
ASKED = (
    "enrol_id",
    "enrol_no",
    "category",
    "status",
    "branch_code",
    "site_code",
    "name_raw",
    "sex",
    "id_card",
    "level",
    "cohort",
)
"""What is asked of a record that a finding may be about."""
_READ = ("cohort", "status")


def own_ids(enrolments: Frame, engine: Engine) -> pa.Table:
    """Return ``enrol_id, id_card, sex``, of which :func:`unsound` tells what may be wrong."""
    return engine.collect(enrolments.select("enrol_id", "id_card", "sex"))


def unsound(told: pa.Table, campaign: Campaign) -> pa.Array:
    """Return the ``enrol_id`` of those whose own ID, with their sex, may break a rule; the rules have to say it."""
    fine = sound_pairs(told["id_card"], told["sex"], campaign)
    return told["enrol_id"].filter(pa.array(~fine)).combine_chunks()


def sound_pairs(ids: pa.ChunkedArray, sexes: pa.ChunkedArray, campaign: Campaign) -> Any:
    """Tell of which folded IDs, each with its sex, no rule has anything to say (``values.soundness``)."""
    return sound(ids, sexes, Setting(campaign).as_of())


def judge_extract(
    enrolments: Frame,
    concerned: Frame,
    engine: Engine,
    setting: Setting,
    duplicates: pa.Table | None = None,
    suspects: Frame | None = None,
) -> list[Finding]:
    """Return EX01–EX05 for the enrolments that are due or submitted, not yet settled.

    Args:
        enrolments: every folded enrolment; EX04 counts among all of them.
        concerned: those due or submitted.
        engine: holds both frames.
        setting: campaign, what the inputs know, sites.
        duplicates: ``enrol_id, field, …`` of numbers that stand twice or contradict each other between files
        (EX03).
        suspects: those of them that :func:`unsound` told, where somebody has asked it already; the engine's own frame,
        or one on a desk (:data:`ASKED`).
    """
    if suspects is None:
        told = unsound(own_ids(concerned, engine), setting.campaign)
        suspects = concerned.join(engine.frame(pa.table({"enrol_id": told})), on="enrol_id", how="inner")
    found = [
        finding
        for frame in (_unsound(suspects, setting), _unreadable(concerned, setting))
        for row in rows_of(engine.collect(frame))
        for finding in _marked(row, setting)
    ]
    twice = engine.repeated(enrolments.filter(_is_active()), _PAIR)
    twice = twice.filter(pc.invert(pc.match_substring_regex(twice["id_card"], NOBODYS)))
    if twice.num_rows:
        found.extend(_twice(enrolments, concerned, twice, engine, setting))
    if duplicates is not None and duplicates.num_rows:
        found.extend(_contradictions(concerned, duplicates, engine, setting))
    return [finding for finding in found if setting.campaign.rules.get(finding.rule) != OFF]


def _unsound(suspects: Frame, setting: Setting) -> Frame:
    """Mark EX01 and EX02 among the suspects and keep the rows that carry any."""
    dated = digits.read_identity(suspects.with_columns(as_of=nw.lit(setting.as_of())), "id_card")
    impossible = digits.birth_is_impossible("id_card") | digits.age_is_unlikely("id_card", "as_of")
    unsound = digits.is_kind("id_card", "malformed") | digits.check_digit_fails("id_card") | impossible
    contradicts = digits.sex_disagrees("id_card", "sex") & ~digits.check_digit_fails("id_card")
    return _with_any(dated, {"EX01": unsound, "EX02": contradicts})


def _unreadable(concerned: Frame, setting: Setting) -> Frame:
    """Mark EX05 and keep the rows that carry it."""
    broken = {
        field: _known(field, setting) & ((nw.col(field) == "") | has(field, "unknown"))
        for field in ("cohort", "level", "status")
    }
    undecided = nw.col("scope") == "unknown"
    broken["level"] &= undecided
    # A bare year (2018级) where one of its terms is collected: the record does not say which term.
    broken["cohort"] |= undecided & nw.col("cohort").str.ends_with("级")
    broken["site"] = (_known("site_code", setting) | _known("site", setting)) & (nw.col("site_code") == "")
    return _with_any(concerned, {f"EX05_{field}": mark for field, mark in broken.items()})


def _with_any(frame: Frame, marks: Mapping[str, nw.Expr]) -> Frame:
    marked = frame.with_columns(**marks).filter(nw.any_horizontal(*marks, ignore_nulls=True))
    return marked.select(*ASKED, *marks)


def _known(field: str, setting: Setting) -> nw.Expr:
    categories = setting.knowing(field)
    return nw.col("category").is_in(categories) if categories else nw.lit(False)


def _marked(row: Mapping[str, Any], setting: Setting) -> Iterator[Finding]:
    if row.get("EX01"):
        on = setting.as_of()
        day = date(on // 10_000, on // 100 % 100, on % 100) if on else None
        wrong = " ".join(problems(row["id_card"], on=day))
        yield _about(ex.official_identity_fails, row, setting, "id_card", row["id_card"], problems=wrong)
    if row.get("EX02"):
        yield _about(ex.official_sex_contradicts, row, setting, "sex", row["sex"])
    for field in ("cohort", "level", "status", "site"):
        if row.get(f"EX05_{field}"):
            yield _about(ex.official_value_is_unreadable, row, setting, field, row.get(field, ""))


def _about(
    rule: Rule, row: Mapping[str, Any], setting: Setting, field: str, official: str, **told: str
) -> Finding:
    return Finding(
        rule=rule.code,
        severity=severity_of(rule, setting.campaign),
        trust=rule.trust,
        field=field,
        enrol_id=row["enrol_id"],
        **place(row["site_code"], setting.sites),
        student_no=row["enrol_no"],
        name=row["name_raw"],
        official=official,
        details=as_details(**told),
        subject=row["enrol_no"],
    )


_PAIR = ("id_card", "level")


def _is_active() -> nw.Expr:
    """Tell who may not have an ID twice. Empty IDs are never equal."""
    return nw.col("status").is_in([ACTIVE, ""]) & (nw.col("id_card") != "")


def _twice(
    enrolments: Frame, concerned: Frame, often: pa.Table, engine: Engine, setting: Setting
) -> Iterator[Finding]:
    """Return EX04; ``often`` is ``id_card, level`` of which there are two active enrolments."""
    active, pair = _is_active(), list(_PAIR)
    alike = enrolments.filter(active).join(engine.frame(often), on=pair, how="inner")
    counted = alike.group_by(*pair).agg(nw.len().alias("count"))
    rows = concerned.filter(active).join(counted, on=pair, how="inner").select(*ASKED, "count")
    for row in rows_of(engine.collect(rows)):
        yield _about(
            ex.official_identity_is_twice, row, setting, "id_card", row["id_card"], count=str(row["count"])
        )


def _contradictions(
    concerned: Frame, duplicates: pa.Table, engine: Engine, setting: Setting
) -> Iterator[Finding]:
    fields: dict[int, Counter[str]] = {}
    for line in rows_of(duplicates.select(["enrol_id", "field"])):
        fields.setdefault(line["enrol_id"], Counter())[line["field"]] += 1
    for row in rows_of(
        engine.collect(concerned.filter(nw.col("enrol_id").is_in(sorted(fields))).select(*ASKED))
    ):
        for field in sorted(fields[row["enrol_id"]]):
            yield _about(ex.official_number_is_twice, row, setting, field, "")


def numbers_hold(enrolments: Frame, engine: Engine, campaign: Campaign, *, digits_only: bool = False) -> bool:
    """Tell whether the open extract keeps the 13-digit logic well enough for NO05 to be asked.

    A nation has a few thousand heads of numbers (year, school, category, level, half of the serials): one number of
    each is asked, and counts for all that share it.

    Args:
        enrolments: every folded enrolment.
        engine: the engine that holds them.
        campaign: its province.
        digits_only: every number is known to be made of digits, so that its length tells the rest.
    """
    number = nw.col("student_no")
    opened = enrolments.filter(nw.col("category") == "open")
    fit = (
        number.str.len_chars() == digits.OPEN_LENGTH
        if digits_only
        else number.str.contains(digits.OPEN_NUMBER)
    )
    heads = opened.filter(fit).select(
        "cohort", "level", head=number.str.slice(0, 8), late=number.str.slice(8, 5) >= "50001"
    )
    shared = heads.group_by("cohort", "level", "head", "late").agg(nw.len().alias("people"))
    serial = nw.when(nw.col("late")).then(nw.lit("50001")).otherwise(nw.lit("00001"))
    asked = shared.with_columns(
        student_no=nw.concat_str(nw.col("head"), serial), province=nw.lit(campaign.province_code)
    )
    broken = digits.number_contradicts("student_no", "cohort", "level", "province")
    counted = engine.collect(asked.select("people", broken=broken.cast(nw.Int64)))
    wrong = pc.sum(pc.multiply(counted["people"], counted["broken"])).as_py() or 0
    everybody = engine.collect(opened.select(n=nw.len()))["n"][0].as_py()
    return bool(everybody) and wrong <= TOLERATED * everybody

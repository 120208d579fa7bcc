"""From gathered inputs to the answer: the order in which the rooms are walked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import coverage, lean, model, rules
from recon.engine import desk_of
from recon.normalise.registers.notes import passed_over, unplaced, unselected
from recon.pipeline.answers import tables
from recon.pipeline.answers.counting import count, decide_over
from recon.pipeline.answers.summary import note
from recon.pipeline.beside import Beside
from recon.pipeline.gathering import kinds
from recon.pipeline.rows import facts
from recon.pipeline.rows.numbers import Numbers
from recon.pipeline.rows.official import official
from recon.pipeline.rows.other_form import refuted
from recon.pipeline.rows.submitted import rows_of
from recon.pipeline.stage import stage_of

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Finding
    from recon.pipeline.answers.answer import Answer
    from recon.pipeline.gathering.gather import Gathered
    from recon.pipeline.inputs import Known, Options
    from recon.pipeline.rows.official import Official
    from recon.pipeline.rows.submitted import Rows
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]


def judge(campaign: Campaign, gathered: Gathered, known: Known, options: Options, engine: Engine) -> Answer:
    """Judge gathered inputs.

    Args:
        campaign: with ``as_of`` filled in.
        gathered: what was read and shaped.
        known: rulings and answers from before.
        options: language and progress.
        engine: runs the frames; the answer asks it for its long tables.
    """
    stage = stage_of(campaign, gathered, known, options, engine)
    options.progress("match", 0, 0)
    with lean.never_collecting(), ThreadPoolExecutor(1) as beside:
        said = beside.submit(kinds.said, gathered.roster, gathered.blocks, campaign)
        enrolments = official(gathered.extract, gathered.photos, gathered.planned, stage.calendar, engine)
        if enrolments.people:
            rules.check_scope(campaign, enrolments.in_scope, enrolments.enrolled, enrolments.said)
        rows = rows_of(enrolments, said.result(), stage)
        del said  # frees a text column per field, which nothing below needs
        options.progress("judge", 0, 0)
        numbers = Numbers(enrolments, stage)
        setting = numbers.supposed(_setting(stage))
        records = Beside(partial(_of_records, enrolments, rows, setting, stage))
        found = _find(rows, records, numbers, setting, stage)
        told = count(found, rows, numbers, setting, stage)
        note(told.summary, partial(unselected, enrolments.unselected), options.lang)
        note(told.summary, partial(unplaced, enrolments.unplaced), options.lang)
        note(told.summary, partial(passed_over, enrolments.passed_over, campaign), options.lang)
        return told


def judge_alone(
    campaign: Campaign, gathered: Gathered, known: Known, options: Options, engine: Engine
) -> list[Finding]:
    """Return the findings about rosters alone, where there is no extract to compare with."""
    stage = stage_of(campaign, gathered, known, options, engine)
    enrolments = official(gathered.extract, None, None, stage.calendar, engine)
    rows = rows_of(enrolments, kinds.said(gathered.roster, gathered.blocks, campaign), stage)
    numbers, setting = Numbers(enrolments, stage), _setting(stage)
    records = Beside(partial(_of_records, enrolments, rows, setting, stage))
    return decide_over(_find(rows, records, numbers, setting, stage), rows, stage).findings


def _find(
    rows: Rows, records: Beside[list[Finding]], numbers: Numbers, setting: rules.Setting, stage: Stage
) -> list[Finding]:
    """Return the findings about rows, files, the extract and the campaign, not yet settled."""
    gathered = stage.gathered
    found = _of_rows(rows, records, numbers, setting, stage)
    due = facts.due_by_site(rows.people.answer())
    own = refuted(gathered.shaped, rows, stage.engine)
    told = facts.troubles(gathered.shaped, rows.sending, due, stage.tree, own)
    for file, trouble in rows.answered.troubles():
        told[file].append(trouble)
    found += rules.judge_files(
        gathered.reads,
        told,
        facts.of_files(gathered.reads, rows.sending, stage.tree, stage.campaign),
        setting,
    )
    return found + records.answer() + rules.judge_campaign(stage.campaign)


def _of_records(enrolments: Official, rows: Rows, setting: rules.Setting, stage: Stage) -> list[Finding]:
    gathered, engine = stage.gathered, stage.engine
    concerned = _asked(rows, engine)
    found = rules.judge_extract(
        enrolments.records,
        concerned,
        engine,
        setting,
        gathered.extract.duplicates,
        _suspects(rows, engine),
    )
    captures = None if gathered.photos is None else coverage.usable(gathered.photos)
    if captures is not None:
        placed = enrolments.placed(enrolments.frame, engine)
        found += rules.judge_captures(placed, concerned, captures, engine, setting)
    return found


def _of_rows(
    rows: Rows, records: Beside[Any], numbers: Numbers, setting: rules.Setting, stage: Stage
) -> list[Finding]:
    """Return the findings about rows: of the suspects, and of all of a kind of which one breaks a rule."""
    everybody = rules.Everybody(rows.live, _matched(rows), rows.lacking, rows.sent)
    found = numbers.sure(rules.judge_rows(rows.suspects, stage.engine, setting, everybody, records))
    more = rows.also({finding.row_id for finding in found if finding.row_id >= 0})
    if more is not None:
        found = numbers.sure(rules.judge_rows(more, stage.engine, setting, everybody))
    return rules.as_disputed(found, stage.gathered.extract.duplicates, setting.campaign)


def _matched(rows: Rows) -> Frame:
    """Return what the records of all matched rows say."""
    told = {f"o_{name}": nw.col(name) for name in ("category", *model.OFFICIAL)}
    matched = rows.live.filter(nw.col("enrol_id") >= 0).select("enrol_id")
    return matched.join(rows.concerned.select("enrol_id", **told), on="enrol_id", how="inner")


def _asked(rows: Rows, engine: Engine) -> Frame:
    """Return the enrolments whose own record is judged: who is due or stands in a live row."""
    sent = rows.live.filter((nw.col("enrol_id") >= 0) & ~nw.col("o_due")).select("enrol_id").unique()
    marked = engine.frame(engine.collect(sent.with_columns(is_sent=nw.lit(1))))
    concerned = rows.concerned.join(marked, on="enrol_id", how="left")
    return concerned.filter(nw.col("due") | ~nw.col("is_sent").is_null()).drop("is_sent")


def _suspects(rows: Rows, engine: Engine) -> Frame:
    """Return the enrolments whose own ID may break a rule: a few, which an engine would plan longer than look at."""
    numbers = engine.frame(pa.table({"enrol_id": rows.keyed.unsound}))
    asked = rows.concerned.join(numbers, on="enrol_id", how="inner")
    desk = desk_of(engine, len(rows.keyed.unsound))
    return asked if desk is engine else desk.frame(engine.collect(asked.select(*rules.ASKED)))


def _setting(stage: Stage) -> rules.Setting:
    asked = set(stage.gathered.extract.asked)
    if stage.gathered.photos is not None:
        asked.add("photos")
    letters = tables.letters_of(stage.gathered.blocks)
    columns = stage.gathered.columns
    absent = columns.absent if columns else frozenset()
    return rules.Setting(stage.campaign, frozenset(asked), stage.tree.sites, letters, absent=absent)

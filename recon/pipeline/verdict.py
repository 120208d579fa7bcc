"""From gathered inputs to the answer: the order in which the rooms are walked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon import coverage, rules
from recon.pipeline import facts, tables
from recon.pipeline.counting import count, decide_over
from recon.pipeline.official import official
from recon.pipeline.stage import stage_of
from recon.pipeline.submitted import rows_of

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Finding
    from recon.pipeline.answer import Answer
    from recon.pipeline.gather import Gathered
    from recon.pipeline.inputs import Known, Options
    from recon.pipeline.official import Official
    from recon.pipeline.stage import Stage
    from recon.pipeline.submitted import Rows


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
    enrolments = official(gathered.extract, gathered.photos, gathered.planned, stage.calendar, engine)
    if enrolments.people:
        rules.check_scope(campaign, enrolments.in_scope, enrolments.enrolled)
    rows = rows_of(enrolments, stage)
    options.progress("judge", 0, 0)
    setting = _setting(enrolments, stage)
    return count(_find(enrolments, rows, setting, stage), rows, setting, stage)


def judge_alone(
    campaign: Campaign, gathered: Gathered, known: Known, options: Options, engine: Engine
) -> list[Finding]:
    """Return the findings about rosters alone, where there is no extract to compare with."""
    stage = stage_of(campaign, gathered, known, options, engine)
    enrolments = official(gathered.extract, None, None, stage.calendar, engine)
    rows = rows_of(enrolments, stage)
    setting = _setting(enrolments, stage)
    return decide_over(_find(enrolments, rows, setting, stage), rows, stage).findings


def _find(enrolments: Official, rows: Rows, setting: rules.Setting, stage: Stage) -> list[Finding]:
    """Return the findings about rows, files, the extract and the campaign, not yet settled."""
    gathered, engine = stage.gathered, stage.engine
    found = rules.judge_rows(rows.judged, engine, setting)
    due = facts.due_by_site(rows.concerned, engine)
    told = facts.troubles(gathered.shaped, rows.sending, due, stage.tree)
    found += rules.judge_files(
        gathered.reads,
        told,
        facts.of_files(gathered.reads, rows.sending, stage.tree, stage.campaign),
        setting,
    )
    # Whose own record is judged: who is due or stands in a live row.
    sent = (
        rows.judged.filter(nw.col("enrol_id") >= 0)
        .select("enrol_id")
        .unique()
        .with_columns(is_sent=nw.lit(1))
    )
    concerned = rows.concerned.join(sent, on="enrol_id", how="left")
    concerned = concerned.filter(nw.col("due") | ~nw.col("is_sent").is_null()).drop("is_sent")
    found += rules.judge_extract(enrolments.records, concerned, engine, setting, gathered.extract.duplicates)
    captures = None if gathered.photos is None else coverage.usable(gathered.photos)
    found += rules.judge_captures(enrolments.frame, concerned, captures, engine, setting)
    return found + rules.judge_campaign(stage.campaign)


def _setting(enrolments: Official, stage: Stage) -> rules.Setting:
    asked = set(stage.gathered.extract.asked)
    if stage.gathered.photos is not None:
        asked.add("photos")
    if rules.numbers_hold(enrolments.records, stage.engine, stage.campaign):
        asked.add("numbers")
    letters = tables.letters_of(stage.gathered.blocks)
    return rules.Setting(stage.campaign, frozenset(asked), stage.tree.sites, letters)

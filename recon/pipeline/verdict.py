"""From gathered inputs to the answer: the order in which the rooms are walked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon import coverage, decide, fields, match, model, rules
from recon.coverage import Calendar, Standing
from recon.normalise import study
from recon.pipeline import facts, tables
from recon.pipeline import sending as sendings
from recon.pipeline.answer import Answer
from recon.pipeline.official import official
from recon.pipeline.shoot import judge_shoot
from recon.pipeline.summary import summarise
from recon.result import Tables
from recon.sites import Tree
from recon.words import Category, Life

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Finding
    from recon.normalise import Folding
    from recon.pipeline.gather import Gathered
    from recon.pipeline.inputs import Known, Options
    from recon.pipeline.official import Official
    from recon.pipeline.sending import Sending

    Frame = nw.LazyFrame[Any]

_EXACT = ("exam_no", "name", "sex", "id_card", "major", "study_form", "class_name")
"""What a student's line shows in the extract's own characters."""
SENT_LATER = "补报"
"""The one answer on an omission list that excuses nobody: the student will still be sent."""


@dataclass(frozen=True)
class Stage:
    """What every step of a judgement needs."""

    campaign: Campaign
    gathered: Gathered
    known: Known
    options: Options
    engine: Engine
    tree: Tree
    calendar: Calendar

    @property
    def passed(self) -> bool:
        """Tell whether the deadline has passed on the as-of date (24:00 of the day counts as in time).

        Without a deadline there is nothing to wait for: who was not sent is omitted.
        """
        deadline, today = self.campaign.deadline, self.calendar.as_of
        return deadline is None or (today is not None and today > deadline)


@dataclass(frozen=True)
class Rows:
    """The submitted side after matching: every row, and the live ones with all a rule may ask."""

    everything: Frame
    judged: Frame
    sending: Sending
    lives: dict[str, Counter[str]]
    """File → how many of its rows are live, superseded, parked."""


def judge(campaign: Campaign, gathered: Gathered, known: Known, options: Options, engine: Engine) -> Answer:
    """Judge gathered inputs.

    Args:
        campaign: with ``as_of`` filled in.
        gathered: what was read and shaped.
        known: rulings and answers from before.
        options: language and progress.
        engine: runs the frames.
    """
    stage = _stage(campaign, gathered, known, options, engine)
    options.progress("match", 0, 0)
    enrolments = official(
        gathered.extract.table, gathered.photos, gathered.planned, stage.calendar, stage.tree, engine
    )
    _refuse_empty_scope(enrolments.frame, stage)
    rows = _rows(enrolments, stage)
    options.progress("judge", 0, 0)
    setting = _setting(enrolments.frame, stage)
    found = _find(enrolments.frame, rows, setting, stage)
    return _count(found, enrolments.frame, rows, setting, stage)


def _refuse_empty_scope(enrolments: Frame, stage: Stage) -> None:
    """Stop a run whose scope selects nobody of an extract that holds students (CP02)."""
    inside = (nw.col("scope") == "in").cast(nw.Int64).sum()
    (counted,) = stage.engine.collect(enrolments.select(inside=inside, everybody=nw.len())).to_pylist()
    if counted["everybody"]:
        rules.check_scope(stage.campaign, counted["inside"])


def judge_alone(
    campaign: Campaign, gathered: Gathered, known: Known, options: Options, engine: Engine
) -> list[Finding]:
    """Return the findings about rosters alone, where there is no extract to compare with."""
    stage = _stage(campaign, gathered, known, options, engine)
    enrolments = official(gathered.extract.table, None, None, stage.calendar, stage.tree, engine)
    rows = _rows(enrolments, stage)
    setting = _setting(enrolments.frame, stage)
    return _decide(_find(enrolments.frame, rows, setting, stage), rows, stage).findings


def _find(enrolments: Frame, rows: Rows, setting: rules.Setting, stage: Stage) -> list[Finding]:
    """Return the findings about rows, files, the extract and the campaign, not yet settled."""
    gathered, engine = stage.gathered, stage.engine
    found = rules.judge_rows(rows.judged, engine, setting)
    due = facts.due_by_site(enrolments, engine)
    told = facts.troubles(gathered.shaped, rows.sending, due, stage.tree)
    found += rules.judge_files(
        gathered.reads,
        told,
        facts.of_files(gathered.reads, rows.sending, stage.tree, stage.campaign),
        setting,
    )
    concerned = _concerned(enrolments, rows, engine)
    found += rules.judge_extract(enrolments, concerned, engine, setting, gathered.extract.duplicates)
    captures = None if gathered.photos is None else coverage.usable(gathered.photos)
    found += rules.judge_captures(enrolments, concerned, captures, engine, setting)
    return found + rules.judge_campaign(stage.campaign)


def _stage(campaign: Campaign, gathered: Gathered, known: Known, options: Options, engine: Engine) -> Stage:
    knows_status = frozenset(c for c in Category if f"{c}.status" in gathered.extract.asked)
    calendar = Calendar(campaign, campaign.as_of, gathered.photos is not None, knows_status)
    return Stage(campaign, gathered, known, options, engine, Tree.of(gathered.register), calendar)


def _setting(enrolments: Frame, stage: Stage) -> rules.Setting:
    asked = set(stage.gathered.extract.asked)
    if stage.gathered.photos is not None:
        asked.add("photos")
    if rules.numbers_hold(enrolments, stage.engine, stage.campaign):
        asked.add("numbers")
    letters = tables.letters_of(stage.gathered.blocks)
    return rules.Setting(stage.campaign, frozenset(asked), stage.tree.sites, letters)


def _rows(enrolments: Official, stage: Stage) -> Rows:
    """Fold, match, trace and judge the roster rows.

    One wide table is kept, of raw values beside raw values; everything after it is an expression over that table.
    """
    engine, gathered = stage.engine, stage.gathered
    formed = sendings.with_form(engine.frame(gathered.roster), gathered.blocks, engine)
    folding = study(formed, fields.CODES, engine, stage.campaign)
    folded = folding.beside(formed)
    seen = _seen(folded, folding, enrolments, engine)
    sending = sendings.trace(seen, gathered, stage.known.submissions, stage.tree, engine)
    sending = replace(sending, returned=stage.known.returned)
    everything = sendings.with_life(seen, sending, stage.campaign, engine)
    live = everything.filter(nw.col("life") == Life.LIVE.value)
    judged = match.judged(live, stage.tree, engine)
    return Rows(everything, judged, sending, _lives(everything, engine))


def _seen(folded: Frame, folding: Folding, enrolments: Official, engine: Engine) -> Frame:
    """Keep each row beside its enrolment, without what an expression can tell again, and put that back."""
    sent = (f"{code}{suffix}" for code in fields.CODES for suffix in ("_raw", "_type"))
    costly = (f"{code}{suffix}" for code in folding.costly for suffix in ("", "_flaws"))
    matches = match.match(folded, enrolments.frame, engine)
    matched = folded.join(matches, on="row_id", how="inner")
    narrow = matched.select(*model.ROSTER_HEAD, "form", *sent, *costly, *model.MATCH_COLUMNS[1:])
    official = (code for code in enrolments.folding.costly if code != "status")
    kept = engine.keep(match.beside_official(narrow, matches, enrolments.frame, engine, official), "seen")
    return enrolments.folding.beside(folding.beside(kept), "o_")


def _lives(everything: Frame, engine: Engine) -> dict[str, Counter[str]]:
    counted = engine.collect(everything.group_by("file", "life").agg(nw.len().alias("n"))).to_pylist()
    lives: dict[str, Counter[str]] = defaultdict(Counter)
    for line in counted:
        lives[line["file"]][line["life"]] = line["n"]
    return lives


def _concerned(enrolments: Frame, rows: Rows, engine: Engine) -> Frame:
    """Return the enrolments that are due or submitted: the only ones whose own record is judged.

    Kept, since an engine would ask the rules of every enrolment before it looks who is concerned.
    """
    sent = (
        rows.judged.filter(nw.col("enrol_id") >= 0)
        .select("enrol_id")
        .unique()
        .with_columns(is_sent=nw.lit(1))
    )
    joined = enrolments.join(sent, on="enrol_id", how="left")
    concerned = joined.filter(nw.col("due") | ~nw.col("is_sent").is_null())
    return engine.keep(concerned.select(*rules.CONCERNED), "concerned")


def _count(
    found: list[Finding], enrolments: Frame, rows: Rows, setting: rules.Setting, stage: Stage
) -> Answer:
    """Settle the findings that need no counting, count students, settle the rest, and put the answer together."""
    stage.options.progress("count", 0, 0)
    decided = _decide(found, rows, stage)
    live = _with_admissions(rows.judged.with_columns(why=tables.why()), decided, stage)
    standing = replace(_standing(decided, rows, stage), excused=_answered(enrolments, stage))
    students = coverage.account(enrolments, live, standing, stage.engine)
    decided = _decide([*found, *_missing(enrolments, students, rows, standing, setting, stage)], rows, stage)
    if decided.excused:
        standing = replace(standing, excused=standing.excused | decided.excused)
        students = coverage.account(enrolments, live, standing, stage.engine)
        decided = _decide(
            [*found, *_missing(enrolments, students, rows, standing, setting, stage)], rows, stage
        )
    return _answer(Counted(decided, enrolments, students, live, standing), rows, setting, stage)


def _with_admissions(live: Frame, decided: decide.Decided, stage: Stage) -> Frame:
    """Let late rows count that were admitted: by a ruling on their finding, or by their student's number."""
    if not decided.admitted and not stage.known.admitted:
        return live
    admitted = nw.col("row_id").is_in(sorted(decided.admitted) or [-1])
    admitted |= nw.col("o_enrol_no").is_in(sorted(stage.known.admitted) or ["\0"])
    return stage.engine.keep(live.with_columns(late=nw.col("late") & ~admitted), "admitted")


def _answered(enrolments: Frame, stage: Stage) -> frozenset[int]:
    """Return the enrolments whose omission a site or the registrar has answered (缓拍, 放弃, 失联, 已转出)."""
    answers = {a.student_no for one in stage.gathered.shaped for a in one.answers if a.answer != SENT_LATER}
    numbers = answers | set(stage.known.excused)
    if not numbers:
        return frozenset()
    found = stage.engine.collect(
        enrolments.filter(nw.col("enrol_no").is_in(sorted(numbers))).select("enrol_id")
    )
    return frozenset(found["enrol_id"].to_pylist())


def _missing(
    enrolments: Frame, students: Frame, rows: Rows, standing: Standing, setting: rules.Setting, stage: Stage
) -> list[Finding]:
    """Return the findings about students and sites, which need the account."""
    concerned = students.filter(rules.may_be_missed())
    found = rules.judge_students(_student_table(concerned, enrolments, stage.engine), setting)
    if stage.known.handed_over is not None:
        everybody = _student_table(students, enrolments, stage.engine)
        found += judge_shoot(everybody, stage.known.handed_over, stage.campaign, setting)
    told = facts.of_sites(students, stage.gathered.reads, rows.sending, standing, stage.engine)
    return found + rules.judge_sites(told, setting)


def _decide(found: list[Finding], rows: Rows, stage: Stage) -> decide.Decided:
    key = stage.known.secret or stage.campaign.id.encode()
    settled = rules.settle(found, key=key, lang=stage.options.lang)
    concerned = {f.file for f in settled if f.row_id < 0 and f.file and f.charged}
    return decide.decide(settled, stage.known.rulings, rows=_rows_of(concerned, rows, stage.engine))


def _rows_of(files: set[str], rows: Rows, engine: Engine) -> dict[tuple[str, str], list[int]]:
    """Return the live rows of the files of which something is charged as a whole."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    if files:
        wanted = rows.judged.filter(nw.col("file").is_in(sorted(files))).select("file", "sheet", "row_id")
        for line in engine.collect(wanted).sort_by("row_id").to_pylist():
            found[line["file"], line["sheet"]].append(line["row_id"])
    return found


def _standing(decided: decide.Decided, rows: Rows, stage: Stage) -> Standing:
    return Standing(
        tree=stage.tree,
        deadline_passed=stage.passed,
        declared_nil=frozenset((said.unit, said.form) for said in rows.sending.declared),
        open_rows=decided.open_rows,
        held=decided.held,
    )


def _student_table(students: Frame, enrolments: Frame, engine: Engine) -> pa.Table:
    """Return the students' lines (``model.STUDENTS``): their records beside what became of them."""
    became = students.select("enrol_id", *coverage.BECAME)
    named = enrolments.join(became, on="enrol_id", how="inner").with_columns(
        student_no=nw.col("enrol_no"),
        branch=nw.col("branch_name"),
        **{code: nw.col(f"{code}_raw") for code in _EXACT},
    )
    table = engine.collect(named.select(*model.STUDENT_COLUMNS)).sort_by("enrol_id")
    return table.cast(model.STUDENTS)


@dataclass(frozen=True)
class Counted:
    """The end of a judgement: what was decided, and what became of every student."""

    decided: decide.Decided
    enrolments: Frame
    students: Frame
    live: Frame
    standing: Standing


def _answer(counted: Counted, rows: Rows, setting: rules.Setting, stage: Stage) -> Answer:
    """Put the tables of the answer together."""
    decided, students, live = counted.decided, counted.students, counted.live
    engine, gathered = stage.engine, stage.gathered
    sites = facts.site_count(live, students, rows.sending, stage)
    found = {
        "findings": rules.to_table(decided.findings),
        "omissions": coverage.omissions(students, engine, asks_photos=stage.calendar.asks_photos),
        "surplus": coverage.surplus(tables.surplus_rows(live, stage.tree, engine)),
        "coverage": coverage.cells(students, engine),
        "sites": coverage.count_sites(sites, decided.findings, fields.KEY_CODES, decided.rows_of),
        "changes": tables.with_forms(decided.changes, rows.everything, engine),
        "files": tables.files(
            gathered.reads, rows.sending, rows.lives, {one.file: one.unreadable for one in gathered.shaped}
        ),
        "register": tables.register(stage.tree),
    }
    summary = summarise(
        found,
        decided.findings,
        engine=engine.name,
        as_of=stage.campaign.as_of.isoformat() if stage.campaign.as_of else "",
        not_asked={code: why.say(stage.options.lang) for code, why in rules.not_asked(setting).items()},
    )
    return Answer(
        stage.campaign, Tables(found, _long_tables(counted, rows, stage)), summary, stage.options.lang
    )


def _long_tables(counted: Counted, rows: Rows, stage: Stage) -> dict[str, Callable[[], pa.Table]]:
    """Return what makes the tables of a line per row or student: who only asks for counts need not wait for them."""
    engine, live, standing = stage.engine, counted.live, counted.standing

    def say(levels: str) -> str:
        return rules.say_evidence(levels, stage.options.lang)

    def sent() -> pa.Table:
        letters = tables.letters_of(stage.gathered.blocks)
        every = tables.rows(rows.everything, live, counted.decided.changes, letters, engine)
        return tables.with_state(every, standing.open_rows, standing.held)

    return {
        "matches": lambda: tables.matches(live, say, engine),
        "students": lambda: _student_table(counted.students, counted.enrolments, engine),
        "rows": sent,
    }

"""The end of a judgement: its tables, the summary, and the answer that holds them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals.stable.v2 as nw

from recon import coverage, fields, model, rules
from recon.normalise.registers.notes import unheeded
from recon.pipeline.answers import rowwise, ruled, tables
from recon.pipeline.answers.answer import Answer
from recon.pipeline.answers.summary import note, summarise
from recon.pipeline.beside import Beside
from recon.pipeline.rows import facts
from recon.result import Tables
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow as pa

    from recon import decide
    from recon.coverage import Standing
    from recon.engine import Engine
    from recon.model import Ruling
    from recon.pipeline.rows.submitted import Rows
    from recon.pipeline.stage import Stage
    from recon.words import Lang, Text

    Frame = nw.LazyFrame[Any]

_EXACT = ("exam_no", "name", "sex", "id_card", "major", "study_form", "class_name")
"""What a student's line shows in the extract's own characters."""


@dataclass(frozen=True)
class Counted:
    """The end of a judgement: what was decided, and what became of every student."""

    decided: decide.Decided
    many: rules.Alike
    """The findings of which one among the decided stands for others."""
    people: coverage.People
    """What :func:`recon.coverage.account` returns."""
    live: Frame
    standing: Standing
    lost: Sequence[Ruling]
    """Rulings that met no finding."""


def answer(counted: Counted, rows: Rows, setting: rules.Setting, stage: Stage) -> Answer:
    """Put the tables of the answer together."""
    decided, gathered = counted.decided, stage.gathered
    lists = Beside(partial(_lists, counted, rows, stage))
    with lists:
        findings = rules.with_alike(decided.findings, counted.many, stage.options.lang)
        cells = coverage.cells(counted.people)
        changes = tables.with_forms(decided.changes, rows.keyed.rows)
        unreadable = {one.file: one.unreadable for one in gathered.shaped}
        files = tables.files(gathered.reads, rows.sending, rows.lives, unreadable)
        register = tables.register(stage.tree)
    asked, times = lists.answer(), counted.many.times
    found = {
        "findings": findings,
        "omissions": asked.omissions,
        "surplus": asked.surplus,
        "coverage": cells,
        "sites": coverage.count_sites(
            asked.sites, decided.findings, fields.KEY_CODES, decided.rows_of, times
        ),
        "changes": changes,
        "files": files,
        "register": register,
    }
    summary = summarise(
        found,
        engine=stage.engine.name,
        as_of=stage.campaign.as_of.isoformat() if stage.campaign.as_of else "",
        not_asked={code: why.say(stage.options.lang) for code, why in _not_asked(setting, rows, stage)},
        lives=rows.lives if gathered.columns else None,
    )
    note(summary, partial(_notes, counted, stage), stage.options.lang)
    summary["extracts"] = [origin._asdict() for origin in gathered.extract.origins]
    return Answer(
        stage.campaign, Tables(found, _long_tables(counted, rows, stage)), summary, stage.options.lang
    )


def _not_asked(setting: rules.Setting, rows: Rows, stage: Stage) -> Iterable[tuple[str, Text]]:
    """Return the rules that nobody was asked, and why: by the end it is known whether a file's time is."""
    files = (read.file for read in stage.gathered.reads)
    occasions = {
        "times": bool(stage.campaign.deadline) and any(map(rows.sending.received_at, files)),
        "handed_over": stage.known.handed_over is not None,
    }
    known = {name for name, there in occasions.items() if there}
    return rules.not_asked(replace(setting, asked=setting.asked | known)).items()


def _notes(counted: Counted, stage: Stage, lang: Lang) -> Iterator[str]:
    """Yield what must be said of the answer as a whole, that no finding says."""
    gathered = stage.gathered
    yield from (text.say(lang) for text in (*gathered.extract.notes, *gathered.notes))
    files = {read.file for read in gathered.reads}
    yield from unheeded(
        gathered.submissions, files, lambda unit: stage.tree.registered(unit) != UNKNOWN, lang
    )
    if gathered.columns:
        yield from gathered.columns.notes(lang)
    if stage.known.rulings:
        yield from ruled.notes(counted.decided, lang)
    if stage.known.all_meant:
        yield from ruled.gone(counted.lost, lang)


class _Lists(NamedTuple):
    """What the engine is asked for the answer."""

    sites: coverage.SiteCount
    omissions: pa.Table
    surplus: pa.Table


def _lists(counted: Counted, rows: Rows, stage: Stage) -> _Lists:
    people, live, engine = counted.people, counted.live, stage.engine
    odd = tables.surplus_rows(live, stage.gathered.roster, rows.concerned, stage.tree, engine)
    seen = facts.site_count(live, people, rows.sending, stage)
    return _Lists(
        replace(seen, open=facts.open_units(rows.narrow, counted.standing)),
        coverage.omissions(people, rows.concerned, engine, asks_photos=stage.calendar.asks_photos),
        coverage.surplus(odd),
    )


def _long_tables(counted: Counted, rows: Rows, stage: Stage) -> dict[str, Callable[[], pa.Table]]:
    """Return what makes the tables of a line per row or student: who only asks for counts need not wait for them."""
    engine, standing = stage.engine, counted.standing

    def say(levels: str) -> str:
        return rules.say_evidence(levels, stage.options.lang)

    def sent() -> pa.Table:
        letters = tables.letters_of(stage.gathered.blocks)
        every = rowwise.rows(rows, counted.decided.changes, letters)
        return tables.with_state(every, standing.open_rows, standing.held)

    return {
        "matches": lambda: rowwise.matches(rows, say),
        "students": lambda: student_table(counted.people.students, rows.concerned, engine),
        "rows": sent,
    }


def student_table(students: pa.Table, enrolments: Frame, engine: Engine) -> pa.Table:
    """Return the students' lines (``model.STUDENTS``): their records beside what became of them."""
    became = engine.frame(coverage.in_words(students.select(["enrol_id", *coverage.BECAME])))
    named = enrolments.join(became, on="enrol_id", how="inner").with_columns(
        student_no=nw.col("enrol_no"),
        branch=nw.col("branch_name"),
        **{code: nw.col(f"{code}_raw") for code in _EXACT},
    )
    table = engine.collect(named.select(*model.STUDENT_COLUMNS)).sort_by("enrol_id")
    return table.cast(model.STUDENTS)

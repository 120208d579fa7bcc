"""Count: settle the findings, account for every student, and settle what only the account can tell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon import coverage, decide, rules
from recon.coverage import Standing
from recon.pipeline.answers import tables
from recon.pipeline.answers.answering import Counted, answer, student_table
from recon.pipeline.answers.shoot import judge_shoot
from recon.pipeline.beside import Beside
from recon.pipeline.rows import facts
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from recon.model import Finding
    from recon.pipeline.answers.answer import Answer
    from recon.pipeline.rows.numbers import Numbers
    from recon.pipeline.rows.submitted import Rows
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]


def count(found: list[Finding], rows: Rows, numbers: Numbers, setting: rules.Setting, stage: Stage) -> Answer:
    """Settle the findings that need no counting, count students, settle the rest, and put the answer together.

    Args:
        found: the findings about rows, files, records and the campaign.
        rows: the submitted side.
        numbers: whether their logic holds, which the engine is asked meanwhile.
        setting: what the rules lean on, as far as is known.
        stage: what every step needs.
    """
    stage.options.progress("count", 0, 0)
    with numbers.hold:
        decided = before = decide_over(found, rows, stage)
        narrow = _with_admissions(rows.narrow, decided, stage)
    setting = numbers.told(setting)
    live = (rows.live if narrow is rows.narrow else stage.engine.frame(narrow)).with_columns(why=tables.why())
    standing = replace(_standing(decided, rows, stage), excused=_answered(rows, stage))
    known = rows.people.answer()
    people = coverage.account(known, narrow, standing)
    decided, many = _with_missing(before, people, rows, standing, setting, stage)
    lost = decided.gone  # an excused omission is no longer found below, so its ruling would count as gone
    if decided.excused:
        standing = replace(standing, excused=standing.excused | decided.excused)
        people = coverage.account(known, narrow, standing)
        decided, many = _with_missing(before, people, rows, standing, setting, stage)
    return answer(Counted(decided, many, people, live, standing, lost), rows, setting, stage)


def _with_admissions(live: pa.Table, decided: decide.Decided, stage: Stage) -> pa.Table:
    """Let late rows count that were admitted: by a ruling on their finding, or by their student's number."""
    if not decided.admitted and not stage.known.admitted:
        return live
    ruled = pc.is_in(live["row_id"], value_set=pa.array(sorted(decided.admitted), pa.int64()))
    known = pc.is_in(live["o_enrol_no"], value_set=pa.array(sorted(stage.known.admitted), pa.string()))
    late = pc.and_(live["late"], pc.invert(pc.or_(ruled, known)))
    return live.set_column(live.schema.get_field_index("late"), "late", late)


def _answered(rows: Rows, stage: Stage) -> frozenset[int]:
    """Return the enrolments whose omission a site or the registrar has answered (缓拍, 放弃, 失联, 已转出)."""
    excused = frozenset(rows.answered.excused)
    if not stage.known.excused:
        return excused
    numbers = sorted(stage.known.excused)
    found = rows.concerned.filter(nw.col("enrol_no").is_in(numbers)).select("enrol_id")
    return excused.union(stage.engine.collect(found)["enrol_id"].to_pylist())


def _with_missing(
    before: decide.Decided,
    people: coverage.People,
    rows: Rows,
    standing: Standing,
    setting: rules.Setting,
    stage: Stage,
) -> tuple[decide.Decided, rules.Alike]:
    """Decide over the findings that need the account, and put them beside those decided before.

    Of the many that say the same of a site's students, one stands among them for all.
    """
    missed = Beside(partial(_missed, people, rows, stage))
    with missed:
        told = facts.of_sites(people, stage.gathered.reads, rows.sending, standing)
        found = rules.judge_sites(told, setting)
    if stage.known.handed_over is not None:
        everybody = student_table(people.students, rows.concerned, stage.engine)
        found += judge_shoot(everybody, stage.known.handed_over, stage.campaign, setting)
    lines = rules.judge_students(missed.answer(), setting)
    themselves, many = rules.alike(lines, setting, _key(stage), stage.known.rulings)
    now = decide_over([*found, *themselves, *many.ones], rows, stage)
    return decide.together(before, now, rules.merge((before.findings, now.findings))), many


def _missed(people: coverage.People, rows: Rows, stage: Stage) -> pa.Table:
    """Return the lines of the students who are omitted, or whose photo is watched."""
    students = people.students
    watched = students["due"].to_numpy() & coverage.says(students["photo_state"], *rules.WATCHED)
    which = pa.array(coverage.says(students["state"], rules.OMITTED) | watched)
    return student_table(students.filter(which), rows.concerned, stage.engine)


def _key(stage: Stage) -> bytes:
    return stage.known.secret or stage.campaign.id.encode()


def decide_over(found: list[Finding], rows: Rows, stage: Stage) -> decide.Decided:
    """Settle findings and decide over them."""
    settled = rules.settle(found, key=_key(stage), lang=stage.options.lang)
    concerned = {f.file for f in settled if f.row_id < 0 and f.file and f.charged}
    return decide.decide(settled, stage.known.rulings, rows=_rows_of(concerned, rows.narrow))


def _rows_of(files: set[str], live: pa.Table) -> dict[tuple[str, str], list[int]]:
    """Return the live rows of the files of which something is charged as a whole; the engine is not asked."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    if files:
        wanted = live.select(["file", "sheet", "row_id"]).filter(
            pa.array(coverage.says(live["file"], *files))
        )
        for file, sheet, row_id in zip(*(column.to_pylist() for column in wanted.columns), strict=True):
            found[file, sheet].append(row_id)
    return found


def _standing(decided: decide.Decided, rows: Rows, stage: Stage) -> Standing:
    return Standing(
        tree=stage.tree,
        deadline_passed=stage.passed,
        declared_nil=frozenset((said.unit, said.form) for said in rows.sending.declared),
        open_rows=decided.open_rows,
        held=decided.held,
        nameless="" in rows.sending.units and rows.sending.units[""].code == UNKNOWN,
    )

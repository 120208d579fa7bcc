"""Rows that should not be there, or not there: unknown people, wrong cohorts, students of others, repeats.

An intruder is a whole row. Its ``spoil`` works as for a cell; ``field`` is empty where the row itself is the mistake.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.sample import numbers
from recon.sample.names import make_name
from recon.sample.rows import CODES, Cell, clean_line
from recon.sample.spoilers.rowkit import intruder
from recon.sample.spoilers.scene import is_untouched
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.sample.people import Enrolment
    from recon.sample.rows import Line
    from recon.sample.spoilers.rowkit import Target
    from recon.sample.spoilers.scene import Scene

_GONE = ("退学", "开除", "转出", "休学", "毕业")
_PENDING = ("未注册", "异动中")


def _below(target: Target, scene: Scene, enrolment: Enrolment) -> bool:
    return target.delivery.unit in scene.world.organisation.line(enrolment.site)


def _free(target: Target, scene: Scene, enrolments: Iterable[Enrolment]) -> list[Enrolment]:
    """Keep those of this unit's own sites who stand in no file yet."""
    return [
        e for e in enrolments
        if e.student_no not in scene.sent and e.student_no not in scene.busy and not e.flaw
        and scene.alone(e) and _below(target, scene, e)
    ]  # fmt: skip


def _borrowed(target: Target, scene: Scene, enrolments: Iterable[Enrolment]) -> Line | None:
    free = _free(target, scene, enrolments)
    return clean_line(scene.world, scene.chance.choice(free)) if free else None


@intruder("MA01", Trust.ASK_SITE)
def person_in_no_extract(target: Target, scene: Scene) -> Line | None:
    """Nobody has this 学号 or this ID; the name is a natural one and may be a homonym: names find nobody."""
    current = (line.student for line in target.lines if line.student and line.student.group == "current")
    model = next(current, None)
    if model is None:
        return None
    sex = scene.chance.choice("男女")
    number = model.student_no[:9] + str(scene.chance.randrange(9_000, 9_999))
    identity = numbers.identity_number(scene.chance, sex, (1970, 1999))
    if scene.exists(number) or scene.exists(identity):
        return None
    person = replace(model, student_no=number, id_card=identity, name=make_name(scene.chance), sex=sex)
    return replace(clean_line(scene.world, person), student=None, counts_for=None)


@intruder("SC01", Trust.ASK_SITE)
def student_of_next_year(target: Target, scene: Scene) -> Line | None:
    """Cohort newer than the campaign: surplus; the row agrees with the extract, so DF06 says nothing."""
    return _borrowed(
        target, scene, (e for e in scene.world.enrolments if e.group == "newer" and _is(e, "open", "在籍"))
    )


@intruder("SC02", Trust.ASK_SITE, form="adult")
def adult_student_of_the_other_level(target: Target, scene: Scene) -> Line | None:
    """Adult 专升本: only 专科 is collected."""
    wanted = (
        e
        for e in scene.world.enrolments
        if e.level == "本科" and e.group == "current" and _is(e, "adult", "在籍")
    )
    return _borrowed(target, scene, wanted)


@intruder("SC03", Trust.ASK_SITE, weight=2)
def student_who_left(target: Target, scene: Scene) -> Line | None:
    """退学, 开除, 转出, 休学: surplus, kept off the hand-over."""
    return _borrowed(target, scene, _current(scene, _GONE))


@intruder("SC03", Trust.ASK_SITE)
def student_in_transition(target: Target, scene: Scene) -> Line | None:
    """未注册 or 异动中: a warning, because it may still change."""
    return _borrowed(target, scene, _current(scene, _PENDING))


@intruder("SC04", Trust.NONE)
def earlier_student_with_a_good_photo(target: Target, scene: Scene) -> Line | None:
    """Earlier cohort whose photo still holds: neither due nor eligible, so surplus, and SC04 says why."""
    states = scene.world.photos
    wanted = (
        e for e in scene.world.enrolments
        if e.group == "earlier" and _is(e, "open", "在籍") and states[e.student_no].state in {"valid", "expiring"}
    )  # fmt: skip
    return _borrowed(target, scene, wanted)


@intruder("SC05", Trust.CONFIRM, field="site", also=("DF07", "FI11"))
def student_of_another_unit(target: Target, scene: Scene) -> Line | None:
    """Sent only by a unit that is not above the home site: warned, confirmed by both; SC05 stands over DF07."""
    unsent = [e for e in target.forgotten if e.student_no not in scene.busy | scene.sent and not e.flaw]
    free = [e for e in unsent if _is_foreign(target, scene, e)]
    return clean_line(scene.world, scene.chance.choice(free)) if free else None


@intruder("DU01", Trust.SAFE)
def same_row_twice(target: Target, scene: Scene) -> Line | None:
    """The identical row again: one stays on the corrected sheet, the other is listed there."""
    return _again(target, scene)


@intruder("DU01", Trust.ASK_SITE, also=("DF05",))
def same_student_twice_with_another_major(target: Target, scene: Scene) -> Line | None:
    """The same student in two different rows: which one holds is for the site to say; the major itself is DF05."""
    line = _again(target, scene)
    return line.with_cell("major", Cell("小学教育")) if line else None


def _again(target: Target, scene: Scene) -> Line | None:
    clean = [line for line in target.lines if _is_usual(line, scene)]
    return scene.chance.choice(clean) if clean else None


def _is_usual(line: Line, scene: Scene) -> bool:
    """Tell whether the row is clean, and so is the student's record."""
    return is_untouched(line, scene) and line.student is not None and not line.student.flaw


@intruder("DU03", Trust.CONFIRM, also=("SC05", "DF07", "FI11"))
def student_whom_another_unit_sends_too(target: Target, scene: Scene) -> Line | None:
    """Claimed by two units: the extract's home site is proposed; DU03 stands over SC05 and DF07."""
    usual = [line for line in target.elsewhere if _is_usual(line, scene)]
    free = [line for line in usual if line.student and _is_foreign(target, scene, line.student)]
    return scene.chance.choice(free) if free else None


def _is_foreign(target: Target, scene: Scene, enrolment: Enrolment) -> bool:
    """Tell whether the student is due on the open form, has no other enrolment, and is another unit's."""
    due = enrolment.category == "open" and scene.world.is_due(enrolment) and scene.alone(enrolment)
    return due and not _below(target, scene, enrolment)


@intruder("HD05", Trust.ASK_SITE, form="adult", also=("IC02", "SC02", "MA01", "NO01", "VO02", "DF04"))
def open_student_on_the_adult_form(target: Target, scene: Scene) -> Line | None:
    """An open-education student on 附表2 with its code: the code fits the form, the student does not.

    HD05 stands over IC02, MA01 and SC02; the student is found in the open extract and counts as submitted.
    """
    free = _free(target, scene, (e for e in target.forgotten if e.category == "open"))
    if not free:
        return None
    return clean_line(scene.world, free[0]).with_cell("institution_code", Cell(CODES["adult"]))


def _is(enrolment: Enrolment, category: str, status: str) -> bool:
    return enrolment.category == category and enrolment.status == status


def _current(scene: Scene, statuses: tuple[str, ...]) -> Iterable[Enrolment]:
    return (
        e
        for e in scene.world.enrolments
        if e.group == "current" and e.category == "open" and e.status in statuses
    )

"""Mistakes about who a row is (MA), and the duplicates they make (DU04, DU05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample import numbers
from recon.sample.names import make_name
from recon.sample.spoilers.kit import other_digit, spoiler, swapped, text
from recon.words import Trust

if TYPE_CHECKING:
    from recon.sample.rows import Line
    from recon.sample.spoilers.kit import Change
    from recon.sample.spoilers.scene import Scene

_BESIDE = ("MA03", "DF01", "DF02", "DF03", "DF04", "DF05", "DF06", "DF07", "DF09", "ID07", "ID09")
_KEYS = ("student_no", "id_card", "name")


def _own(line: Line) -> str:
    return line.cells["student_no"].value


@spoiler("MA02", "student_no", Trust.CONFIRM, categories=("open",), weight=2)
def number_with_one_wrong_digit(line: Line, scene: Scene) -> Change:
    """One digit, a number nobody has: found by the ID, the name agrees."""
    wrong = other_digit(_own(line), scene.chance.randrange(13), scene.chance)
    return None if scene.exists(wrong) else text("student_no", wrong)


@spoiler("MA02", "student_no", Trust.CONFIRM, categories=("open",))
def number_with_swapped_digits(line: Line, scene: Scene) -> Change:
    """Two neighbours swapped, a number nobody has."""
    places = [n for n in range(12) if _own(line)[n] != _own(line)[n + 1]]
    wrong = swapped(_own(line), scene.chance.choice(places))
    return None if scene.exists(wrong) else text("student_no", wrong)


@spoiler("MA02", "student_no", Trust.CONFIRM, categories=("open",), also=("NO03",))
def number_too_short(line: Line, scene: Scene) -> Change:
    """A digit is missing: NO03 sees that too, but MA02 stands over it because the ID finds the student."""
    position = scene.chance.randrange(5, 13)
    return text("student_no", _own(line)[:position] + _own(line)[position + 1 :])


@spoiler("MA02", "student_no", Trust.ASK_SITE, categories=("open",), also=("NO03", "NO05"))
def number_of_another_kind(line: Line, _scene: Scene) -> Change:
    """A number of another school's make: too far away to confirm with one click."""
    return text("student_no", f"2013370{_own(line)[-6:][::-1]}")


@spoiler("MA04", "id_card", Trust.ASK_SITE, fields=_KEYS, also=(*_BESIDE, "MA02"))
def identity_of_another_student(_line: Line, scene: Scene) -> Change:
    """学号 and name say one student, the ID another one of the extract: two candidates are never decided here.

    The row counts for the one whose name agrees.
    """
    other = scene.stranger()
    return text("id_card", other.id_card) if other else None


@spoiler("MA04", "student_no", Trust.ASK_SITE, categories=("open",), fields=_KEYS, also=(*_BESIDE, "MA02"))
def number_of_another_student(_line: Line, scene: Scene) -> Change:
    """ID and name say one student, the 学号 another one."""
    other = scene.stranger()
    return text("student_no", other.student_no) if other else None


@spoiler("MA04", "id_card", Trust.ASK_SITE, fields=_KEYS, also=(*_BESIDE, "MA02", "DU05"))
def identity_of_a_neighbour(line: Line, scene: Scene) -> Change:
    """The ID of another row of the same file, copied with the mouse: DU05 stands beside it."""
    other = scene.neighbour(line)
    return text("id_card", other.cells["id_card"].value) if other else None


@spoiler(
    "MA04",
    "student_no",
    Trust.ASK_SITE,
    categories=("open",),
    fields=_KEYS,
    also=(*_BESIDE, "MA02", "DU04"),
)
def number_of_a_neighbour(line: Line, scene: Scene) -> Change:
    """The 学号 of another row of the same file: one number, two people (DU04 beside it)."""
    other = scene.neighbour(line)
    return text("student_no", other.cells["student_no"].value) if other else None


@spoiler(
    "MA05",
    "student_no",
    Trust.ASK_SITE,
    flaw="EX04",
    fields=_KEYS,
    also=("MA02", "DU05", "NO05"),
    counts=False,
)
def number_unknown_and_two_candidates(line: Line, scene: Scene) -> Change:
    """The ID stands under two 在籍 numbers of one level (EX04), the 学号 is neither's: nobody can decide that here."""
    wrong = f"{_own(line)[:9]}{scene.chance.randrange(5_000, 9_999)}"
    return None if scene.exists(wrong) else text("student_no", wrong)


@spoiler(
    "MA06",
    "student_no",
    Trust.CONFIRM,
    categories=("open",),
    pair=True,
    also=("SC03", "DF04", "DF05", "DF06", "DF07", "DF09", "MA02", "DU05"),
)
def number_of_the_finished_level(line: Line, scene: Scene) -> Change:
    """The 专科 number of a student who is now in 本科: one enrolment of the row's level is in scope, so it is proposed.

    The finished enrolment's own fields are not the site's mistakes: MA06 is charged for them all.
    """
    assert line.student
    others = [e for e in scene.world.by_person[line.student.id_card] if e is not line.student]
    fitting = [e for e in others if (e.level, e.status) == ("专科", "毕业")]
    return text("student_no", fitting[0].student_no) if len(others) == len(fitting) == 1 else None


@spoiler(
    "MA07", "student_no", Trust.NEVER, categories=("open",), fields=_KEYS, also=(*_BESIDE, "MA01", "DU04")
)
def name_and_identity_of_somebody_unknown(line: Line, scene: Scene) -> Change:
    """Name and ID both differ from the 学号's: another person, never a correction. The row counts for the 学号's."""
    assert line.student
    other = numbers.identity_number(scene.chance, line.student.sex, (1965, 1999))
    name = make_name(scene.chance)
    strange = not scene.exists(other) and not set(name) & set(line.student.name) and len(name) == 3
    return {**text("name", name), **text("id_card", other)} if strange else None

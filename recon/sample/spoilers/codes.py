"""Mistakes in the institution code (IC) and in the 学号 (NO)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample.rows import CODES, Cell
from recon.sample.spoilers.kit import spoiler, text
from recon.words import Trust

if TYPE_CHECKING:
    from recon.sample.rows import Line
    from recon.sample.spoilers.kit import Change
    from recon.sample.spoilers.scene import Scene


@spoiler("IC01", "institution_code", Trust.SAFE, by_person=False)
def institution_code_left_out(_line: Line, _scene: Scene) -> Change:
    """The row is matched in its form's extract, so the form's only code is certain."""
    return text("institution_code", "")


@spoiler("IC02", "institution_code", Trust.SAFE, by_person=False)
def institution_code_mistyped(line: Line, scene: Scene) -> Change:
    """A code of no form: safe, because the row is matched in this form's extract."""
    code = line.cells["institution_code"].value
    return text(
        "institution_code", scene.chance.choice((code[:-1] + "8", code[:2] + code[3] + code[2] + code[4]))
    )


@spoiler("IC02", "institution_code", Trust.SAFE, by_person=False, also=("HD05",))
def institution_code_of_the_other_form(line: Line, _scene: Scene) -> Change:
    """Matched in this form's extract, so only the code is wrong; were the student of the other form, HD05."""
    own = line.cells["institution_code"].value
    return text("institution_code", next(code for code in CODES.values() if code != own))


@spoiler("NO01", "student_no", Trust.CONFIRM, categories=("open",), also=("MA02",))
def number_left_out(_line: Line, _scene: Scene) -> Change:
    """ID and name agree with one enrolment that is due: NO01 is charged over every MA and DF of the field."""
    return text("student_no", "")


@spoiler("NO02", "student_no", Trust.SAFE, by_person=False, categories=("open",), weight=2)
def number_with_spaces(line: Line, scene: Scene) -> Change:
    """Spaces, NBSP and zero-width characters mean nothing: the folded number is the extract's own."""
    number, blank = line.cells["student_no"].value, scene.chance.choice((" ", "\u00a0", "\u3000", "\u200b"))
    return text("student_no", scene.chance.choice((number[:7] + blank + number[7:], number + blank)))


@spoiler("NO02", "student_no", Trust.SAFE, by_person=False, categories=("open",))
def number_in_full_width(line: Line, _scene: Scene) -> Change:
    """Full-width digits, from an input method left on."""
    number = line.cells["student_no"].value
    return text("student_no", "".join(chr(ord(digit) + 0xFEE0) for digit in number))


@spoiler("NO02", "student_no", Trust.SAFE, by_person=False, categories=("open",))
def number_with_apostrophe_or_hyphen(line: Line, scene: Scene) -> Change:
    """A typed apostrophe to force text, or hyphens between the parts."""
    number = line.cells["student_no"].value
    return text("student_no", scene.chance.choice((f"'{number}", f"{number[:5]}-{number[5:8]}-{number[8:]}")))


@spoiler("NO02", "student_no", Trust.CONFIRM, categories=("open",), also=("MA02", "NO03"))
def number_with_letters(line: Line, _scene: Scene) -> Change:
    """O for 0 or l for 1: no longer spelling but another value, so it is found by the ID and confirmed.

    NO02 names the cause; MA02 (found by the ID) is its evidence.
    """
    number = line.cells["student_no"].value
    tail = number[8:].replace("0", "O", 1) if "0" in number[8:] else number[8:].replace("1", "l", 1)
    return text("student_no", number[:8] + tail) if tail != number[8:] else None


@spoiler(
    "NO03", "student_no", Trust.ASK_SITE, by_person=False, flaw="no-id", also=("MA01", "NO05"), counts=False
)
def number_cut_to_its_end(line: Line, _scene: Scene) -> Change:
    """Only the last six digits, and the platform has no ID of this student: nothing finds the row (MA01 beside it).

    Were the row found by its ID, MA02 would be charged instead.
    """
    return text("student_no", line.cells["student_no"].value[-6:])


@spoiler("NO04", "student_no", Trust.SAFE, by_person=False, sheet_only=True, weight=2)
def number_stored_as_number(line: Line, _scene: Scene) -> Change:
    """Thirteen digits survive in a number cell: the value is right, only the cell is not text."""
    return {"student_no": Cell(line.cells["student_no"].value, "number")}

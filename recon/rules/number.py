"""NO: the student number (学号), NO01–NO05; the 13-digit logic holds for the open form only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon.fields import EXAM_NO, STUDENT_NO
from recon.rules import spelling
from recon.rules.ask import has
from recon.rules.digits import OPEN_NUMBER, number_contradicts
from recon.rules.rule import ERROR, UNMATCHED, WARNING, Rule, bad, good, rule
from recon.values.identity import is_resident_id
from recon.values.student_number import disagreements
from recon.words import CellType, Text, Trust

if TYPE_CHECKING:
    from recon.rules.rule import Case


@rule(
    "NO01",
    on=(STUDENT_NO, EXAM_NO),
    severity=ERROR,
    title=Text("缺学号", "The student number is missing"),
    message=Text(
        "学号为空。请填写（成人教育可填考生号）。",
        "The student number is empty. Fill it in (adult education: or the examination number).",
    ),
    trust=Trust.ASK_SITE,
    after=("VO05",),
    examples=(
        good(student_no="1864001450123"),
        good("adult education may give the 考生号", form="adult", student_no="", exam_no="1864010123"),
        bad(student_no="", by="id_card", proposal="1864001450123", trust=Trust.CONFIRM),
        bad(**UNMATCHED, student_no="", trust=Trust.ASK_SITE),
        bad(
            "only white space",
            student_no="\u3000",
            by="id_card",
            proposal="1864001450123",
            trust=Trust.CONFIRM,
        ),
        bad(
            "an adult roster with 考生号 alone",
            form="adult",
            student_no="",
            student_no_type="absent",
            exam_no="",
            o_exam_no="1964010123",
            o_exam_no_raw="1964010123",
            by="id_card",
            proposal="1964010123",
            trust=Trust.CONFIRM,
        ),
    ),
)
def student_number_is_missing(field: str) -> nw.Expr:
    """An open row needs its 学号; an adult row 学号 or 考生号; the latter where there is no column for the other."""
    adult = nw.col("form") == "adult"
    if field == EXAM_NO.code:
        return adult & (nw.col("exam_no") == "") & (nw.col("student_no_type") == CellType.ABSENT.value)
    return (nw.col("student_no") == "") & (~adult | (nw.col("exam_no") == ""))


@rule(
    "NO02",
    on=STUDENT_NO,
    severity=ERROR,
    title=Text("学号含多余字符", "Stray characters in the student number"),
    message=Text(
        "学号中有{flaws}。{advice}。",
        "The student number holds {flaws}. {advice}.",
    ),
    trust=Trust.ASK_SITE,
    after=("NO01",),
    spares="exact",
    tell=spelling.tell,
    examples=(
        good(student_no="1864001450123"),
        bad(student_no=" 1864001 450123", proposal="1864001450123", trust=Trust.SAFE),
        bad(student_no="１８６４００１４５０１２３", proposal="1864001450123", trust=Trust.SAFE),
        bad(student_no="'1864001450123", proposal="1864001450123", trust=Trust.SAFE),
        bad(student_no="18640-01450123", proposal="1864001450123", trust=Trust.SAFE),
        bad(
            "O for 0: found by the ID",
            student_no="18640O1450123",
            by="id_card",
            proposal="1864001450123",
            trust=Trust.CONFIRM,
        ),
        bad(
            "a suggestion, no change",
            **UNMATCHED,
            student_no=" 1864001450123",
            proposal="1864001450123",
            trust=Trust.ASK_SITE,
        ),
        bad("the record has letters too", student_no="XY-78", o_student_no="XY78", proposal="XY78"),
        bad("no number to suggest", **UNMATCHED, student_no="XY-78", proposal="", trust=Trust.ASK_SITE),
    ),
)
def student_number_has_strange_characters() -> nw.Expr:
    """White space, invisible marks, full width, apostrophes and hyphens mean nothing.

    Letters may stand for digits.
    """
    # An ID that stands here is another mistake than a letter in a number.
    return (nw.col("conflict") != "misplaced") & has(
        "student_no",
        "space",
        "invisible",
        "width",
        "apostrophe",
        "hyphen",
        "decimal",
        "case",
        "compatibility",
        "letter",
        "punctuation",
    )


@rule(
    "NO03",
    on=STUDENT_NO,
    severity=ERROR,
    title=Text("学号位数不对", "The student number is not 13 digits"),
    message=Text(
        "学号应为 13 位数字，现为 {length} 个字符{looks}。请核对后更正。",
        "A student number has 13 digits; this one has {length} characters{looks}. Check and correct it.",
    ),
    trust=Trust.ASK_SITE,
    after=("VO05", "NO01", "NO02"),
    spares="folded",
    tell=lambda case: {
        "length": str(len(case["student_no"])),
        "looks": "id_card" if is_resident_id(case["student_no"]) else "",
    },
    examples=(
        good(student_no="1864001450123"),
        good("each school makes its own adult numbers", form="adult", student_no="2019-A07"),
        good("an Excel error has no length", **UNMATCHED, student_no="#N/A", student_no_type="error"),
        good(
            "an extract's own value is never the site's error", student_no="18640014", o_student_no="18640014"
        ),
        bad(student_no="186400145012", by="id_card", proposal="1864001450123", trust=Trust.CONFIRM),
        bad(**UNMATCHED, student_no="186400145012", trust=Trust.ASK_SITE),
        bad("shown, not stored", **UNMATCHED, student_no="1.86401E+12", trust=Trust.ASK_SITE),
        bad("the ID's place", **UNMATCHED, student_no="100101199903081232", trust=Trust.ASK_SITE),
    ),
)
def student_number_has_wrong_length() -> nw.Expr:
    """Open-education numbers have had 13 digits since the autumn intake of 2009."""
    return (nw.col("form") == "open") & ~nw.col("student_no").str.contains(OPEN_NUMBER)


@rule(
    "NO04",
    on=STUDENT_NO,
    severity=WARNING,
    title=Text("学号存为数字", "Student number stored as a number"),
    message=Text(
        "学号单元格是数字格式。请改为文本格式。",
        "The cell is a number. Format it as text, as the notice asks.",
    ),
    trust=Trust.SAFE,
    after=("NO01",),
    examples=(
        good(student_no="1864001450123"),
        bad(student_no_type="number", proposal="1864001450123", trust=Trust.SAFE),
        bad("whatever it is matched to", **UNMATCHED, student_no_type="number", trust=Trust.SAFE),
    ),
)
def student_number_is_stored_as_a_number() -> nw.Expr:
    """Thirteen digits survive in a number cell, but CSV shows them as 1.86401E+12."""
    return nw.col("student_no_type") == "number"


def _contradicted(case: Case) -> str:
    told = {name: case[name] for name in ("cohort", "level", "province")}
    return " ".join(disagreements(case["student_no"], **told))


@rule(
    "NO05",
    on=STUDENT_NO,
    severity=WARNING,
    title=Text("学号与年级层次不符", "Student number contradicts the row"),
    message=Text(
        "学号中的{parts}与本行填写的不一致。请核对学号。",
        "What the number says of {parts} disagrees with the row. Check the number.",
    ),
    after=("NO01", "NO02", "NO03"),
    needs=("numbers",),
    tell=lambda case: {"parts": _contradicted(case)},
    examples=(
        good(**UNMATCHED, student_no="1864001450123"),
        good("asked on unmatched rows only", student_no="1964001450123", o_student_no="1964001450123"),
        good(
            "not asked when the extract itself breaks it",
            **UNMATCHED,
            numbers=False,
            student_no="1964001450123",
        ),
        good("a level that is none says nothing (VO02)", **UNMATCHED, level="中专"),
        bad("entered 2019, says 2018秋季", **UNMATCHED, student_no="1964001450123"),
        bad("level digit 2 = 本科, says 专科", **UNMATCHED, student_no="1864001250123"),
    ),
)
def student_number_contradicts_the_row() -> nw.Expr:
    """Year, province, category, level and season are in the number (docs/definitions.md, "Student numbers")."""
    open_and_unmatched = (nw.col("form") == "open") & ~nw.col("matched")
    return open_and_unmatched & number_contradicts("student_no", "cohort", "level", "province")


RULES: tuple[Rule, ...] = (
    student_number_is_missing,
    student_number_has_strange_characters,
    student_number_has_wrong_length,
    student_number_is_stored_as_a_number,
    student_number_contradicts_the_row,
)

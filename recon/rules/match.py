"""MA: which enrolment a row is; the ladder has decided, these rules say what it found (MA01–MA03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon.fields import EXAM_NO, ID_CARD, STUDENT_NO
from recon.rules.ask import agrees, differs, number_agrees
from recon.rules.rule import ERROR, UNMATCHED, Rule, bad, good, rule
from recon.words import Category, Text, Trust

if TYPE_CHECKING:
    from recon.rules.rule import Case

OTHER_ID = "200101198802290034"
"""Another person's, synthetic."""


def _sought(case: Case) -> str:
    """Return the keys the row gives: what it does not give was looked for nowhere."""
    keys = [field.code for field in (STUDENT_NO, EXAM_NO, ID_CARD) if case[field.code]]
    return "+".join(keys) or "nothing"


@rule(
    "MA01",
    severity=ERROR,
    title=Text("学籍中查无此人", "In no extract by any key"),
    message=Text(
        "{sought}。请核对，未填的请补上；确是学生的，请说明。",
        "{sought}. Check what is there and fill in what is missing; if it is a student, explain.",
    ),
    trust=Trust.ASK_SITE,
    needs=("looked_up",),
    tell=lambda case: {"cohort": case["cohort"], "category": case["form"], "sought": _sought(case)},
    examples=(
        good(),
        good("no extract of this form was given", **UNMATCHED, looked_up=False),
        bad(**UNMATCHED, trust=Trust.ASK_SITE),
    ),
)
def row_is_in_no_extract() -> nw.Expr:
    """Never matched on the name alone: one in twenty students shares a full name."""
    return ~nw.col("matched") & (nw.col("conflict") == "")


@rule(
    "MA02",
    on=STUDENT_NO,
    severity=ERROR,
    title=Text("学号查不到，按身份证号或考生号找到", "Unknown number, found by another"),
    message=Text(
        "该生学籍中不是这个学号；是按身份证号或考生号找到的。{cause}。请核对学号。",
        "The student's record has another number; found by ID or examination number. {cause}. Check the number.",
    ),
    trust=Trust.ASK_SITE,
    examples=(
        good(),
        bad(student_no="1864001450124", by="id_card", proposal="1864001450123", trust=Trust.CONFIRM),
        bad(
            "two digits swapped",
            student_no="1864001450132",
            by="id_card",
            proposal="1864001450123",
            trust=Trust.CONFIRM,
        ),
        bad("further apart", student_no="1999001211111", by="id_card", trust=Trust.ASK_SITE),
        bad(
            "the name differs too",
            student_no="1864001450124",
            name="王芳",
            by="id_card",
            trust=Trust.ASK_SITE,
        ),
        bad(
            "an adult found by 考生号",
            form="adult",
            student_no="1864001450124",
            by="exam_no",
            trust=Trust.CONFIRM,
        ),
        good("an adult without a 学号", form="adult", student_no="", by="exam_no"),
        good(
            "an adult whose record has only the 考生号",
            form="adult",
            o_category="adult",
            o_student_no="",
            o_student_no_raw="",
            by="id_card",
        ),
        bad(
            "no record has the 学号",
            o_student_no="",
            o_student_no_raw="",
            by="id_card",
            trust=Trust.ASK_SITE,
        ),
        bad(
            "学号 and ID in each other's cells",
            student_no="100101199903081232",
            id_card="1864001450123",
            by="id_card",
            conflict="misplaced",
            proposal="1864001450123",
            trust=Trust.CONFIRM,
        ),
        bad(
            "an adult's 考生号 where the 学号 belongs",
            form="adult",
            student_no="1964010123",
            o_exam_no="1964010123",
            o_exam_no_raw="1964010123",
            by="exam_no",
            proposal="1864001450123",
            trust=Trust.CONFIRM,
        ),
        bad(
            "not active: no number to go to",
            student_no="1864001450124",
            by="id_card",
            o_status="毕业",
            status_ok=False,
            trust=Trust.ASK_SITE,
        ),
    ),
)
def number_is_unknown_but_the_person_is_not() -> nw.Expr:
    """Confirmed only where name and ID agree and the enrolment is the active one in scope."""
    found = nw.col("matched") & nw.col("by").is_in(["id_card", "damaged_id", "close"]) & ~agrees("student_no")
    # An adult row needs one of the two numbers: only a 学号 that says otherwise is wrong, and what the record lacks
    # says nothing. In open education a 学号 that no record has is nobody's.
    found = found & ~(agrees("student_no", "missing-there") & (nw.col("o_category") == Category.ADULT))
    examined = nw.col("matched") & (nw.col("by") == "exam_no") & agrees("student_no", "close", "different")
    return (found | examined) & nw.col("conflict").is_in(["", "misplaced"])


@rule(
    "MA03",
    on=ID_CARD,
    severity=ERROR,
    title=Text("身份证号与学籍不一致", "ID differs, number and name agree"),
    message=Text(
        "学号、姓名与学籍一致，身份证号不一致：{cause}。请对照证件核对。",
        "Student number and name agree with the record, the ID does not: {cause}. Check it against the card.",
    ),
    trust=Trust.ASK_SITE,
    examples=(
        good(),
        bad(
            "one digit",
            id_card="100101199903081832",
            by="student_no",
            proposal="100101199903081232",
            trust=Trust.CONFIRM,
        ),
        bad(
            "its 15-digit form",
            id_card="100101990308123",
            by="student_no",
            proposal="100101199903081232",
            trust=Trust.LIKELY,
        ),
        bad("look at the card", id_card=OTHER_ID, by="student_no", trust=Trust.ASK_SITE),
        bad(
            "an adult with 考生号 alone",
            form="adult",
            student_no="",
            student_no_type="absent",
            exam_no="1964010123",
            o_exam_no="1964010123",
            o_exam_no_raw="1964010123",
            id_card="100101199903081832",
            by="exam_no",
            proposal="100101199903081232",
            trust=Trust.CONFIRM,
        ),
    ),
)
def identity_differs() -> nw.Expr:
    """The commonest error of all; a wrong ID makes the diploma impossible to find."""
    return (
        nw.col("matched") & number_agrees() & agrees("name", "same", "format", "variant") & differs("id_card")
    )


RULES: tuple[Rule, ...] = (
    row_is_in_no_extract,
    number_is_unknown_but_the_person_is_not,
    identity_differs,
)

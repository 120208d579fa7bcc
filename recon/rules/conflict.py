"""MA: the keys of a row say different things; the ladder names the conflict, these rules tell it (MA04–MA07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon.fields import EXAM_NO, ID_CARD, STUDENT_NO
from recon.rules.match import OTHER_ID
from recon.rules.rule import ERROR, UNMATCHED, Rule, bad, good, rule
from recon.words import By, Text, Trust

if TYPE_CHECKING:
    from recon.rules.rule import Case


def _stranger(case: Case) -> str:
    """Return the key that is another student's, where the name has decided who is meant."""
    if not case["matched"]:
        return ""
    if case["by"] != By.ID_CARD:
        return ID_CARD.code
    return STUDENT_NO.code if case["student_no"] or not case["exam_no"] else EXAM_NO.code


def _number_used(case: Case) -> str:
    """Return the number by which the enrolment was found."""
    return EXAM_NO.code if case["by"] == By.EXAM_NO else STUDENT_NO.code


@rule(
    "MA04",
    severity=ERROR,
    title=Text("学号和身份证号指向两个人", "Number and ID point to two students"),
    message=Text(
        "学号和身份证号指向两名学生：{whose}。",
        "Student number and ID point to two students: {whose}.",
    ),
    trust=Trust.ASK_SITE,
    tell=lambda case: {"whose": _stranger(case) or "neither"},
    at=_stranger,
    examples=(
        good(),
        bad(**UNMATCHED, conflict="two-students", trust=Trust.ASK_SITE),
        bad(
            "the name decides who is meant, not what to write",
            id_card=OTHER_ID,
            conflict="two-students",
            trust=Trust.ASK_SITE,
        ),
    ),
)
def keys_point_to_two_students() -> nw.Expr:
    """The row counts for the one whose name agrees, else for nobody; nothing is proposed."""
    return nw.col("conflict") == "two-students"


@rule(
    "MA05",
    severity=ERROR,
    title=Text("有多个可能的学籍", "Several candidates"),
    message=Text(
        "按身份证号找到不止一个学籍，无法确定。请填写正确的学号。",
        "More than one enrolment fits. Write the right student number.",
    ),
    trust=Trust.ASK_SITE,
    at=lambda _: STUDENT_NO.code,
    examples=(good(), bad(**UNMATCHED, conflict="several", trust=Trust.ASK_SITE)),
)
def several_enrolments_fit() -> nw.Expr:
    """Nothing is guessed: a row with two candidates counts for none."""
    return nw.col("conflict") == "several"


@rule(
    "MA06",
    on=STUDENT_NO,
    severity=ERROR,
    title=Text("学号是本人的另一个学籍", "The number of the other enrolment"),
    message=Text(
        "填写的学号是该生另一层次的学籍。请改为本次毕业层次的学号。",
        "This is the number of the same person's other enrolment. Write the one of the level now graduating.",
    ),
    trust=Trust.ASK_SITE,
    examples=(
        good(),
        bad(
            student_no="1664001411111",
            by="id_card",
            conflict="other-enrolment",
            proposal="1864001450123",
            trust=Trust.CONFIRM,
        ),
        bad(
            "the other one is out of scope as well",
            student_no="1664001411111",
            by="id_card",
            conflict="other-enrolment",
            o_scope="level",
            o_due=False,
            trust=Trust.ASK_SITE,
        ),
    ),
)
def number_is_the_other_enrolment() -> nw.Expr:
    """One person may hold a finished 专科 and a present 本科 number.

    A 专科 photo must not count for the 本科.
    """
    return nw.col("conflict") == "other-enrolment"


@rule(
    "MA07",
    severity=ERROR,
    title=Text("姓名和身份证号都不一致", "Name and ID both differ"),
    message=Text(
        "该{number}在学籍中是另一个人：姓名、身份证号都不一致。请改正{number}，不能改学籍。",
        "This {number} is another person's in the record: name and ID both differ. Correct the number.",
    ),
    trust=Trust.NEVER,
    tell=lambda case: {"number": _number_used(case)},
    at=_number_used,
    examples=(
        good(),
        bad(name="王芳", id_card=OTHER_ID, by="student_no", conflict="name-and-id", trust=Trust.NEVER),
    ),
)
def name_and_identity_differ() -> nw.Expr:
    """Another person, never a correction: headquarters refuses a change of name and ID together."""
    return nw.col("conflict") == "name-and-id"


RULES: tuple[Rule, ...] = (
    keys_point_to_two_students,
    several_enrolments_fit,
    number_is_the_other_enrolment,
    name_and_identity_differ,
)

"""NO: the examination number (考生号), by which an adult may be known: NO06, NO07."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.fields import EXAM_NO
from recon.rules.rule import ERROR, WARNING, Rule, bad, good, rule
from recon.words import Text, Trust


@rule(
    "NO06",
    on=EXAM_NO,
    severity=WARNING,
    title=Text("考生号位数不对", "Examination number not 8 to 18 digits"),
    message=Text(
        "考生号应为 8 至 18 位数字。请核对后更正。",
        "An examination number has 8 to 18 digits. Check and correct it.",
    ),
    trust=Trust.ASK_SITE,
    after=("VO05",),
    examples=(
        good(form="adult", exam_no="1964010123"),
        good("not required beside a 学号", form="adult", exam_no=""),
        bad(form="adult", exam_no="19640", trust=Trust.ASK_SITE),
    ),
)
def examination_number_has_wrong_length() -> nw.Expr:
    """Schools define adult student numbers themselves, but the 考生号 is digits.

    8 to 18 long (docs/definitions.md, "Student numbers").
    """
    other = nw.col("exam_no") != nw.col("o_exam_no")
    return other & (nw.col("exam_no") != "") & ~nw.col("exam_no").str.contains("^[0-9]{8,18}$")


@rule(
    "NO07",
    on=EXAM_NO,
    severity=ERROR,
    title=Text("考生号与学籍不一致", "The examination number differs"),
    message=Text(
        "考生号与该生学籍不一致。{cause}。请核对考生号和学号。",
        "The examination number is not the one of this student's record. {cause}. Check both numbers.",
    ),
    trust=Trust.ASK_SITE,
    after=("VO05",),
    examples=(
        good(form="adult", exam_no="1964010123", o_exam_no="1964010123", o_exam_no_raw="1964010123"),
        good("the record has none", form="adult", exam_no="1964010123"),
        bad(
            form="adult",
            exam_no="1964010124",
            o_exam_no="1964010123",
            o_exam_no_raw="1964010123",
            proposal="1964010123",
            trust=Trust.CONFIRM,
        ),
        bad(
            "the 学号 stands where the 考生号 belongs",
            form="adult",
            student_no="",
            exam_no="1864001450123",
            o_exam_no="1964010123",
            o_exam_no_raw="1964010123",
            proposal="1964010123",
            trust=Trust.CONFIRM,
        ),
    ),
)
def examination_number_is_another_one() -> nw.Expr:
    """Two keys that point at two students are never both right."""
    known = nw.col("matched") & (nw.col("exam_no") != "") & (nw.col("o_exam_no") != "")
    return known & (nw.col("exam_no") != nw.col("o_exam_no"))


RULES: tuple[Rule, ...] = (
    examination_number_has_wrong_length,
    examination_number_is_another_one,
)

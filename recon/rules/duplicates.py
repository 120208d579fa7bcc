"""DU: the same student more than once, among live files only."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.fields import ID_CARD, STUDENT_NO
from recon.rules.ask import agrees
from recon.rules.rule import ERROR, UNMATCHED, WARNING, Rule, bad, good, rule
from recon.words import Text, Trust


@rule(
    "DU01",
    severity=ERROR,
    title=Text("同一文件内重复", "The same student twice in one file"),
    message=Text(
        "该学生在本文件中出现 {count} 次{same}。请只保留一行正确的。",
        "The student stands {count} times in this file{same}. Keep the one right row.",
    ),
    trust=Trust.ASK_SITE,
    tell=lambda case: {"count": str(case["dup_file"]), "same": "identical" if case["dup_same"] else ""},
    examples=(
        good(dup_file=1),
        good("the first of them stays", dup_file=2, dup_first=True),
        good("two strangers under one number", **UNMATCHED, dup_file=2, dup_first=False, no_people=2),
        bad("identical rows", dup_file=2, dup_first=False, dup_same=True, trust=Trust.SAFE),
        bad("different rows: which one?", dup_file=2, dup_first=False, dup_same=False, trust=Trust.ASK_SITE),
    ),
)
def student_is_twice_in_the_file() -> nw.Expr:
    """Listed, never dropped.

    Identical rows become one on the corrected sheet, and the other is named there.
    """
    return (nw.col("dup_file") > 1) & ~nw.col("dup_first") & _one_person()


@rule(
    "DU02",
    severity=WARNING,
    title=Text("本单位两份有效名单都有该学生", "In two live files of one unit"),
    message=Text(
        "该学生在本单位 {count} 份有效名单中都有。请说明以哪一份为准。",
        "The student stands in {count} live files of this unit. Say which one counts.",
    ),
    tell=lambda case: {"count": str(case["dup_unit"])},
    examples=(good(dup_unit=1), bad(dup_unit=2)),
)
def student_is_in_two_files() -> nw.Expr:
    """Never against a superseded round: only live rows are counted."""
    return (nw.col("dup_unit") > 1) & nw.col("dup_first") & _one_person()


@rule(
    "DU03",
    severity=ERROR,
    title=Text("两个单位都报了该学生", "Claimed by two units"),
    message=Text(
        "{count} 个单位都报了该学生。以学籍所在教学点为准，请双方确认。",
        "{count} units claim this student. The official home site counts; both confirm.",
    ),
    trust=Trust.CONFIRM,
    varies=Text("一方是另一方的上级时为提示", "info when one is above the other"),
    tell=lambda case: {"count": str(case["dup_units"])},
    examples=(good(dup_units=1), bad(dup_units=2, site_below=False, trust=Trust.CONFIRM)),
)
def student_is_claimed_by_two_units() -> nw.Expr:
    """Both are told; the charge falls on the unit that does not stand above the home site."""
    return (nw.col("dup_units") > 1) & nw.col("dup_first") & _one_person()


@rule(
    "DU04",
    on=STUDENT_NO,
    severity=ERROR,
    title=Text("一个学号，两个人", "One student number, two people"),
    message=Text(
        "同一学号下有 {count} 个不同的人。请核对学号。",
        "{count} different people stand under this student number. Check it.",
    ),
    trust=Trust.ASK_SITE,
    tell=lambda case: {"count": str(case["no_people"])},
    examples=(
        good(no_people=1),
        good("the one the extract confirms is not at fault", no_people=2, by="both"),
        bad(
            no_people=2,
            by="student_no",
            name="王芳",
            id_card="200101198802290034",
            trust=Trust.ASK_SITE,
            conflict="name-and-id",
        ),
    ),
)
def number_is_used_by_two_people() -> nw.Expr:
    """A wrong 学号 prints another person's photo on the diploma.

    Whoever the extract confirms, by ID or name, is not at fault.
    """
    return (nw.col("no_people") > 1) & ~_confirmed(nw.col("same_id_card") | _called())


@rule(
    "DU05",
    on=ID_CARD,
    severity=WARNING,
    title=Text("一个身份证号，两个学号", "One ID number, two student numbers"),
    message=Text(
        "同一身份证号下有 {count} 个学号，按学籍数据并非都是同一人的。请核对。",
        "{count} student numbers stand under this ID; by the extract they are not all of one person. Check.",
    ),
    tell=lambda case: {"count": str(case["id_numbers"])},
    examples=(
        good(id_numbers=1),
        good("a finished 专科 and a present 本科: the extract has both", id_numbers=2, by="both"),
        bad(id_numbers=2, student_no="1864001450124", by="id_card"),
    ),
)
def identity_has_two_numbers() -> nw.Expr:
    """Fine where the extract has both enrolments; then every row is matched by both keys."""
    return (nw.col("id_numbers") > 1) & ~_confirmed(nw.col("same_id_card"))


def _one_person() -> nw.Expr:
    """Rows that nobody matched and that share a 学号 alone may be two people: DU04 says so."""
    return nw.col("matched") | (nw.col("no_people") <= 1)


def _confirmed(is_the_person: nw.Expr) -> nw.Expr:
    return nw.col("matched") & nw.col("same_student_no") & is_the_person & (nw.col("conflict") == "")


def _called() -> nw.Expr:
    return agrees("name", "same", "format", "variant")


RULES: tuple[Rule, ...] = (
    student_is_twice_in_the_file,
    student_is_in_two_files,
    student_is_claimed_by_two_units,
    number_is_used_by_two_people,
    identity_has_two_numbers,
)

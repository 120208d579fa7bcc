"""ID: what the identity number itself says, by GB 11643-1999 (ID05–ID10)."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.fields import ID_CARD, SEX
from recon.rules import digits
from recon.rules.identity_cell import OWN
from recon.rules.rule import ERROR, INFO, UNMATCHED, WARNING, Rule, bad, good, rule
from recon.values.student_number import is_open_number
from recon.words import Text, Trust


@rule(
    "ID05",
    on=ID_CARD,
    severity=ERROR,
    title=Text("身份证号位数或格式不对", "ID number of wrong length or shape"),
    message=Text(
        "身份证号应为 18 位，现为 {length} 位或含有别的字符{looks}。请对照证件更正。",
        "An ID number has 18 characters; this one has {length}, or holds others{looks}. Correct it from the card.",
    ),
    trust=Trust.ASK_SITE,
    after=("ID01", "ID04"),
    spares="folded",
    tell=lambda case: {
        "length": str(len(case["id_card"])),
        "looks": "student_no" if is_open_number(case["id_card"]) else "",
    },
    examples=(
        good(id_card=OWN),
        good("15 digits were the form before 1999", **UNMATCHED, id_card="100101990308123"),
        good("a passport is checked by hand", **UNMATCHED, id_card="E12345678"),
        bad(id_card=OWN[:17], by="student_no", proposal=OWN, trust=Trust.CONFIRM),
        bad(**UNMATCHED, id_card="10010119990308", trust=Trust.ASK_SITE),
        bad(**UNMATCHED, id_card="1001011999O3081232", trust=Trust.ASK_SITE),
        bad("the student number's place", **UNMATCHED, id_card="1864001450123", trust=Trust.ASK_SITE),
    ),
)
def identity_number_has_wrong_shape() -> nw.Expr:
    """17 digits and a check character; the 15-digit form and other documents have rules of their own."""
    return digits.is_kind("id_card", "malformed")


@rule(
    "ID06",
    on=ID_CARD,
    severity=WARNING,
    title=Text("15 位旧身份证号", "The 15-digit form of an ID number"),
    message=Text(
        "填写的是 15 位旧号码。请改为证件上的 18 位号码。",
        "This is the 15-digit form. Write the 18 characters of the present card.",
    ),
    trust=Trust.ASK_SITE,
    after=("ID01", "ID04"),
    spares="folded",
    examples=(
        good(id_card=OWN),
        bad(id_card="100101990308123", by="student_no", proposal=OWN, trust=Trust.LIKELY),
        bad(**UNMATCHED, id_card="100101990308123", trust=Trust.ASK_SITE),
    ),
)
def identity_number_is_the_old_form() -> nw.Expr:
    """Region, yymmdd, order: never valid after 2013, but it still says who is meant."""
    return digits.is_kind("id_card", "legacy")


@rule(
    "ID07",
    on=ID_CARD,
    severity=ERROR,
    title=Text("身份证号校验码不符", "Wrong check digit of the ID number"),
    message=Text(
        "身份证号末位校验码不符，至少有一位填错。请对照证件更正。",
        "The check digit does not fit: at least one digit is wrong. Correct it from the card.",
    ),
    trust=Trust.ASK_SITE,
    after=("ID01", "ID04"),
    spares="folded",
    examples=(
        good(id_card=OWN),
        good("as the extract has it: the extract is wrong", id_card=f"{OWN[:17]}9", o_id_card=f"{OWN[:17]}9"),
        good("a residence permit has the same check", **UNMATCHED, id_card="900101199507124519"),
        bad(id_card=f"{OWN[:17]}9", by="student_no", proposal=OWN, trust=Trust.CONFIRM),
        bad(**UNMATCHED, id_card=f"{OWN[:17]}X", trust=Trust.ASK_SITE),
    ),
)
def identity_number_fails_its_check() -> nw.Expr:
    """The region is never judged: codes change over time."""
    return digits.check_digit_fails("id_card")


@rule(
    "ID08",
    on=ID_CARD,
    severity=ERROR,
    title=Text("身份证号中的出生日期不可能", "Impossible birth date in the ID number"),
    message=Text(
        "身份证号中的出生日期不存在，或年龄不在 14 至 90 岁之间。请对照证件更正。",
        "The birth date in the number is no date, or the age is outside 14 to 90. Correct it from the card.",
    ),
    trust=Trust.ASK_SITE,
    after=("ID01",),
    spares="folded",
    examples=(
        good(id_card=OWN),
        bad(id_card="100101199913081232", by="student_no", proposal=OWN, trust=Trust.CONFIRM),
        bad("six years old", **UNMATCHED, id_card="100101201403081232", trust=Trust.ASK_SITE),
        bad("older than ninety", **UNMATCHED, id_card="100101192003081232", trust=Trust.ASK_SITE),
    ),
)
def identity_number_has_an_impossible_birth() -> nw.Expr:
    """Ages are counted on the campaign's day; without one only the calendar is asked."""
    return digits.birth_is_impossible("id_card") | digits.age_is_unlikely("id_card", "as_of")


@rule(
    "ID09",
    on=(ID_CARD, SEX),
    severity=ERROR,
    title=Text("性别与身份证号不符", "The sex disagrees with the ID number"),
    message=Text(
        "身份证号第 17 位与填写的性别不符。请核对性别和身份证号。",
        "Digit 17 of the ID number disagrees with the sex. Check both.",
    ),
    trust=Trust.ASK_SITE,
    after=("ID01", "ID04", "ID05", "ID07", "ID08", "VO01", "DF03"),
    examples=(
        good(sex="男"),
        good("the extract knows the sex: DF02 says it", sex="女"),
        good("another word for it is no contradiction", **UNMATCHED, sex="男性"),
        good("another student's ID (MA04)", **UNMATCHED, conflict="two-students", sex="女"),
        bad(**UNMATCHED, sex="女", trust=Trust.ASK_SITE),
        bad("the ID is confirmed, the extract has no sex", known_sex=False, sex="女", trust=Trust.ASK_SITE),
    ),
)
def identity_number_contradicts_the_sex(field: str) -> nw.Expr:
    """Odd is male. Where the ID is the extract's own, the sex is at fault, and DF02 may know it.

    What the ID of another student says (MA04) tells nothing of this one.
    """
    disagrees = digits.sex_disagrees("id_card", "sex")
    if field == ID_CARD.code:
        return disagrees & ~nw.col("same_id_card") & (nw.col("conflict") != "two-students")
    return disagrees & nw.col("same_id_card") & ~nw.col("known_sex")


@rule(
    "ID10",
    on=ID_CARD,
    severity=INFO,
    title=Text("不是居民身份证号，请人工核对", "No resident ID number: check by hand"),
    message=Text(
        "这不是居民身份证号（护照、通行证、临时号等）。请人工核对证件。",
        "This is a passport, a permit or a temporary number. Check the document by hand.",
    ),
    after=("ID01", "ID04"),
    spares="folded",
    examples=(
        good(id_card=OWN),
        bad(**UNMATCHED, id_card="E12345678"),
        bad("eight digits that are no date: a Taiwan permit", **UNMATCHED, id_card="01234567"),
        bad("some schools' temporary numbers", **UNMATCHED, id_card="999101199903081232"),
    ),
)
def identity_number_is_another_document() -> nw.Expr:
    """Never an error: no rule here knows every document."""
    return digits.is_kind("id_card", "other")


RULES: tuple[Rule, ...] = (
    identity_number_has_wrong_shape,
    identity_number_is_the_old_form,
    identity_number_fails_its_check,
    identity_number_has_an_impossible_birth,
    identity_number_contradicts_the_sex,
    identity_number_is_another_document,
)

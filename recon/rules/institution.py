"""IC: the institution code (院校代码), which the form prints and nobody may change."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.fields import INSTITUTION_CODE
from recon.rules.rule import ERROR, UNMATCHED, Rule, bad, good, rule
from recon.words import Text, Trust


@rule(
    "IC01",
    on=INSTITUTION_CODE,
    severity=ERROR,
    title=Text("缺院校代码", "The institution code is missing"),
    message=Text(
        "院校代码为空。请按本表填写 {code}，不要改动。",
        "The institution code is empty. Write {code} as printed on this form.",
    ),
    trust=Trust.ASK_SITE,
    after=("VO05",),
    tell=lambda case: {"code": case["form_code"]},
    examples=(
        good(institution_code="51161"),
        bad(institution_code="", proposal="51161", trust=Trust.SAFE),
        bad(**UNMATCHED, institution_code="", proposal="51161", trust=Trust.ASK_SITE),
    ),
)
def institution_code_is_missing() -> nw.Expr:
    """Both forms print the code; an empty cell was deleted. A campaign without codes asks for none."""
    return (nw.col("form_code") != "") & (nw.col("institution_code") == "")


@rule(
    "IC02",
    on=INSTITUTION_CODE,
    severity=ERROR,
    title=Text("院校代码不是本表的代码", "Not the institution code of this form"),
    message=Text(
        "院校代码应为 {code}。请改为 {code}。", "The institution code must be {code}. Change it to {code}."
    ),
    trust=Trust.ASK_SITE,
    after=("IC01", "VO05"),
    tell=lambda case: {"code": case["form_code"]},
    examples=(
        good(institution_code="51161"),
        good("the adult form has its own", form="adult", o_category="adult", institution_code="51383"),
        bad(institution_code="51160", proposal="51161", trust=Trust.SAFE),
        bad("spelling alone", institution_code="５１１６１ ", proposal="51161", trust=Trust.SAFE),
        bad(
            "spelling alone, in no extract",
            **UNMATCHED,
            institution_code="51161 ",
            proposal="51161",
            trust=Trust.SAFE,
        ),
        bad("not in this form's extract", **UNMATCHED, institution_code="51160", trust=Trust.ASK_SITE),
    ),
)
def institution_code_is_wrong() -> nw.Expr:
    """附表1 (open) and 附表2 (adult) have one code each, named in the campaign."""
    expected = nw.col("form_code")
    written = nw.col("institution_code") != ""
    return (expected != "") & written & (nw.col("institution_code_raw") != expected)


RULES: tuple[Rule, ...] = (institution_code_is_missing, institution_code_is_wrong)

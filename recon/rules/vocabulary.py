"""VO: the other values, and what every cell may be."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon import fields
from recon.rules.ask import has
from recon.rules.rule import ERROR, INFO, UNMATCHED, Rule, bad, good, rule
from recon.words import Text, Trust

if TYPE_CHECKING:
    from recon.rules.rule import Example

SPELLING = ("space", "invisible", "width", "apostrophe", "compatibility", "radical", "private-use", "decimal")
"""Flaws of spelling: once washed, the value is in the vocabulary, so its meaning is certain."""
NOT_TEXT = ("number", "date", "boolean", "formula")


def is_misspelt(field: str) -> nw.Expr:
    """Tell whether a value is in the vocabulary once washed.

    A synonym is another way of writing it and breaks no rule.
    """
    return has(field, *SPELLING) & ~has(field, "synonym")


def _not_understood(field: str) -> nw.Expr:
    return (nw.col(field) != "") & (has(field, "unknown") | is_misspelt(field))


def _vocabulary_rule(
    code: str, on: fields.Field, title: Text, allowed: Text, examples: tuple[Example, ...]
) -> Rule:
    """Return the rule that a value must stand in its closed list; the four differ in nothing but the list."""
    message = Text(f"{title.zh}。请填写{allowed.zh}。", f"{title.en}. Write {allowed.en}.")
    return rule(
        code,
        on=on,
        severity=ERROR,
        title=title,
        message=message,
        trust=Trust.ASK_SITE,
        after=("VO05",),
        spares="exact",
        examples=examples,
    )(partial(_not_understood, on.code))


sex_is_unknown = _vocabulary_rule(
    "VO01",
    fields.SEX,
    Text("性别写法不规范", "The sex is not in the vocabulary"),
    Text("男或女", "男 or 女"),
    (
        good(sex="男"),
        good("a synonym breaks no rule", sex="男性"),
        bad(sex="男 ", proposal="男", trust=Trust.SAFE),
        bad("the record has no sex", sex="男 ", o_sex="", o_sex_raw="", proposal="男", trust=Trust.SAFE),
        bad("nor is the word certain", sex="先生", o_sex="", o_sex_raw="", trust=Trust.ASK_SITE),
        bad(sex="先生", proposal="男", trust=Trust.LIKELY),
        bad(**UNMATCHED, sex="X", trust=Trust.ASK_SITE),
    ),
)
level_is_unknown = _vocabulary_rule(
    "VO02",
    fields.LEVEL,
    Text("层次写法不规范", "The level is not in the vocabulary"),
    Text("专科或本科（成人教育须写明专升本或高起本）", "专科 or 本科 (adult education: 专升本 or 高起本)"),
    (
        good(level="专科"),
        good("a synonym breaks no rule", level="本科（专科起点）", o_level="本科"),
        bad(level="专 科", proposal="专科", trust=Trust.SAFE),
        bad(
            "open education has no 高起本",
            level="高起本",
            o_level="本科",
            proposal="本科",
            trust=Trust.LIKELY,
        ),
        bad(level="研究生", proposal="专科", trust=Trust.LIKELY),
        bad(**UNMATCHED, level="中专", trust=Trust.ASK_SITE),
    ),
)
cohort_is_unknown = _vocabulary_rule(
    "VO03",
    fields.COHORT,
    Text("年级写法不规范", "The cohort is not in the vocabulary"),
    Text("如 2018秋季、2019级", "for example 2018秋季 or 2019级"),
    (
        good(cohort="2018秋季"),
        good("accepted ways of writing it", cohort="201809"),
        bad(cohort="2018 秋季", proposal="2018秋季", trust=Trust.SAFE),
        bad(cohort="去年秋天", proposal="2018秋季", trust=Trust.LIKELY),
        bad(**UNMATCHED, cohort="十八级", trust=Trust.ASK_SITE),
    ),
)
study_form_is_unknown = _vocabulary_rule(
    "VO04",
    fields.STUDY_FORM,
    Text("学习形式写法不规范", "Study form not in the vocabulary"),
    Text("开放教育、函授、业余或脱产", "开放教育, 函授, 业余 or 脱产"),
    (
        good(study_form="开放教育"),
        bad(study_form="开放 教育", proposal="开放教育", trust=Trust.SAFE),
        bad(**UNMATCHED, study_form="网络", trust=Trust.ASK_SITE),
    ),
)


@rule(
    "VO05",
    on=fields.FIELDS,
    severity=ERROR,
    title=Text("单元格是 Excel 错误值", "The cell is an Excel error value"),
    message=Text(
        "单元格是 #N/A 一类的错误值。请填入真实内容（不要用公式）。",
        "The cell holds an error such as #N/A. Write the value itself, not a formula.",
    ),
    trust=Trust.ASK_SITE,
    examples=(
        good(name="NA", o_name="NA"),
        bad(name="#N/A", name_type="error", proposal="李明", trust=Trust.CONFIRM),
        bad("pasted as text", major="#REF!", proposal="行政管理", trust=Trust.LIKELY),
        bad(**UNMATCHED, student_no="#VALUE!", trust=Trust.ASK_SITE),
    ),
)
def cell_is_an_error_value(field: str) -> nw.Expr:
    """An error value is no value at all: it never becomes a key and never counts as written."""
    return has(field, "error-value")


@rule(
    "VO06",
    on=(fields.SEX, fields.LEVEL, fields.MAJOR, fields.COHORT),
    severity=INFO,
    title=Text("必填项为空", "A required value is empty"),
    message=Text("{field}为空。请填写。", "{field} is empty. Fill it in."),
    after=("VO05",),
    examples=(
        good(level="专科"),
        good("no such column in the roster: HD02 says it", sex="", sex_type="absent"),
        bad(sex="", proposal="男", trust=Trust.LIKELY),
        bad(**UNMATCHED, cohort=""),
    ),
)
def required_value_is_empty(field: str) -> nw.Expr:
    """Sex, level, major and cohort stand on both forms; the keys have rules of their own."""
    return nw.col(field) == ""


@rule(
    "VO07",
    on=tuple(field for field in fields.FIELDS if field is not fields.STUDENT_NO),
    severity=INFO,
    title=Text("单元格不是文本格式", "The cell is not text"),
    message=Text(
        "{field}单元格不是文本格式。通知要求全部单元格为文本。",
        "The {field} cell is not text; the notice asks for text everywhere.",
    ),
    trust=Trust.SAFE,
    after=("VO05", "ID04"),
    examples=(
        good(cohort="201809"),
        good("said by ID04", id_card="100101199903081000", id_card_type="number"),
        bad(cohort="201809", cohort_type="number"),
        bad(cohort="2018-09-01", cohort_type="date"),
        bad(
            "15 digits survive in a number cell",
            **UNMATCHED,
            id_card="100101990308123",
            id_card_type="number",
        ),
    ),
)
def cell_is_not_text(field: str) -> nw.Expr:
    """NO04 and ID04 speak of the numbers that suffer from it."""
    return nw.col(f"{field}_type").is_in(list(NOT_TEXT)) & (nw.col(f"{field}_raw") != "")


RULES: tuple[Rule, ...] = (
    cell_is_an_error_value,
    sex_is_unknown,
    level_is_unknown,
    cohort_is_unknown,
    study_form_is_unknown,
    required_value_is_empty,
    cell_is_not_text,
)

"""DF: matched, but a field is not what the extract says. One rule per field, all alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon import fields
from recon.rules import places
from recon.rules.rule import ERROR, INFO, WARNING, bad, good, rule
from recon.rules.vocabulary import is_misspelt
from recon.words import Category, Kind, Severity, Text, Trust

if TYPE_CHECKING:
    from recon.rules.rule import Case, Example, Rule

HARMLESS = frozenset({Kind.FORMAT, Kind.MISSING_HERE, Kind.MISSING_THERE})
"""Kinds that other rules speak of (spelling, empty cells), or that are the extract's own gap."""
_VARIES = Text("仅格式不同、名单缺或学籍缺时为提示", "info for kinds format, missing-here and missing-there")


def _characters_differ(field: str) -> nw.Expr:
    """Names and IDs leave with the extract's characters: spelling alone is a difference of kind *format*."""
    differs = (nw.col(field) != nw.col(f"o_{field}")) | (nw.col(f"{field}_raw") != nw.col(f"o_{field}_raw"))
    return differs & _written(field)


def _meaning_differs(field: str) -> nw.Expr:
    """A synonym breaks no rule; a misspelling (spaces, width) is a difference of kind *format*."""
    misspelt = is_misspelt(field) & (nw.col(f"{field}_raw") != nw.col(f"o_{field}_raw"))
    return ((nw.col(field) != nw.col(f"o_{field}")) | misspelt) & _written(field)


def _place_differs(field: str) -> nw.Expr:
    """A place's own code in the place of its name or beside it, on either side, or its branch before it: the same."""
    another = nw.col(field) != nw.col(f"o_{field}_code")
    return _meaning_differs(field) & another & ~places.is_the_same(field)


def _cohort_differs(field: str) -> nw.Expr:
    """On the other form a cohort is read as that form reads it, and of a year alone nobody knows the season."""
    crossed = (nw.col("o_category") != "") & (nw.col("o_category") != nw.col("form"))
    less = (nw.col("o_category") == Category.OPEN) & nw.col(f"o_{field}").str.ends_with("级")
    one_year = nw.col(field).str.slice(0, 4) == nw.col(f"o_{field}").str.slice(0, 4)
    return _meaning_differs(field) & ~((crossed | less) & one_year)


def _written(field: str) -> nw.Expr:
    return (nw.col(field) != "") | (nw.col(f"o_{field}") != "")


def _differs(
    code: str, on: fields.Field | tuple[fields.Field, ...], severity: Severity, *examples: Example
) -> Rule:
    first = on[0] if isinstance(on, tuple) else on
    every = on if isinstance(on, tuple) else (on,)
    others = "".join(f" or {f.title.en.lower()}" for f in every[1:])
    names = Text("或".join(f.title.zh for f in every), f"{first.title.en}{others}")
    mark = _MARKS.get(first.code, _meaning_differs)
    return rule(
        code,
        on=on,
        severity=severity,
        title=Text(f"{names.zh}与学籍不一致", f"{names.en} differs from the record"),
        message=Text(
            "{field}与学籍不一致（{cause}）。请核对。", "{field} differs from the record ({cause}). Check it."
        ),
        trust=Trust.ASK_SITE,
        needs=("known",),
        spares="exact",
        grade=partial(_grade, severity),
        varies=_VARIES,
        examples=examples,
    )(mark if isinstance(on, tuple) else partial(mark, first.code))


_MARKS = {
    fields.NAME.code: _characters_differ,
    fields.ID_CARD.code: _characters_differ,
    fields.COHORT.code: _cohort_differs,
    fields.BRANCH.code: _place_differs,
}


def _grade(severity: Severity, case: Case) -> Severity:
    return INFO if case.difference.kind in HARMLESS else severity


name_differs = _differs(
    "DF01",
    fields.NAME,
    ERROR,
    good(name="李明"),
    bad("one character", name="李朋", proposal="李明", trust=Trust.CONFIRM),
    bad("traditional characters", name="張偉", o_name="张伟", proposal="张伟", trust=Trust.LIKELY),
    bad("another name", name="王小芳", trust=Trust.ASK_SITE),
    bad(
        "name and ID in each other's cells",
        name="100101199903081232",
        id_card="李明",
        by="student_no",
        conflict="exchanged",
        proposal="李明",
        trust=Trust.CONFIRM,
    ),
    bad("spelling only", name="李 明", proposal="李明", trust=Trust.SAFE, severity=INFO),
)
sex_differs = _differs(
    "DF02",
    fields.SEX,
    ERROR,
    good(sex="男性"),
    good("no extract has the sex", sex="女", known_sex=False),
    bad(sex="女", proposal="男", trust=Trust.LIKELY),
    bad("empty here", sex="", proposal="男", trust=Trust.LIKELY, severity=INFO),
    bad("empty there", o_sex="", severity=INFO, trust=Trust.NONE, proposal=""),
)
identity_differs = _differs(
    "DF03",
    fields.ID_CARD,
    ERROR,
    good(),
    bad(id_card="100101199903081832", by="student_no", proposal="100101199903081232", trust=Trust.CONFIRM),
    bad(
        "swapped",
        id_card="100101199903082132",
        by="student_no",
        proposal="100101199903081232",
        trust=Trust.CONFIRM,
    ),
    bad(
        "ID and name in each other's cells",
        name="100101199903081232",
        id_card="李明",
        by="student_no",
        conflict="exchanged",
        proposal="100101199903081232",
        trust=Trust.CONFIRM,
    ),
    bad(
        "ID and 学号 in each other's cells",
        student_no="100101199903081232",
        id_card="1864001450123",
        by="id_card",
        conflict="misplaced",
        proposal="100101199903081232",
        trust=Trust.CONFIRM,
    ),
    bad("another number", id_card="200101198802290034", by="student_no", trust=Trust.ASK_SITE),
    bad(
        "spelling only",
        id_card="100101199903081232 ",
        proposal="100101199903081232",
        trust=Trust.SAFE,
        severity=INFO,
    ),
)
level_differs = _differs(
    "DF04",
    fields.LEVEL,
    ERROR,
    good(level="高起专"),
    bad(level="本科", proposal="专科", trust=Trust.LIKELY),
)
major_differs = _differs(
    "DF05",
    fields.MAJOR,
    WARNING,
    good(major="行政管理"),
    bad(major="会计学", proposal="行政管理", trust=Trust.LIKELY),
)
cohort_differs = _differs(
    "DF06",
    fields.COHORT,
    ERROR,
    good(cohort="201809"),
    good("on the other form, where a cohort is a year", form="adult", cohort="2018级"),
    good("a record that says less", cohort="2018秋季", o_cohort="2018级"),
    bad(cohort="2019春季", proposal="2018秋季", trust=Trust.LIKELY),
    bad(
        "the person has another enrolment to be collected",
        cohort="2019春季",
        other_enrol_id=1,
        proposal="2018秋季",
        trust=Trust.CONFIRM,
    ),
)
site_differs = _differs(
    "DF07",
    (fields.BRANCH, fields.SITE),
    WARNING,
    good(site="东山学习中心"),
    good("its code", site="6400101", o_site_code="6400101"),
    good("its code before its name", site="6400101-东山学习中心", o_site_code="6400101"),
    good("its code behind its name", site="东山学习中心（6400101）", o_site_code="6400101"),
    good("as the record, without the code there", o_site="6400301-东山学习中心"),
    good(
        "code and name the other way round there",
        site="东山学习中心（6400101）",
        o_site="6400101 东山学习中心",
        o_site_code="6400101",
    ),
    good("its code after a stroke there", o_site="6400301|东山学习中心"),
    good("its branch before its name", site="东山分校 东山学习中心"),
    bad(
        "another's code before its name",
        site="6400199东山学习中心",
        o_site_code="6400101",
        proposal="东山学习中心",
        trust=Trust.CONFIRM,
    ),
    bad(
        "it moves the responsibility and the parcel",
        site="西河学习中心",
        proposal="东山学习中心",
        trust=Trust.CONFIRM,
    ),
    bad("a former name", site="东山电大工作站", proposal="东山学习中心", trust=Trust.CONFIRM),
    bad(branch="西河分校", proposal="东山分校", trust=Trust.CONFIRM),
)
study_form_differs = _differs(
    "DF08",
    fields.STUDY_FORM,
    WARNING,
    good(study_form="开放"),
    bad(study_form="函授", proposal="开放教育", trust=Trust.LIKELY),
)
class_differs = _differs(
    "DF09",
    fields.CLASS_NAME,
    INFO,
    good(),
    bad(class_name="19春行政管理", proposal="18秋行政管理", trust=Trust.LIKELY),
)

RULES: tuple[Rule, ...] = (
    name_differs,
    sex_differs,
    identity_differs,
    level_differs,
    major_differs,
    cohort_differs,
    site_differs,
    study_form_differs,
    class_differs,
)

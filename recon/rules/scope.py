"""SC: whether the matched student belongs into this campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals.stable.v2 as nw

from recon.rules.rule import ERROR, INFO, WARNING, bad, good, rule
from recon.sites import UNKNOWN
from recon.words import PhotoState, Severity, Text, Trust

if TYPE_CHECKING:
    from recon.rules.rule import Case, Rule

GONE = ("退学", "开除", "毕业", "转出", "休学")
"""Statuses of students who cannot be collected; the others are said as a warning (未注册, 异动中 …)."""
USABLE = (PhotoState.VALID.value, PhotoState.EXPIRING.value)


def _cohort_grade(case: Case) -> Severity:
    return ERROR if case["o_scope"] == "newer" else INFO


def _status_grade(case: Case) -> Severity:
    return ERROR if case["o_status"] in GONE else WARNING


def _photo_grade(case: Case) -> Severity:
    return ERROR if case["reshoot_no"] and case["o_photo_state"] in USABLE else WARNING


@rule(
    "SC01",
    severity=ERROR,
    title=Text("年级不在本次范围", "The cohort is not in this campaign"),
    message=Text(
        "学籍年级为 {cohort}，不在本次采集范围（{scope}）。请核对是否应报。",
        "The record says cohort {cohort}, which is not in this campaign ({scope}). Check whether to send the "
        "student.",
    ),
    trust=Trust.ASK_SITE,
    grade=_cohort_grade,
    varies=Text(
        "往届且未提供照片名单时为提示", "info for an earlier cohort where no photo register was given"
    ),
    tell=lambda case: {"cohort": case["o_cohort_raw"], "scope": case["o_scope"]},
    examples=(
        good(),
        good("an earlier cohort is eligible when its photo is past its limit", o_scope="earlier"),
        bad(o_scope="newer", severity=ERROR),
        bad("nobody can say", o_scope="earlier", o_due=False, photos=False, severity=INFO),
    ),
)
def cohort_is_out_of_scope() -> nw.Expr:
    """A newer cohort is collected next year; an earlier one only when its photo is expired or missing."""
    unasked = (nw.col("o_scope") == "earlier") & ~nw.col("photos") & ~nw.col("o_due")
    return (nw.col("o_scope") == "newer") | unasked


@rule(
    "SC02",
    severity=ERROR,
    title=Text("层次或类别不在本次范围", "Level or category not in this campaign"),
    message=Text(
        "学籍中的层次或类别不在本次采集范围。请从名单中删去，或说明原因。",
        "The recorded level or category is not in this campaign. Take the student off, or explain.",
    ),
    trust=Trust.ASK_SITE,
    examples=(good(), bad(o_scope="level"), bad(o_scope="category")),
)
def level_or_category_is_out_of_scope() -> nw.Expr:
    """The notice names both: open 专科 and 本科, adult 专科."""
    return nw.col("o_scope").is_in(["level", "category"])


@rule(
    "SC03",
    severity=ERROR,
    title=Text("学籍状态不是在籍", "The student is not enrolled"),
    message=Text(
        "学籍状态为“{status}”，不能采集。请从名单中删去，或先办理学籍手续。",
        "The status is {status}: the student cannot be captured. Take the row off, or have the status "
        "settled first.",
    ),
    trust=Trust.ASK_SITE,
    needs=("known_status",),
    grade=_status_grade,
    varies=Text("未注册、异动中等为警告", "warning for 未注册, 异动中 and others"),
    tell=lambda case: {"status": case["o_status"]},
    examples=(
        good(o_status="在籍"),
        good("the campaign takes them", o_status="未注册", status_ok=True),
        bad(o_status="退学", status_ok=False, severity=ERROR),
        bad(o_status="异动中", status_ok=False, severity=WARNING),
    ),
)
def student_is_not_enrolled() -> nw.Expr:
    """Only 在籍 can be collected, unless the campaign's ``statuses`` say otherwise."""
    return ~nw.col("status_ok") & (nw.col("o_status") != "")


@rule(
    "SC04",
    severity=WARNING,
    title=Text("已有照片", "There is a photo already"),
    message=Text(
        "该生已有照片（{photo}）。请核对是否需要重拍。",
        "The student has a photo already ({photo}). Check whether to shoot again.",
    ),
    needs=("photos",),
    grade=_photo_grade,
    varies=Text(
        "本次不重拍（reshoot = no）且照片有效或临期时为错误", "error for valid or expiring where reshoot = no"
    ),
    tell=lambda case: {"photo": case["o_photo_state"]},
    examples=(
        good(o_photo_state="none"),
        good(o_photo_state="expired"),
        good("no register was given", photos=False, o_photo_state="valid"),
        bad(o_photo_state="valid", severity=WARNING),
        bad("captured, date unknown", o_photo_state="unknown", severity=WARNING),
        bad("no re-shoot", o_photo_state="expiring", reshoot_no=True, severity=ERROR),
    ),
)
def student_has_a_photo() -> nw.Expr:
    """Whether an unexpired photo may be shot again is the school's choice, so the campaign says it."""
    return nw.col("matched") & nw.col("o_photo_state").is_in([*USABLE, PhotoState.UNKNOWN.value])


@rule(
    "SC05",
    severity=WARNING,
    title=Text("所属教学点不在报送单位之下", "Home site not below the reporting unit"),
    message=Text(
        "学籍所属教学点（{site}）不归本单位报送。请与该教学点核实由谁报送。",
        "The official home site ({site}) is not below this unit. Settle with it who sends the student.",
    ),
    trust=Trust.CONFIRM,
    at=lambda case: "" if case["site_type"] == "absent" else "site",
    tell=lambda case: {"site": case["o_site_raw"] or case["o_site_code"]},
    examples=(
        good(site_below=True),
        good("the unit is not known: FI10 says so", unit=UNKNOWN, site_below=False),
        bad(site_below=False),
    ),
)
def home_site_is_elsewhere() -> nw.Expr:
    """A branch or station may report for what lies below it, nobody else."""
    return nw.col("matched") & ~nw.col("site_below") & ~nw.col("unit").is_in(["", UNKNOWN])


RULES: tuple[Rule, ...] = (
    cohort_is_out_of_scope,
    level_or_category_is_out_of_scope,
    student_is_not_enrolled,
    student_has_a_photo,
    home_site_is_elsewhere,
)

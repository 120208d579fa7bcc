"""File, site, student and campaign rules: from facts to findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from recon import model
from recon.campaign import Campaign, Scope, Shooting
from recon.errors import CampaignError
from recon.model import FileRead, Finding, Site, Trouble
from recon.rules import (
    FileFacts,
    SiteFacts,
    alike,
    check_scope,
    check_settings,
    judge_campaign,
    judge_files,
    judge_handover,
    judge_rows,
    judge_sites,
    judge_students,
    not_asked,
    say_message,
    settle,
)
from recon.words import Category, Severity
from tests.rules.clean_row import CAMPAIGN, SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from recon.engine import Engine

FILE = "64003/名单.xlsx"
READ = FileRead(FILE, "ab" * 32, 10, "xlsx", "read")
SITES = {"6400301": Site("6400301", "东山学习中心", "64003", "东山分校（示例）")}
HERE = replace(SETTING, sites=SITES)


def rules_of(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity.value) for finding in findings]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({"unit": "6400301"}, [], id="nothing to say"),
        pytest.param(
            {"unit": "6400301", "received_at": "2020-06-10T23:59:59+08:00"}, [], id="24:00 is in time"
        ),
        pytest.param(
            {"unit": "6400301", "received_at": "2020-06-10T16:00:00+00:00"},
            [("FI09", "warning")],
            id="late in Shanghai",
        ),
        pytest.param({"unit": "6400301", "received_at": ""}, [], id="an unknown time is not late"),
        pytest.param({}, [("FI10", "warning")], id="unknown unit"),
        pytest.param({"unit": "6400301", "against": ("title",)}, [("FI10", "warning")], id="hints disagree"),
        pytest.param({"unit": "64003", "home_sites": 3}, [("FI11", "info")], id="a branch for its points"),
        pytest.param(
            {"unit": "64003", "home_sites": 3, "outside": 1}, [("FI11", "warning")], id="some are not below"
        ),
        pytest.param({"unit": "6400301", "home_sites": 1}, [], id="one home site"),
    ],
)
def test_what_a_files_facts_say(facts: dict[str, object], expected: list[tuple[str, str]]) -> None:
    assert rules_of(judge_files([READ], {}, [FileFacts(FILE, **facts)], HERE)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (
            FileFacts(FILE, unit="6400301", against=("name",), nobodys=("6400399",), by="rows"),
            "没有代码 6400399；学生多属 6400301 东山学习中心，暂记在该单位名下",
            "no known unit has the code 6400399; most of the students are those of 6400301",
        ),
        (
            FileFacts(FILE, unit="6400301", against=("path",), nobodys=("6400399",), by="title"),
            "没有代码 6400399；暂记在 6400301 东山学习中心 名下",
            "no known unit has the code 6400399; the file stands at 6400301",
        ),
        (FileFacts(FILE, against=("name",), nobodys=("6400399",)), "没有代码 6400399）", "the code 6400399)"),
    ],
)
def test_a_code_nobody_has_is_named_with_where_the_file_stands(fact: FileFacts, zh: str, en: str) -> None:
    (found,) = judge_files([READ], {}, [fact], HERE)
    assert found.rule == "FI10"
    assert zh in say_message(found, "zh")
    assert en in say_message(found, "en")


@pytest.mark.parametrize(
    ("fact", "zh", "en"),
    [
        (FileFacts(FILE), "没有线索", "nothing tells"),
        (
            FileFacts(FILE, unit="6400301", against=("title", "title")),
            "标题另有所指",
            "the title says otherwise",
        ),
    ],
    ids=["nothing", "what disagrees, once"],
)
def test_what_makes_the_unit_doubtful_is_named(fact: FileFacts, zh: str, en: str) -> None:
    (found,) = judge_files([READ], {}, [fact], HERE)
    assert [say_message(found, "zh").count(zh), say_message(found, "en").count(en)] == [1, 1]


def test_troubles_of_intake_and_of_shaping_become_findings_of_the_unit() -> None:
    read = replace(READ, troubles=(Trouble("FI03", {"kind": "html", "ending": "xls"}),))
    told = {FILE: [Trouble("HD02", {"nearest": ""}, sheet="S", row=4, field="id_card", cell="")]}
    first, second = settle(
        judge_files([read], told, [FileFacts(FILE, READ.sha256, "6400301")], HERE), b"k", "zh"
    )
    assert (first.rule, first.branch, first.site_name) == ("FI03", "东山分校（示例）", "东山学习中心")
    assert "网页" in first.message
    assert (second.rule, second.sheet, second.row, second.field, second.subject) == (
        "HD02",
        "S",
        4,
        "id_card",
        READ.sha256,
    )


def test_not_charged_until_she_says() -> None:
    told = {FILE: [Trouble("FI12", {"reason": "doubtful-row", "rows": "（12–15）"}, row=12)]}
    findings = settle(judge_files([READ], told, [FileFacts(FILE)], HERE), b"k", "zh")
    assert [(f.rule, f.charged) for f in findings] == [("FI10", False), ("FI12", False)]
    assert "12–15" in findings[1].message


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(SiteFacts("6400301", due=5, sent=True), [], id="sent"),
        pytest.param(SiteFacts("6400301", due=5, awaited=5), [("OM02", "info")], id="before the deadline"),
        pytest.param(SiteFacts("6400301", due=5, passed=True), [("OM02", "error")], id="after the deadline"),
        pytest.param(SiteFacts("6400301", passed=True), [], id="nobody due"),
        pytest.param(SiteFacts("6400301", declared_nil=True), [("OM03", "info")], id="nil"),
        pytest.param(
            SiteFacts("6400301", due=5, declared_nil=True), [("OM04", "error")], id="nil though some are due"
        ),
        pytest.param(
            SiteFacts("6400301", due=5, declared_nil=True, settled=True),
            [("OM03", "info")],
            id="nil, then sent",
        ),
    ],
)
def test_what_a_sites_facts_say(facts: SiteFacts, expected: list[tuple[str, str]]) -> None:
    assert rules_of(judge_sites([facts], HERE)) == expected


def students(*rows: dict[str, object]) -> pa.Table:
    blank = {
        name: False if model.STUDENTS.field(name).type == pa.bool_() else "" for name in model.STUDENTS.names
    }
    told = [
        blank | {"enrol_id": n, "student_no": f"18640014501{n:02}", "site_code": "6400301"} | row
        for n, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(told, schema=model.STUDENTS)


def test_the_omitted_and_the_photos_of_the_due() -> None:
    table = students(
        {"due": True, "state": "omitted", "photo_state": "none", "cohort": "2018秋季", "level": "专科"},
        {"due": True, "state": "awaited", "photo_state": "expired"},
        {"due": True, "state": "submitted", "photo_state": "expiring"},
        {"due": True, "state": "late", "photo_state": "unknown"},
        {"due": True, "state": "excused", "photo_state": "valid"},
        {"eligible": True, "photo_state": "expired"},
        {"due": True, "photo_state": "not_asked"},
    )
    _, many = alike(judge_students(table, HERE), HERE, b"key")
    findings = many.ones
    assert [(f.rule, f.enrol_id) for f in findings] == [
        ("OM01", 0),
        ("PH01", 1),
        ("PH02", 2),
        ("PH03", 3),
        ("PH04", 4),
    ]
    assert "2018秋季" in say_message(findings[0], "zh")
    assert findings[0].site_name == "东山学习中心"


@pytest.mark.parametrize(
    ("captured_on", "said"), [("", "照片名单中没有采集日期"), ("2020-01-02", "没有采集批次，不知道哪天要用")]
)
def test_a_photo_that_cannot_be_judged_lacks_its_capture_or_the_day_it_is_needed(
    captured_on: str, said: str
) -> None:
    table = students({"due": True, "photo_state": "unknown", "captured_on": captured_on})
    (finding,) = alike(judge_students(table, HERE), HERE, b"key")[1].ones
    assert said in say_message(finding, "zh")


def test_a_shoot_is_held_against_the_list_it_was_handed() -> None:
    found = judge_handover(students({}, {}, {}), handed_over={0, 1}, captured={1, 2}, setting=HERE)
    assert [(f.rule, f.enrol_id) for f in found] == [("PH06", 0), ("PH07", 2)]


SHOOTING = Campaign(
    id="t",
    scope={Category.OPEN: Scope(("2018秋季", "2019春季"))},
    batches={"202007": date(2020, 7, 10), "202101": date(2021, 1, 10), "202107": date(2021, 7, 10)},
    cohort_batches={"2018秋季": "202101", "2019春季": "202107"},
    shooting=(
        Shooting("东山", (date(2020, 6, 20), date(2020, 7, 12))),
        Shooting("西河", (date(2020, 7, 10),)),
    ),
)


def test_shooting_dates_that_are_too_early_are_told_with_the_day_that_would_do() -> None:
    (finding,) = judge_campaign(SHOOTING)
    said = say_message(finding, "en")
    assert all(
        word in said for word in ("东山", "2020-06-20", "2021-06-20", "2019春季", "2021-07-10", "2020-07-10")
    )


def test_an_unknown_rule_in_the_campaign_stops_the_run_and_names_the_nearest() -> None:
    with pytest.raises(CampaignError) as caught:
        check_settings(replace(CAMPAIGN, rules={"NO99": "off"}))
    assert "NO0" in caught.value.say("zh")
    check_settings(replace(CAMPAIGN, rules={"NO03": "off", "SC04": "info"}))


def test_a_scope_that_selects_nobody_stops_the_run() -> None:
    check_scope(CAMPAIGN, in_scope=2, enrolled=1)
    for inside, word in ((0, "2018秋季"), (2, "在籍")):
        with pytest.raises(CampaignError) as caught:
            check_scope(CAMPAIGN, in_scope=inside, enrolled=0)
        assert word in caught.value.say("zh")
        assert not {"、", "；"} & set(caught.value.say("en"))


def test_a_scope_that_selects_nobody_is_told_with_what_the_extract_says() -> None:
    words = {"cohort": "2018级", "status": "正常"}
    for inside, word in ((0, "2018级"), (2, "正常")):
        with pytest.raises(CampaignError) as caught:
            check_scope(CAMPAIGN, inside, 0, lambda field, _lang: words.get(field, ""))
        assert word in caught.value.say("zh")
        assert f"the extract says: {word}" in caught.value.say("en")


def test_a_campaign_switches_a_rule_off_or_changes_its_severity(duck: Engine) -> None:
    table = judged_table(
        [judged_row(level="本科", student_no="186400145012", by="id_card", o_status="异动中")]
    )
    rules = {"NO03": "off", "DF04": "warning", "SC03": "fatal"}
    setting = replace(SETTING, campaign=replace(CAMPAIGN, rules=rules))
    found = {f.rule: f.severity for f in judge_rows(duck.frame(table), duck, setting)}
    assert found == {"MA02": Severity.ERROR, "DF04": Severity.WARNING, "SC03": Severity.WARNING}


def test_what_cannot_be_asked_is_said_with_its_reason() -> None:
    assert not_asked(SETTING) == {}
    poor = replace(SETTING, asked=frozenset({"open.student_no", "open.name"}))
    reasons = not_asked(poor)
    assert {"PH01", "SC04", "DF02", "DF03", "SC03", "NO05"} <= set(reasons)
    assert "性别" in reasons["DF02"].zh
    assert {"FI09", "PH06", "PH07"} <= set(reasons)
    assert not {"MA01", "DF01", "ID07"} & set(reasons)
    unshot = not_asked(replace(SETTING, asked=SETTING.asked - {"handed_over"}))
    assert {code: why.en for code, why in unshot.items()} == dict.fromkeys(
        ("PH06", "PH07"), "no hand-over was frozen"
    )


def test_without_any_extract_a_roster_is_still_checked_by_itself(duck: Engine) -> None:
    alone = replace(SETTING, asked=frozenset())
    table = judged_table([judged_row(enrol_id=-1, by="none", id_card="100101199903081239")])
    assert [f.rule for f in judge_rows(duck.frame(table), duck, alone)] == ["ID07"]


@pytest.mark.parametrize(
    ("rule", "reason", "zh"),
    [
        ("FI01", "picture", "请报送 Excel 名单"),
        ("FI01", "archive", "压缩为 .zip"),
        ("FI02", "password", "请去掉密码"),
    ],
)
def test_each_refusal_gives_the_advice_that_fits_it(rule: str, reason: str, zh: str) -> None:
    refused = replace(READ, verdict="refused", troubles=(Trouble(rule, {"reason": reason}),))
    (found,) = judge_files([refused], {}, [], HERE)
    assert zh in say_message(found, "zh")
    assert say_message(found, "zh").count("请") == 1
    assert say_message(found, "en").endswith(".")

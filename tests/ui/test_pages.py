"""Every page in both languages, run in process: it draws, it masks, it acts."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from recon.result import TABLES
from recon.ui.findings.pair import _head, _values, _where
from recon.ui.handing import sums
from recon.ui.i18n import catalogue, t
from recon.ui.navigation import PAGES
from recon.ui.overview import numbers
from recon.ui.store import Question, Run
from recon.workspace import Workspace
from tests.ui import synthetic
from tests.ui.synthetic import CAMPAIGN, HOSTILE, make_workspace, tables, write_run

APP = str(Path("recon/ui/app.py").resolve())
LANGS = ("zh", "en")


def opened(page: str = "overview", **query: str | list[str]) -> AppTest:
    at = AppTest.from_file(APP, default_timeout=30)
    at.run()
    for name, value in query.items():
        at.query_params[name] = value
    if page != "overview":
        at.switch_page(f"app_pages/{page}.py")
    at.run()
    assert not at.exception, at.exception
    return at


def grid(at: AppTest) -> Any:
    return at.dataframe[0].value


def choose(at: AppTest, *places: int) -> AppTest:
    """Select rows of the findings grid; AppTest has no mouse."""
    key = next(e.key for e in at.dataframe if e.key and e.key.startswith("findings.grid"))
    at.session_state[key] = {"selection": {"rows": list(places), "columns": [], "cells": []}}
    return at.run()


@pytest.mark.parametrize("nothing", [("findings",), tuple(TABLES)])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_where_nothing_was_found(office: Path, page: str, nothing: tuple[str, ...]) -> None:
    """A campaign without a single finding, and one whose scope selects nobody."""
    made = tables(1, 1000, 400) | {name: TABLES[name].empty_table() for name in nothing}
    with Workspace.open(office) as place:
        again = place.start_run(actor="tester", inputs={})
        write_run(again.folder, made, place.campaign())
        place.finish_run(again.id, {})
    at = opened(page)
    assert not at.exception
    if page == "findings":
        assert any("没有发现问题" in text.value for text in at.subheader), "no filter is to be loosened"
    assert catalogue("zh")["app.trouble"] not in [box.value for box in at.error]


def test_without_batches_no_other_shooting_day_is_compared(office: Path) -> None:
    """Each photo was held against the day of the run, for a batch without a name."""
    made = tables(1, 1000, 400)
    students = [row | {"batch": ""} for row in made["students"].to_pylist()]
    with Workspace.open(office) as place:
        again = place.start_run(actor="tester", inputs={})
        made["students"] = synthetic.filled(students, TABLES["students"])
        write_run(again.folder, made, place.campaign())
        place.finish_run(again.id, {})
    assert any("无法推算" in text.value for text in opened("photos").caption)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws(office: Path, page: str, lang: str) -> None:
    at = opened(page, lang=lang) if page == "overview" else opened(page)
    if lang == "en":
        at.segmented_control(key="lang").set_value("en").run()
    assert not at.exception
    assert at.title[0].value == catalogue(lang)[f"nav.{page}"]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_teaches_when_there_is_no_workspace(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECON_WORKSPACE", raising=False)
    at = opened(page)
    assert catalogue("zh")["app.no_workspace"] in at.subheader[0].value


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_where_a_workspace_was_looked_for(page: str, office: Path) -> None:
    office.rename(office.with_name("moved"))
    at = opened(page)
    assert not at.exception
    assert catalogue("zh")["app.workspace_gone"] in at.subheader[0].value
    assert office.name in at.caption[0].value
    office.with_name("moved").rename(office)
    assert catalogue("zh")["app.workspace_gone"] not in [one.value for one in opened(page).subheader]


def test_the_language_can_be_switched_where_the_workspace_cannot_be_opened(office: Path) -> None:
    for part in office.glob("ledger.db*"):
        part.write_bytes(b"not a database at all" * 100)
    at = AppTest.from_file(str(APP), default_timeout=30).run()
    assert at.exception
    assert at.segmented_control(key="lang").value == "zh"


@pytest.mark.parametrize("page", sorted(PAGES.keys() - {"intake", "campaign"}))
def test_every_page_teaches_before_the_first_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.init(tmp_path / "new", CAMPAIGN, actor="tester").close()
    monkeypatch.setenv("RECON_WORKSPACE", str(tmp_path / "new"))
    at = opened(page)
    assert catalogue("zh")["welcome.title"] in at.subheader[0].value
    assert [found.proto.component_name for found in at.get("bidi_component")] == ["recon_chrome"]


def test_the_first_run_shows_its_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.init(tmp_path / "new", CAMPAIGN, actor="tester") as place:
        place.jobs.enqueue("run", {}, actor="tester")
    monkeypatch.setenv("RECON_WORKSPACE", str(tmp_path / "new"))
    at = opened()
    assert at.subheader[0].value == catalogue("zh")["app.first_run"]


def test_the_overview_says_the_totals(office: Path) -> None:
    at = opened()
    values = [metric.value for metric in at.metric]
    assert values[:2] == ["5 天", "1,000"]
    assert len(at.get("plotly_chart")) == 4


@pytest.mark.parametrize(
    ("day", "said"),
    [("2020-06-01", "还有 **9** 天"), ("2020-06-10", "**今天**是"), ("2020-06-12", "已截止 **2** 天")],
)
def test_the_days_to_the_deadline_count_from_the_day_the_numbers_are_of(
    office: Path, day: str, said: str
) -> None:
    with Workspace.open(office) as place:
        place.save_campaign(
            "\n".join(part for part in CAMPAIGN.splitlines() if not part.startswith(("title", "as_of"))),
            actor="tester",
        )
        again = place.start_run(actor="tester", inputs={})
        folder = write_run(again.folder, tables(1, 1000, 400), place.campaign())
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        (folder / "summary.json").write_text(json.dumps(summary | {"as_of": day}), encoding="utf-8")
        place.finish_run(again.id, {})
    lead = next(text.value for text in opened().markdown if "应报 **" in text.value)
    assert lead.startswith("sample-2020 · "), "a campaign without a title is called by its id"
    assert said in lead
    assert any(day in caption.value for caption in opened().caption)


def test_the_sentence_adds_up_to_the_due(run: Run) -> None:
    all_counts = numbers.totals(run)
    for left in (5, 0, -3, None):
        said = [
            int(n.replace(",", ""))
            for n in re.findall(r"\*\*([\d,]+)\*\* 人", numbers.lead(all_counts, left))
        ]
        assert said[0] == sum(said[1:]) == all_counts["due"]
        assert "迟报" in numbers.lead(all_counts, left)


@pytest.mark.parametrize("lang", LANGS)
def test_what_must_be_read_beside_the_numbers_is_said_in_either_language(office: Path, lang: str) -> None:
    told = {"zh": ["1 名学生没有*学籍状态*"], "en": ["1 student without a *status*"]}
    with Workspace.open(office) as place:
        again = place.start_run(actor="tester", inputs={})
        folder = write_run(again.folder, tables(1, 1000, 400), place.campaign())
        summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        summary |= {"notes": told["zh"], "notes_by_language": told}
        (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
        place.finish_run(again.id, {})
    at = opened()
    if lang == "en":
        at.segmented_control(key="lang").set_value("en").run()
    assert [text.value for text in at.text] == told[lang], (
        "as plain text: it may hold what Markdown would read"
    )


def test_a_number_tells_how_it_moved_since_the_run_before(office: Path) -> None:
    with Workspace.open(office) as place:
        for submitted in (700, 730):
            again = place.start_run(actor="tester", inputs={})
            write_run(again.folder, tables(1, 1000, 400), place.campaign())
            place.finish_run(again.id, {"coverage": {"due": 1000, "submitted": submitted}})
    at = opened()
    due, moved = (
        next(m for m in at.metric if m.label == t(f"overview.{name}")) for name in ("due", "submitted")
    )
    assert moved.delta == t("overview.moved", n="+30")
    assert list(moved.proto.chart_data) == [700, 730]
    assert due.delta == ""
    assert list(due.proto.chart_data) == [], "a level line tells nobody anything"


def test_the_numbers_do_not_wait_for_the_charts(office: Path) -> None:
    at = AppTest.from_file(APP, default_timeout=30).run()
    assert at.metric[0].value == "5 天"
    assert len(at.get("plotly_chart")) == 0
    assert len(at.run().get("plotly_chart")) == 4


def test_the_matrix_is_on_a_switch(office: Path) -> None:
    at = opened()
    at.segmented_control(key="overview.view").set_value("by_matrix").run()
    assert not at.exception


def test_findings_follow_the_address(office: Path) -> None:
    at = opened("findings", severity="warning")
    assert {value for [value] in grid(at)["severity"]} == {"警告"}
    assert at.pills(key="findings.view").value is None


def test_a_named_view_is_filters_in_the_address(office: Path, run: Run) -> None:
    at = opened("findings")
    at.pills(key="findings.view").set_value("todo").run()
    assert at.query_params["trust"] == "confirm"
    assert at.query_params["state"] == "waiting"
    count = run.findings.count(Question({"trust": ("confirm",), "state": ("waiting",)}))
    assert f"**共 {count} 条**" in [said.value for said in at.markdown]
    assert not {"trust", "state"} & set(grid(at)), "the filters tell them"


def test_search_words_stay_out_of_the_address(office: Path) -> None:
    at = opened("findings")
    at.text_input(key="findings.words").set_value("18640014").run()
    assert "18640014" not in str(dict(at.query_params))
    assert not at.exception


def test_the_grid_makes_room_once_a_row_is_picked(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heights: list[int] = []
    drawn = streamlit.dataframe

    def noted(*args: Any, **more: Any) -> Any:
        if str(more.get("key", "")).startswith("findings.grid"):
            heights.append(more["height"])
        return drawn(*args, **more)

    monkeypatch.setattr(streamlit, "dataframe", noted)
    at = choose(opened("findings"), 3)
    assert heights[-2] > heights[-1], "nothing stands below the grid before"
    assert not at.exception


def test_paging_shows_other_rows(office: Path) -> None:
    at = opened("findings")
    first = grid(at)["submitted"].tolist()
    at.pagination[0].select(2).run()
    assert at.query_params["page"] == "2"
    assert grid(at)["submitted"].tolist() != first


def test_a_selection_dies_with_its_page(office: Path) -> None:
    at = choose(opened("findings", trust="confirm"), 0)
    assert not at.button(key="findings.send").disabled
    at.pagination[0].select(2).run()
    assert at.button(key="findings.send").disabled


def test_accepting_is_in_the_ledger_at_once_and_can_be_undone(office: Path) -> None:
    at = choose(opened("findings", trust="confirm", state="waiting"), 0, 2)
    at.button(key="findings.accept").click().run()
    assert not at.exception
    with Workspace.open(office) as place:
        rulings = place.rulings()
    assert [ruling.verdict for ruling in rulings] == ["accept", "accept"]
    assert all(ruling.value and ruling.who for ruling in rulings)
    at = opened("findings", state="accept")
    assert len(grid(at)) == 2
    at = choose(at, 0)
    at.button(key="findings.undo").click().run()
    with Workspace.open(office) as place:
        assert len(place.rulings()) == 1


def test_the_act_just_done_can_be_taken_back_above_the_table(office: Path) -> None:
    at = choose(opened("findings", trust="confirm", state="waiting"), 0)
    at.button(key="findings.accept").click().run()
    assert at.button(key="findings.undo_bulk").label == "撤销刚才的 1 条"
    keys = [button.key for button in at.button]
    assert keys.index("findings.undo_bulk") > keys.index("findings.accept"), "it moves no other button down"
    assert any("1 条裁定" in warning.value for warning in at.warning)
    at.button(key="findings.undo_bulk").click().run()
    assert not any(button.key == "findings.undo_bulk" for button in at.button)
    with Workspace.open(office) as place:
        assert not place.rulings()
    at.run()
    assert not any("裁定" in warning.value for warning in at.warning), "nothing differs from the run"


def test_an_act_undone_otherwise_is_not_offered_again(office: Path) -> None:
    at = choose(opened("findings", trust="confirm", state="waiting"), 0)
    at.button(key="findings.accept").click().run()
    with Workspace.open(office) as place:
        place.undo(place.rulings()[0].finding_id, actor="somebody else")
    at.run()
    assert not any(button.key == "findings.undo_bulk" for button in at.button)


def test_a_whole_file_has_no_row_no_student_and_nothing_to_accept() -> None:
    blank = dict.fromkeys(("name", "student_no", "submitted", "official", "proposal", "field"), "")
    row = blank | {"rule": "FI01", "severity": "fatal", "charged": True, "row": 0, "cell": "", "sheet": ""}
    row |= {"file": "名单.xlsx", "site_name": "城东教学点", "site_code": "6400101", "trust": "ask-site"}
    assert "· ·" not in _head(row).replace("  ", " ")
    told = _where(row)
    assert told["栏目"] == "整个文件"
    assert told["位置"] == "名单.xlsx"
    assert not _values(row, masked=True)
    assert _where(row | {"site_name": "?", "site_code": "?"})["教学点"] == "单位不明的文件", (
        "as the sites page says"
    )


def test_nothing_to_accept_has_no_number(office: Path) -> None:
    at = choose(opened("findings", rule="DF03"), 0)
    accept = at.button(key="findings.accept")
    assert accept.disabled
    assert accept.label == "接受建议值"


def test_keeping_asks_why(office: Path) -> None:
    at = choose(opened("findings", trust="confirm"), 0)
    at.button(key="findings.keep").click().run()
    assert not at.exception
    assert "理由" in [field.label for field in at.text_input]


def test_two_people_on_one_finding(office: Path) -> None:
    """What another person ruled after one's page was drawn is never overwritten: the author is told."""
    at = choose(opened("findings", trust="confirm", state="waiting"), 0)
    with Workspace.open(office) as place:
        first = place.latest_run()
        assert first is not None
    drawn = at.button(key="findings.accept")
    with Workspace.open(office) as place:
        for row in make_rows(office):
            place.rule(row, "keep", actor="other", reason="seen the card")
    drawn.click().run()
    assert not at.exception
    assert any("other" in warning.value for warning in at.warning)
    with Workspace.open(office) as place:
        assert {ruling.verdict for ruling in place.rulings()} == {"keep"}


def make_rows(office: Path) -> list[str]:
    from recon.ui.store import Question, Run

    with Workspace.open(office) as place:
        folder = place.latest_run()
    assert folder is not None
    question = Question({"trust": ("confirm",), "state": ("waiting",)})
    return Run(folder).findings.keys("finding_id", question)


@pytest.mark.parametrize("page", ["findings", "students"])
def test_names_and_numbers_are_masked(office: Path, page: str) -> None:
    text = grid(opened(page)).to_csv()
    assert "18640014" not in text
    assert "＊" in text


def test_showing_names_is_logged_and_can_be_ended(office: Path) -> None:
    at = opened("students")
    at.button(key="reveal.ok").click().run()
    assert "18640014" in grid(at).to_csv()
    with Workspace.open(office) as place:
        assert next(entry.act for entry in place.entries()) == "reveal"
    at.button(key="reveal.hide").click().run()
    assert "18640014" not in grid(at).to_csv()


def test_names_are_hidden_again_after_ten_idle_minutes(office: Path) -> None:
    at = opened("students")
    at.button(key="reveal.ok").click().run()
    at.session_state["revealed_at"] -= 590
    at.run()
    assert "18640014" in grid(at).to_csv(), "a click within ten minutes begins the time anew"
    at.session_state["revealed_at"] -= 590
    at.run()
    assert "18640014" in grid(at).to_csv()
    at.session_state["revealed_at"] -= 601
    at.run()
    assert "18640014" not in grid(at).to_csv()


@pytest.mark.parametrize("code", ["x", "<img src=x>", "²", ""])
@pytest.mark.parametrize("page", ["findings", "sites", "students"])
def test_a_code_that_no_filter_knows_breaks_no_page(office: Path, page: str, code: str) -> None:
    """An address is kept for months and typed by hand; what it asks for may be gone, and can be unticked."""
    at = opened(page)
    rail = json.loads(next(e.proto for e in at.get("bidi_component") if "groups" in e.proto.json).json)
    for facet in [group["code"] for group in rail["groups"]]:
        at.query_params.clear()
        at.query_params[facet] = code
        at.run()
        assert not at.exception, (facet, at.exception)
        assert not at.error
    drawn = next(e.proto for e in at.get("bidi_component") if "groups" in e.proto.json).json
    on = [value for group in json.loads(drawn)["groups"] for value in group["values"] if value["on"]]
    assert [value["code"] for value in on] == [code]


@pytest.mark.parametrize("page", ["findings", "students", "sites", "intake"])
def test_a_file_or_sheet_called_by_a_student_s_number_is_masked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    number = "1864001499999"
    monkeypatch.setattr(synthetic, "NAMED", f"王丽{number}")
    made = make_workspace(tmp_path / "named", students=100, findings=100)
    monkeypatch.setenv("RECON_WORKSPACE", str(made))
    at = opened(page, **({"site_code": "6400201"} if page == "sites" else {}))
    if page == "students":
        at.text_input(key="students.words").set_value("1864001400005").run()
    if page in {"findings", "students"}:
        key = next(e.key for e in at.dataframe if e.key and ".grid" in e.key)
        at.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
        at.run()
    said = [html.value for html in at.html] + [frame.value.to_csv() for frame in at.dataframe]
    assert any("王丽18*********99" in text for text in said)
    assert not [text for text in said if number in text]


def test_a_hostile_name_is_text(office: Path) -> None:
    at = opened("findings")
    at.button(key="reveal.ok").click().run()
    at.text_input(key="findings.words").set_value("onerror").run()
    assert HOSTILE in grid(at)["student"].tolist()
    at = choose(at, 0)
    assert not [html.value for html in at.html if "<img" in html.value]


def test_sites_to_call_today(office: Path) -> None:
    at = opened("sites", call="yes")
    assert len(grid(at)) == 3
    with Workspace.open(office) as place:
        place.note("6400101", "promise", actor="tester", due_on="2020-06-08")
    assert len(grid(opened("sites", call="yes"))) == 2


def test_a_site_has_its_reminder(office: Path) -> None:
    at = opened("sites", site_code="6400101")
    assert "应报 40 人" in at.code[0].value
    assert "18640014" not in at.code[0].value


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.docx", "名单.DBF", "报送.eml"])
def test_an_upload_is_kept_and_a_run_is_asked_for(office: Path, name: str) -> None:
    at = opened("intake")
    at.file_uploader(key="intake.files").upload(name, b"not really a workbook")
    at.form_submit_button[0].click().run()
    assert not at.exception
    with Workspace.open(office) as place:
        assert [received.name for received in place.submissions()] == [name]
        assert [job.kind for job in place.jobs.open()] == ["run"]


def test_a_large_campaign_keeps_its_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_workspace(tmp_path / "w", students=3000, findings=20)
    monkeypatch.setenv("RECON_WORKSPACE", str(tmp_path / "w"))
    assert opened().metric[1].value == "3,000"


def test_a_wrong_campaign_is_told_and_not_kept(office: Path) -> None:
    at = opened("campaign")
    at.text_area(key="campaign.edited").set_value(CAMPAIGN.replace("deadline", "deadlin"))
    submit(at, "检查")
    assert "deadline" in at.error[0].value
    assert "campaign.save" not in [button.key for button in at.button]
    with Workspace.open(office) as place:
        assert place.campaign_text() == CAMPAIGN


def test_a_changed_campaign_is_compared_kept_and_judged(office: Path) -> None:
    at = opened("campaign")
    at.text_area(key="campaign.edited").set_value(CAMPAIGN.replace("2020-06-10", "2020-06-12"))
    submit(at, "检查")
    assert "+deadline = 2020-06-12" in at.code[0].value
    at.button(key="campaign.save").click().run()
    assert not at.exception
    with Workspace.open(office) as place:
        assert str(place.campaign().deadline) == "2020-06-12"
        assert [job.kind for job in place.jobs.open()] == ["run"]


def test_settings_saved_before_there_is_an_extract_start_no_run_that_would_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.init(tmp_path / "new", CAMPAIGN, actor="tester").close()
    monkeypatch.setenv("RECON_WORKSPACE", str(tmp_path / "new"))
    at = opened("campaign")
    at.text_area(key="campaign.edited").set_value(CAMPAIGN.replace("2020-06-10", "2020-06-12"))
    submit(at, "检查")
    assert at.button(key="campaign.save").label == "保存"
    at.button(key="campaign.save").click().run()
    assert not at.exception
    assert any("还没有学籍数据" in one.value for one in at.toast)
    with Workspace.open(tmp_path / "new") as place:
        assert (str(place.campaign().deadline), list(place.jobs.recent(5))) == ("2020-06-12", [])


def test_the_campaigns_form_changes_one_line_and_warns_of_photos_that_would_not_last(office: Path) -> None:
    at = opened("campaign")
    at.date_input(key="campaign.deadline").set_value(date(2020, 6, 15))
    at.text_input(key="campaign.open.cohorts").set_value("2018秋季，2019春季、2017秋季")
    submit(at, "检查并预览")
    changed = at.code[0].value.splitlines()
    assert [line for line in changed if line.startswith("+")] == [
        '+deadline = "2020-06-15"',
        '+cohorts = ["2018秋季", "2019春季", "2017秋季"]',
    ]
    at.button(key="campaign.drop").click().run()
    assert not at.code
    with Workspace.open(office) as place:
        assert place.campaign_text() == CAMPAIGN


def test_photos_that_would_not_last_are_told_while_editing(office: Path) -> None:
    plan = """
[batches]
202107 = "2021-07-10"
[cohort_batches]
"2019春季" = "202107"
[[shooting]]
point = "6400101"
dates = ["2020-06-17"]
serves = ["6400101"]
"""
    at = opened("campaign")
    at.text_area(key="campaign.edited").set_value(CAMPAIGN + plan)
    submit(at, "检查")
    assert any("2020-07-10" in warning.value for warning in at.warning)


def test_the_form_says_which_cohorts_graduate_with_which_batch_and_warns_of_those_it_leaves_out(
    office: Path,
) -> None:
    at = opened("campaign")
    at.text_area(key="campaign.batches").set_value("202101 2021-01-20 2018秋季\n202107=2021-07-10")
    submit(at, "检查并预览")
    added = [line[1:] for line in at.code[0].value.splitlines() if line.startswith("+")]
    assert {'202101 = "2021-01-20"', '202107 = "2021-07-10"', '"2018秋季" = "202101"'} <= set(added)
    assert any("2019春季" in one.value and "202101" in one.value for one in at.warning)
    at.button(key="campaign.save").click().run()
    with Workspace.open(office) as place:
        assert place.campaign().cohort_batches == {"2018秋季": "202101"}
        assert place.campaign().unassigned == ("2019春季", "2019级")
    assert any("2019春季" in one.value for one in opened("photos").warning)
    at = opened("campaign")
    at.text_area(key="campaign.batches").set_value(
        "202101 2021-01-20\n202107 2021-07-10、2018秋季、2019春季、2019级"
    )
    submit(at, "检查并预览")
    assert not any("哪一批" in one.value for one in at.warning)
    at.button(key="campaign.save").click().run()
    with Workspace.open(office) as place:
        assert place.campaign().cohort_batches == dict.fromkeys(("2018秋季", "2019春季", "2019级"), "202107")


def test_days_too_early_for_a_batch_are_told_before_a_version_is_frozen(office: Path) -> None:
    plan = """
[batches]
202107 = "2021-07-10"
[cohort_batches]
"2018秋季" = "202107"
"2019春季" = "202107"
[[shooting]]
point = "6400101"
dates = ["2020-06-17", "2020-07-11"]
serves = ["6400101"]
[[shooting]]
point = "6400102"
dates = ["2020-06-18"]
serves = ["6400102"]
"""
    assert not any("202107" in warning.value for warning in opened("handover").warning)
    with Workspace.open(office) as place:
        place.save_campaign(CAMPAIGN + plan, actor="tester")
    at = opened("handover")
    [said] = [warning.value for warning in at.warning if "202107" in warning.value]
    assert said.startswith("银川城东教学点于 2020-06-17；"), "the other day is late enough"
    assert said.count("2021-07-10") == 1, "what holds for several points is said once"
    assert "2018秋季、2019春季" in said
    assert "须到 2021-07-10 仍有效，即 2020-07-10 及以后" in said


def submit(at: AppTest, label: str) -> None:
    next(button for button in at.form_submit_button if button.label == label).click().run()


def test_an_extract_comes_through_the_intake_page(office: Path) -> None:
    at = opened("intake")
    lines = "学号,姓名,身份证号,学籍状态,专业层次,入学年度学期\n1864901400001,王丽,,在籍,本科,2018秋季\n"
    at.file_uploader(key="sources.files").upload("学生导出.csv", lines.encode("gb18030"))
    submit(at, "导入并重新核对")
    assert not at.exception
    assert not at.error
    assert "学生导出.csv" in at.dataframe[0].value.to_string(), "the list shows what was just taken in"
    assert "已导入 1 个文件" in at.toast[0].value
    with Workspace.open(office) as place:
        assert [(source.kind, source.name) for source in place.sources()] == [("extract", "学生导出.csv")]


def test_what_no_run_can_use_does_not_come_through_the_intake_page(office: Path) -> None:
    at = opened("intake")
    at.file_uploader(key="sources.files").upload("学生导出.xlsx", b"rows")
    submit(at, "导入并重新核对")
    assert not at.exception
    assert "学生导出.xlsx" in at.error[0].value
    with Workspace.open(office) as place:
        assert not place.sources()


def test_a_list_taken_in_by_mistake_is_retired_on_the_intake_page(office: Path) -> None:
    with Workspace.open(office) as place:
        place.add_source("extract", b"students", "学生.csv", actor="t")
        place.add_source("planned", b"of last year", "去年.csv", actor="t")

    def choose(*places: int) -> AppTest:
        at = opened("intake")
        key = next(e.key for e in at.dataframe if e.key and e.key.startswith("sources.held"))
        at.session_state[key] = {"selection": {"rows": list(places), "columns": [], "cells": []}}
        return at.run()

    at = choose(0, 1)
    assert at.button(key="sources.retire").disabled
    assert t("sources.last") in {one.value for one in at.warning}
    at = choose(1)
    at.button(key="sources.retire").click().run()
    assert not at.exception
    assert any("已停用 去年.csv" in toast.value for toast in at.toast)
    with Workspace.open(office) as place:
        assert [source.name for source in place.sources()] == ["学生.csv"]
        assert [job.kind for job in place.jobs.open()] == ["run"]


def test_a_list_called_by_a_students_number_is_masked_where_it_is_retired(office: Path) -> None:
    with Workspace.open(office) as place:
        place.add_source("planned", b"of last year", "王丽1864001499999.csv", actor="t")
    at = opened("intake")
    held = next(e for e in at.dataframe if e.key and e.key.startswith("sources.held"))
    assert "王丽18*********99.csv" in held.value.to_csv()
    at.session_state[held.key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    at.run().button(key="sources.retire").click().run()
    assert [toast.value for toast in at.toast if "18" in toast.value]
    assert not [toast.value for toast in at.toast if "1864001499999" in toast.value]


def test_how_long_a_photo_holds_is_the_campaigns(office: Path) -> None:
    with Workspace.open(office) as place:
        place.save_campaign(f"{CAMPAIGN}[photo]\nvalidity_months = 6\n", actor="tester")
    assert any("6 个月内有效" in said.value for said in opened("photos").markdown)


def test_what_is_no_photo_register_does_not_come_through_the_photos_page(office: Path) -> None:
    at = opened("photos")
    at.file_uploader(key="photos.file").upload(
        "照片.csv", "姓名,拍摄日期\n王丽,2020-05-01\n".encode("gb18030")
    )
    submit(at, t("photos.take"))
    assert not at.exception
    assert "照片.csv" in at.error[0].value
    with Workspace.open(office) as place:
        assert not place.sources()


def test_what_is_no_extract_does_not_come_through_the_first_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.init(tmp_path / "new", CAMPAIGN, actor="tester").close()
    monkeypatch.setenv("RECON_WORKSPACE", str(tmp_path / "new"))
    at = opened()
    at.file_uploader(key="welcome.extract").upload("学生.csv", b"a,b\n1,2\n")
    at.file_uploader(key="welcome.rosters").upload("名单.csv", b"a,b\n1,2\n")
    submit(at, t("welcome.go"))
    assert "学生.csv" in at.error[0].value
    with Workspace.open(tmp_path / "new") as place:
        assert not place.sources()
        assert not place.submissions()
        assert not place.jobs.open()


def test_the_first_page_begins_with_the_extract_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workspace.init(tmp_path / "new", CAMPAIGN, actor="tester").close()
    monkeypatch.setenv("RECON_WORKSPACE", str(tmp_path / "new"))
    at = opened()
    at.file_uploader(key="welcome.rosters").upload("名单.csv", b"a,b\n1,2\n")
    submit(at, t("welcome.go"))
    assert [said.value for said in at.warning] == [t("welcome.extract_first")]
    lines = "学号,姓名,身份证号,学籍状态,专业层次,入学年度学期\n1864901400001,王丽,,在籍,本科,2018秋季\n"
    at = opened()
    at.file_uploader(key="welcome.extract").upload("学生.csv", lines.encode("gb18030"))
    submit(at, t("welcome.go"))
    assert not at.warning
    with Workspace.open(tmp_path / "new") as place:
        assert [source.kind for source in place.sources()] == ["extract"]
        assert [job.kind for job in place.jobs.open()] == ["run"]


def test_the_hand_over_adds_up(office: Path) -> None:
    at = opened("handover")
    ready, waiting, submitted, eligible = (int(metric.value.replace(",", "")) for metric in at.metric)
    assert ready + waiting == submitted + eligible
    assert at.success
    assert not at.error
    by_site = at.dataframe[-1].value
    sums = [int(by_site[title].sum()) for title in ("可移交", "待定", "已报（应报）", "已报（往届）")]
    assert sums == [ready, waiting, submitted, eligible]


def test_every_number_of_the_hand_over_is_the_length_of_its_list(office: Path, run: Run) -> None:
    for name, number in sums.counts(run, ()).items():
        filters = {key: [code] if isinstance(code, str) else code for key, code in sums.DOORS[name].items()}
        assert run.students.count(Question({key: tuple(codes) for key, codes in filters.items()})) == number


def test_a_silent_site_can_be_declared_nil(office: Path) -> None:
    at = opened("sites", site_code="6400101")
    at.button(key="sites.nil.6400101").click().run()
    assert not at.exception
    with Workspace.open(office) as place:
        assert place.nils() == [], "one click asks; it declares nothing"
    assert any("零报送" in one.value and "人" in one.value for one in at.markdown)
    at.text_input(key="sites.nil.by").input("王主任电话答复")
    at.button(key="FormSubmitter:sites.nil-确认零报送").click().run()
    with Workspace.open(office) as place:
        assert {known.unit for known in place.known() if known.declared_nil} == {"6400101"}
        assert {nil.reason for nil in place.nils()} == {"王主任电话答复"}


def test_every_question_has_a_way_out_that_changes_nothing(office: Path) -> None:
    at = opened("sites", site_code="6400101")
    at.button(key="sites.nil.6400101").click().run()
    assert at.button(key="sites.nil.cancel").form_id == "sites.nil", "it stands beside the act"
    at.button(key="sites.nil.cancel").click().run()
    with Workspace.open(office) as place:
        assert place.nils() == []
    at = opened("handover")
    at.button(key="handover.freeze").click().run()
    assert at.button(key="handover.freeze.cancel").form_id == "handover.confirm"
    at.button(key="handover.freeze.cancel").click().run()
    with Workspace.open(office) as place:
        assert place.handovers() == []


def test_a_page_that_breaks_says_what_to_do_and_quotes_nobody(caplog: pytest.LogCaptureFixture) -> None:
    from recon.errors import WorkspaceError
    from recon.ui.launch import say_trouble

    at = AppTest.from_string("import streamlit as st").run()
    assert not at.exception
    with pytest.raises(ValueError, match="王丽") as broken:
        int("王丽 1864001400001")
    assert say_trouble(broken.value) is True
    assert say_trouble(WorkspaceError(path="x", reason="y")) is True
    told = next(record for record in caplog.records if "a page stopped" in record.getMessage())
    assert "ValueError" in told.getMessage()
    assert "test_pages.py:" in told.getMessage()
    assert "1864001400001" not in caplog.text
    assert "王丽" not in caplog.text


def test_one_by_one_moves_on_after_a_decision(office: Path) -> None:
    at = opened("findings", trust="confirm", state="waiting")
    at.segmented_control(key="findings.mode").set_value("review").run()
    assert not at.exception
    before = at.markdown[-1].value, positions(at)
    at.button(key="findings.accept").click().run()
    assert positions(at)[1] == before[1][1] - 1
    at.button(key="review.next").click().run()
    assert positions(at)[0] == 2
    assert at.query_params["at"] == "2"


def positions(at: AppTest) -> tuple[int, int]:
    """Which finding of how many is looked at."""
    said = next(text.value for text in at.markdown if text.value.startswith("第 "))
    first, last = (int("".join(filter(str.isdigit, part))) for part in said.split("，"))
    return first, last


def test_the_most_frequent_changes_hold_no_names(office: Path) -> None:
    at = opened("findings")
    at.button(key="findings.common.open").click().run()
    assert not at.exception
    frequent = at.dataframe[-1].value
    assert set(frequent["栏目"]) == {"专业"} or frequent.empty


def test_what_is_new_since_the_last_round_can_be_filtered(office: Path) -> None:
    with Workspace.open(office) as place:
        again = place.start_run(actor="tester", inputs={})
        made = tables(1, 1000, 400)
        kept = made["findings"].slice(0, 380)
        write_run(again.folder, made | {"findings": kept}, place.campaign())
        place.finish_run(again.id, {})
        third = place.start_run(actor="tester", inputs={})
        write_run(third.folder, made, place.campaign())
        place.finish_run(third.id, {})
        told = place.stories().to_pylist()
    back = [row for row in told if row["story"] == "back"]
    at = opened("findings", story="back")
    assert not at.exception
    assert len(grid(at)) == len(back) > 0

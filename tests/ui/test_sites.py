"""The chase of the sites: whom to call, how late, what the paper says; and the page that shows it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recon.campaign import loads
from recon.export.view import View
from recon.result import TABLES
from recon.ui.overview.numbers import worst
from recon.ui.overview.tables import _why
from recon.ui.sites import closing
from recon.ui.sites.call_list import call_list
from recon.ui.sites.chase import Chase, chases, promises
from recon.ui.sites.lines import COUNTED, SiteLine, days_late, found, lines, why_call
from recon.ui.store import Question, Run
from recon.workspace import Workspace
from tests.ui.synthetic import CAMPAIGN, filled, tables, write_run
from tests.ui.test_pages import grid, opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CAMP = loads(CAMPAIGN)
HOSTILE = "<script>alert(1)</script>"


def line(status: str, received: str = "", due: int = 40) -> SiteLine:
    site = {"site_code": "6400101", "site_name": "x", "status": status, "received_at": received, "rows": 40}
    site |= {"rows_repeat": 2, "key_errors": 3, "other_errors": 1}
    return SiteLine(site, dict.fromkeys(COUNTED, 0) | {"due": due}, {})


def test_days_late_count_from_the_deadline() -> None:
    after = loads(CAMPAIGN.replace("as_of = 2020-06-05", "as_of = 2020-06-15"))
    assert days_late(line("checked", "2020-06-12T08:00:00+08:00"), CAMP) == 2
    assert days_late(line("checked", "2020-06-10T23:59:00+08:00"), CAMP) == 0
    assert days_late(line("silent"), CAMP) == 0
    assert days_late(line("silent"), after) == 5
    assert days_late(line("unreadable", "2020-06-01T08:00:00+08:00"), after) == 5
    assert days_late(line("silent", due=0), after) == 0
    judged = replace(line("silent"), judged_on=date(2020, 6, 12))
    assert days_late(judged, after) == 2, "counted on the day the run says it is silent"


def test_the_error_rate_is_per_row_without_repeats() -> None:
    assert line("checked").error_rate == 4 / 38


def test_a_diary_in_short(office: Path) -> None:
    with Workspace.open(office) as place:
        place.note("6400101", "reminder", actor="a")
        place.note("6400101", "reminder", actor="a")
        place.note("6400101", "call", actor="a", text="王老师\n周五前")
        place.note("6400101", "promise", actor="a", due_on="2020-06-04")
        place.note("6400101", "promise", actor="a", due_on="2020-06-09")
        place.note("6400101", "waiting", actor="a", text="site")
        place.note("6400102", "promise", actor="a", due_on="2020-06-04")
        found = chases(place)
    chase = found["6400101"]
    assert (chase.reminders, chase.spoke_to, chase.waiting_for) == (2, "王老师", "site")
    assert chase.promised_for == "2020-06-09", "the newest promise counts"
    assert promises(found, CAMP) == ({"6400101"}, {"6400102"})


def test_a_promise_spares_the_call_and_a_broken_one_asks_for_it(run: Run) -> None:
    def called() -> set[str]:
        return {
            code for code, call in run.site_list.ask("select site_code, call from {narrow}") if call == "yes"
        }

    first = called()
    assert "6400101" in first
    checked = next(code for code, status in statuses(run).items() if status == "checked")
    run.following.follow(set(), {"6400101"}, {checked})
    assert called() == first - {"6400101"} | {checked}
    run.following.follow({checked}, set(), {checked})
    assert called() == first
    assert statuses(run)[checked] == "signed-off"
    assert isinstance(run.sites, pa.Table)


def test_who_declared_nil_against_the_records_or_sent_an_unreadable_file_is_called(tmp_path: Path) -> None:
    made = tables()
    told = made["sites"].to_pylist()
    for row, status in zip(told[3:6], ("declared-nil", "declared-nil", "unreadable"), strict=True):
        row["status"] = status
    false, honest, broken = told[3:6]
    rows = made["findings"].to_pylist()
    rows[1] |= {"rule": "OM04", "unit": false["site_code"], "site_code": false["site_code"], "open": True}
    made |= {"sites": filled(told, TABLES["sites"]), "findings": filled(rows, TABLES["findings"])}
    run = Run(write_run(tmp_path, made, CAMP))
    page = run.site_list.page(Question({"call": ("yes",)}), 1, 50)
    why = {one.code: why_call(one, "2020-06-15") for one in lines(run, page.rows, {})}
    assert why[false["site_code"]].startswith("报了零报送，但应报 ")
    assert why[broken["site_code"]] == "文件无法读取"
    assert honest["site_code"] not in why


def test_who_sent_a_form_that_nobody_filled_in_is_called(tmp_path: Path) -> None:
    made = tables()
    told = made["sites"].to_pylist()
    told[3] |= {"status": "checked", "files": 1, "rows": 0}
    told[4] |= {"status": "checked", "files": 0, "rows": 0}  # another unit reports for it
    run = Run(write_run(tmp_path, made | {"sites": filled(told, TABLES["sites"])}, CAMP))
    page = run.site_list.page(Question({"call": ("yes",)}), 1, 50)
    called = {one.code: one for one in lines(run, page.rows, {})}
    assert told[4]["site_code"] not in called
    empty = called[told[3]["site_code"]]
    assert why_call(empty, "2020-06-15").startswith("名单是空的，应报 ")
    assert days_late(replace(empty, judged_on=date(2020, 6, 12)), CAMP) == 2


def test_the_files_of_an_unknown_unit_are_no_site(tmp_path: Path) -> None:
    made = tables()
    told = made["sites"].to_pylist()
    lost = told[5] | {"site_code": "?", "site_name": "", "status": "checked"}
    run = Run(write_run(tmp_path, made | {"sites": filled([*told, lost], TABLES["sites"])}, CAMP))
    total = run.site_list.count(Question())
    assert total == len(told) + 1
    assert found(run, Question(), total) == f"共 {len(told)} 个单位，另有单位不明的文件"
    silent = Question({"status": ("silent",)})
    assert "不明" not in found(run, silent, run.site_list.count(silent))
    one = Question({"site_code": (told[0]["site_code"],)})
    assert found(run, one, 1) == "共 1 个单位"


def test_the_worst_sites_say_what_they_sent(tmp_path: Path) -> None:
    made = tables()
    told = made["sites"].to_pylist()
    for row in told:
        row |= {"status": "checked", "files": 1, "rows": 0}
    run = Run(write_run(tmp_path, made | {"sites": filled(told, TABLES["sites"])}, CAMP))
    assert {row["status"] for row in worst(run)} == {"nobody"}
    assert _why(worst(run)[0]).startswith("空名单：")
    assert _why({"status": "declared-nil", "omitted": 3, "late": 0, "open": 0, "held": 0}) == "零报送：漏报 3"


def statuses(run: Run) -> dict[str, str]:
    return dict(run.site_list.ask("select site_code, status from {narrow}"))


def test_the_calls_of_the_day_say_whom_and_when(office: Path) -> None:
    with Workspace.open(office) as place:
        place.note("6400101", "call", actor="a", text="王老师\n周五前")
        place.note("6400101", "escalated", actor="a")
    shown = grid(opened("sites", call="yes"))
    row = shown[shown["spoke_to"] == "王老师"].iloc[0]
    assert row["phone"] == "000-0000000"
    assert "已报分校" in row["waiting"]


def test_a_hostile_note_is_inert_on_paper(office: Path) -> None:
    from recon.ui.sites.call_list import STYLE, _cells

    said = _cells(SiteLine(line("silent").site, line("silent").counts, {"phone": HOSTILE}, (), Chase()), "x")
    assert "<script" not in said
    assert "&lt;script&gt;" in said
    assert "script" not in STYLE


def test_only_who_gave_a_reason_is_on_the_call_list() -> None:
    day = "2020-06-15"
    owing = replace(line("checked"), chase=Chase(promised_for="2020-06-04"))
    owing = replace(owing, counts=owing.counts | {"omitted": 5})
    assert why_call(line("checked"), day) == "", "everybody came and nothing was promised"
    assert why_call(owing, day) == "答应的日期已过"
    assert why_call(replace(owing, chase=Chase()), day) == "还有 5 人未到"
    assert why_call(replace(owing, site=owing.site | {"status": "signed-off"}), day) == ""
    assert why_call(replace(owing, site=owing.site | {"site_code": "?"}), day) == ""
    silent = line("silent")
    assert why_call(silent, day) == "应报 40 人，未收到名单"
    by_another = replace(silent, counts=silent.counts | {"submitted": 37, "omitted": 3})
    assert why_call(by_another, day) == "还有 3 人未到"
    assert why_call(replace(by_another, counts=by_another.counts | {"omitted": 0}), day) == ""
    page = call_list([line("checked"), owing, line("silent")], CAMP).make().decode()
    assert page.count("<tr>") == 1 + 2
    assert "2 个单位" in page


def test_a_site_with_somebody_missing_is_signed_off_only_with_a_reason(office: Path) -> None:
    at = opened("sites", site_code="6400101")
    at.button(key="sites.close.6400101").click().run()
    assert "漏报：40" in at.markdown[-1].value
    assert any(button.label == "取消" for button in at.button)
    with Workspace.open(office) as place:
        assert not place.signed_off(), "nothing is signed without a reason"
    closing._signed("6400101", "示例", "signed-off", "全部缓拍")
    with Workspace.open(office) as place:
        assert place.signed_off() == {"6400101"}
        assert place.diary("6400101")[0].text == "全部缓拍"


def test_a_clean_site_is_signed_off_by_one_click(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recon.ui.sites.closing.still_left", lambda *_: {})
    at = opened("sites", site_code="6400203")
    name = next(row["site_name"] for row in tables()["sites"].to_pylist() if row["site_code"] == "6400203")
    at.button(key="sites.close.6400203").click().run()
    assert f"已办结：{name}" in at.toast[0].value
    assert "重新打开" in at.toast[0].value, "the way back is named"
    with Workspace.open(office) as place:
        assert place.signed_off() == {"6400203"}
    at.button(key="sites.reopen.6400203").click().run()
    assert f"已重新打开：{name}" in at.toast[0].value


def test_a_site_that_reports_for_others_says_so_beside_its_cards(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(View, "above", lambda _, code: "6400101" if code.startswith("64001") else code)
    captions = [said.value for said in opened("sites", site_code="6400101").caption]
    assert any("连同代报的下属单位 4 个：应报 200" in said for said in captions)
    captions = [said.value for said in opened("sites", site_code="6400201").caption]
    assert not any("代报" in said for said in captions)


def test_a_call_without_a_word_is_no_success(office: Path) -> None:
    at = opened("sites", site_code="6400101")
    next(button for button in at.form_submit_button if button.label == "记下").click().run()
    assert [(said.value, said.icon) for said in at.toast] == [("没有填写内容，未记录", ":material/warning:")]


def test_a_call_is_told_although_the_site_leaves_the_list(office: Path) -> None:
    at = opened("sites", call="yes")
    before = grid(at)["name"].tolist()
    at.session_state[next(e.key for e in at.dataframe if e.key)] = {"selection": {"rows": [0], "columns": []}}
    at.run()
    at.date_input[0].set_value(date(2020, 6, 8))
    next(button for button in at.form_submit_button if button.label == "记下").click().run()
    assert grid(at)["name"].tolist() == before[1:]
    assert [said.value for said in at.toast] == [
        f"已记下：{before[0]}，承诺日期 2020-06-08。到那天再提醒您打电话。"
    ]
    at.run()
    assert not at.toast, "it is said once, not beside the next site"


def test_late_students_are_admitted_with_a_reason(office: Path) -> None:
    at = opened("sites", site_code="6400105")
    before = [field for field in at.text_input if field.label == "理由"]
    assert before
    before[-1].set_value("路上耽搁")
    next(button for button in at.form_submit_button if "同意计入" in button.label).click().run()
    assert not at.exception
    with Workspace.open(office) as place:
        assert {answer.reason for answer in place.answers("admit")} == {"路上耽搁"}


def test_a_site_is_told_apart_by_its_rounds(office: Path) -> None:
    shown = grid(opened("sites"))
    assert set(shown["ribbon"]) == {"", "●"}
    assert shown["coverage"].max() <= 100
    assert any("● 有效" in caption.value for caption in opened("sites").caption), "the signs are explained"


def test_a_picture_that_only_looks_like_one_leaves_the_page_standing(office: Path) -> None:
    with Workspace.open(office) as place:
        place.approve("6400101", b"\x89PNG and nothing of a picture", "批复.png", actor="a")
    page = opened("sites", lang="zh", site_code="6400101")
    assert not page.exception
    assert "无法显示为图片" in " ".join(one.value for one in page.warning)


def test_who_answers_for_a_site_is_changed_on_its_scorecard(office: Path) -> None:
    page = opened("sites", lang="zh", site_code="6400101")
    page.text_input("sites.edit.6400101.contact").input("示例老师")
    page.text_input("sites.edit.6400101.phone").input("0000-1")
    page.button("FormSubmitter:sites.edit.6400101-保存修改").click().run()
    assert [one.value for one in page.toast] == ["已保存，正在重新核对"]
    with Workspace.open(office) as place:
        said = place.said_of_sites()["6400101"]
        assert (said.contact, said.phone) == ("示例老师", "0000-1")
        assert [job.kind for job in place.jobs.open()] == ["run"]
    assert page.text_input("sites.edit.6400101.contact").value == "示例老师"
    page.button("FormSubmitter:sites.edit.6400101-保存修改").click().run()
    assert [one.value for one in page.toast] == ["没有改动，未保存"]


def test_a_nil_declaration_by_a_mistaken_click_is_taken_back(office: Path) -> None:
    with Workspace.open(office) as place:
        place.declare_nil("6400101", "open", actor="a")
    page = opened("sites", lang="zh", site_code="6400101")
    page.button("sites.nil_back.6400101").click().run()
    with Workspace.open(office) as place:
        assert place.nils() == []
        assert [job.kind for job in place.jobs.open()] == ["run"]
    assert not [one for one in page.button if one.key == "sites.nil_back.6400101"]


def test_a_round_whose_day_nobody_knows_stands_behind_what_it_took_the_place_of(tmp_path: Path) -> None:
    made = tables()
    blank = made["files"].to_pylist()[0] | {"verdict": "read", "unit": "6400101"}
    files = [
        blank | {"file": "a.xlsx", "received_at": "", "submission_kind": "replace"},
        blank | {"file": "b.xlsx", "received_at": "2020-06-09T09:00:00+08:00", "submission_kind": "first"},
        blank | {"file": "c.xlsx", "received_at": "", "submission_kind": "first"},
    ]
    made["files"] = filled(files, TABLES["files"])
    run = Run(write_run(tmp_path / "run", made, loads(CAMPAIGN)))
    [site] = [one for one in lines(run, run.sites.to_pylist(), {}) if one.code == "6400101"]
    assert [file["file"] for file in site.files] == ["c.xlsx", "b.xlsx", "a.xlsx"]


def rail(at: Any) -> dict[str, list[str]]:
    drawn = json.loads(next(e.proto for e in at.get("bidi_component") if "groups" in e.proto.json).json)
    return {group["code"]: [value["label"] for value in group["values"]] for group in drawn["groups"]}


def test_an_address_that_names_no_site_is_not_taken_for_nobody_to_call(office: Path) -> None:
    at = opened("sites", call="yes", site_code="x")
    assert [one.value for one in at.subheader] == [":material/search_off: 没有符合条件的单位"]
    assert rail(at)["call"] == ["今天要打电话"], "what the address asks can be unticked"
    assert rail(at)["site_code"]
    assert rail(opened("sites", call="1"))["call"] == ["1"]
    assert "call" not in rail(opened("sites"))


def test_a_link_to_a_finding_that_is_gone_says_so(office: Path) -> None:
    at = opened("students", finding="0123456789abcdef")
    assert [one.value for one in at.subheader] == [":material/link_off: 链接所指的问题不在最新结果中"]

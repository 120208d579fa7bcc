"""What depends on the day, on the office's plan and on its memory: reminders, slots, versions, the case file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pyarrow as pa
import pytest

from recon.campaign import Shooting
from recon.export import How, report, write
from recon.export.handover_lists import Frozen, Lists
from recon.export.history import Step
from recon.export.letters import leaflet, reminder
from recon.export.receipts import page, receipt
from recon.export.view import View
from recon.result import Result

UNIT = "6400101"


def on(result, day):
    """The same run on another day."""
    return View(Result(result.campaign, result.tables, result.summary | {"as_of": day}))


@pytest.fixture
def silent(run):
    """A unit with three due students that has sent nothing."""
    run.lines["sites"][2]["status"] = "silent"
    run.lines["coverage"][2] |= {"due": 3, "omitted": 3}
    return run.result()


def test_a_unit_that_declared_nil_though_students_are_due_is_chased(run):
    run.lines["sites"][2]["status"] = "declared-nil"
    run.lines["coverage"][2] |= {"due": 3, "omitted": 3}
    result = run.result()
    text = reminder(on(result, "2020-06-08"), "6400201")
    assert "已作“零报送”，但学籍中应报 3 人，漏报 3 人" in text
    assert "漏报的学生请补报，或在漏报表中说明原因" in text
    english = reminder(View(on(result, "2020-06-12").result, "en"), "6400201")
    assert "nil was declared, but by the records 3 students are due, 3 omitted. The deadline was" in english


def test_a_nil_declaration_with_nobody_missing_needs_no_reminder(run):
    run.lines["sites"][2]["status"] = "declared-nil"
    assert reminder(on(run.result(), "2020-06-08"), "6400201") == ""


def test_a_unit_whose_file_cannot_be_read_is_told_how_many_are_due(run):
    run.lines["sites"][2]["status"] = "unreadable"
    run.lines["coverage"][2] |= {"due": 3, "omitted": 3}
    assert "应报 3 人，文件已收到，但无法读取" in reminder(on(run.result(), "2020-06-08"), "6400201")


def test_a_unit_whose_roster_is_empty_is_not_asked_for_the_others(run):
    run.lines["sites"][2] |= {"status": "checked", "files": 1}
    run.lines["coverage"][2] |= {"due": 3, "awaited": 3}
    text = reminder(on(run.result(), "2020-06-08"), "6400201")
    assert "应报 3 人，名单已收到，但其中没有学生。" in text
    assert "请尽快报送；确无学生请报“零报送”。" in text
    assert "其余学生" not in text
    run.lines["coverage"][2] |= {"due": 4, "submitted": 1}
    assert "已报 1 人，待报 3 人" in reminder(on(run.result(), "2020-06-08"), "6400201"), (
        "another unit sent one"
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-06-08", "报送截止 2020-06-10，还剩 2 天。请尽快报送"),
        ("2020-06-10", "今天（2020-06-10）24:00 截止。请尽快报送"),
        ("2020-06-15", "报送已于 2020-06-10 截止，逾期 5 天。现在仍可办理：尽快补报名单（按迟报登记"),
    ],
)
def test_a_silent_unit_is_told_what_the_day_allows(silent, day, said):
    text = reminder(on(silent, day), "6400201")
    assert "应报 3 人，至今未收到名单" in text
    assert said in text


def test_a_silent_unit_whose_students_came_by_another_is_asked_for_the_others_only(run):
    run.lines["sites"][2]["status"] = "silent"
    run.lines["coverage"][2] |= {"due": 3, "submitted": 2, "omitted": 1}
    text = reminder(on(run.result(), "2020-06-08"), "6400201")
    assert "应报 3 人，已报 2 人，漏报 1 人" in text
    assert "未收到名单" not in text
    run.lines["coverage"][2] |= {"submitted": 3, "omitted": 0}
    assert reminder(on(run.result(), "2020-06-08"), "6400201") == ""


def test_after_the_deadline_the_grace_for_mending_and_the_late_answer_are_told(small):
    before, after = (reminder(on(small, day), UNIT) for day in ("2020-06-09", "2020-06-12"))
    assert "退回清单请改好后发回" in before
    assert "截止前" not in after
    assert "还剩" not in after
    assert "退回清单请在收到后 3 日内改好发回，原按时报送的不按迟报处理" in after
    assert "漏报的学生可补报（按迟报登记" in after
    english = reminder(View(on(small, "2020-06-12").result, "en"), UNIT)
    assert "The deadline was 2020-06-10, 2 days ago" in english


def test_only_rows_the_unit_itself_must_mend_are_counted(run):
    for trust in ("ask-site", "confirm", "safe"):
        run.finding("ID07", run.row(name=trust, open=True), field="id_card", trust=trust)
    run.lines["coverage"][0] |= {"due": 3, "submitted": 3}
    assert "退回清单待改 1 行" in reminder(View(run.result()), UNIT)


def test_a_reminder_says_for_how_many_units_its_counts_are(run):
    run.site("6400103", "示例北区教学点", "示例一分校", "64001", reports_through=UNIT)
    run.finding("ID07", run.row(name="甲", open=True), field="id_card", trust="ask-site")
    run.lines["coverage"][-1] |= {"due": 4}
    text = reminder(View(run.result()), UNIT)
    assert "应报 4 人（含代报的下属单位 1 个）" in text
    assert "with the sites it reports for: 1" in reminder(View(run.result(), "en"), UNIT)


def people(run, count, site=UNIT):
    for number in range(count):
        row = run.row(name=f"甲{number}", student_no=f"18640014{number:05d}", unit=site)
        known = {"student_no": f"18640014{number:05d}", "name": f"甲{number}"}
        run.student(row, site, category="open", due=True, state="submitted", clean=True, **known)


def planned(run, **more):
    point = Shooting("中心校区", (date(2020, 6, 20), date(2020, 6, 21)), (UNIT, "6400102"), **more)
    return Result(replace(run.campaign, shooting=(point,)), run.result().tables, {"as_of": "2020-06-11"})


def whens(result, name, tmp_path, **how):
    """The column 拍摄时间 of the list."""
    paths = write("handover", result, tmp_path, how=How(**how))
    sheet = openpyxl.load_workbook(next(path for path in paths if name in path.name)).worksheets[0]
    head = next(row for row in sheet.iter_rows() if "拍摄时间" in [cell.value for cell in row])
    at = [cell.value for cell in head].index("拍摄时间")
    return [row[at] for row in sheet.iter_rows(min_row=head[0].row + 1, values_only=True)]


def test_students_fill_the_slots_one_after_the_other(run, tmp_path):
    people(run, 7)
    slots = planned(run, times=("09:00-10:00", "10:00-11:00"), places=2)
    assert whens(slots, "移交名单", tmp_path) == [
        *["6月20日 09:00-10:00"] * 2,
        *["6月20日 10:00-11:00"] * 2,
        *["6月21日 09:00-10:00"] * 2,
        "6月21日 10:00-11:00",
    ]


def test_without_a_size_they_are_spread_and_who_finds_no_slot_is_told(run, tmp_path):
    people(run, 5)
    spread = whens(planned(run, times=("上午",)), "移交名单", tmp_path / "a")
    assert spread == [*["6月20日 上午"] * 3, *["6月21日 上午"] * 2]
    full = whens(planned(run, times=("上午",), places=1), "移交名单", tmp_path / "b")
    assert full == ["6月20日 上午", "6月21日 上午", *["（时段已满，另行安排）"] * 3]


def test_without_slots_the_days_are_told_in_few_characters(run, tmp_path):
    people(run, 1)
    assert whens(planned(run), "移交名单", tmp_path) == ["6月20日、21日"]


def test_capture_code_mode_counts_by_site_and_slot_and_names_nobody(run, tmp_path):
    people(run, 5)
    slots = planned(run, times=("上午", "下午"), places=2)
    coded = Result(replace(slots.campaign, mode="capture-code"), slots.tables, slots.summary)
    (path,) = write("handover", coded, tmp_path)
    sheet = openpyxl.load_workbook(path)["汇总"]
    rows = [row[1:6] for row in sheet.iter_rows(min_row=5, values_only=True)]
    site = "示例东区工作站（6400101）"
    assert rows == [
        ("6月20日 上午", site, "开放教育", 2, 0),
        ("6月20日 下午", site, "开放教育", 2, 0),
        ("6月21日 上午", site, "开放教育", 1, 0),
        (None, None, None, 5, 0),
    ]
    said = " ".join(str(cell.value) for row in sheet for cell in row)
    assert "甲" not in said
    assert "18640014" not in said


def frozen(result):
    """A version that holds the first two of three students, and a change since."""
    rows = result.tables["rows"].slice(0, 2)
    handed, sites = pa.array(["handed", "handed"]), pa.array([UNIT, UNIT])
    table = rows.append_column("status", handed).append_column("site_code", sites)
    table = table.append_column("category", pa.array(["open", "open"]))
    names = ["what", "student_no", "name", "site_code", "point", "field", "before", "after", "reason"]
    line = dict(zip(names, ("withdrawn", "1864001400000", "甲0", UNIT, "", "", "", "", "open"), strict=True))
    return Frozen(3, "2020-06-12T09:30:00+08:00", "ab" * 32, table, pa.Table.from_pylist([line]))


def test_a_frozen_version_is_written_as_it_was_with_its_number_and_what_changed_since(run, tmp_path):
    people(run, 3)
    result = planned(run)
    assert len(whens(result, "移交名单", tmp_path, frozen=frozen(result))) == 2
    listed = next(path for path in tmp_path.iterdir() if "移交名单" in path.name)
    assert "第3版" in listed.name
    sheet = openpyxl.load_workbook(listed).worksheets[0]
    assert "移交第 3 版　定版时间 2020-06-12 09:30　校验值 abababababababab" in [
        row[0].value for row in sheet
    ]
    changed = next(path for path in tmp_path.iterdir() if "移交变更" in path.name)
    rows = list(openpyxl.load_workbook(changed).worksheets[0].iter_rows(min_row=5, values_only=True))
    assert rows[0][1:4] == ("撤回", "1864001400000", "甲0")
    assert rows[0][9] == "出现未解决的错误"


def test_a_frozen_version_adds_up(run):
    people(run, 3)
    result = planned(run)
    who = Lists(View(result), frozen(result))
    assert [one["goes"] for one in who.people] == [True, True]
    assert set(who.slots) == {0, 1}


def test_the_case_file_tells_returns_rulings_and_the_hand_over_in_order(small, tmp_path):
    steps = (
        Step("2020-06-12T10:00:00+08:00", "handed", detail="第1版"),
        Step("2020-06-05T08:00:00+08:00", "returned", UNIT, "退回清单 3 处"),
        Step("2020-06-06T09:00:00+08:00", "ruled", "", "override：示例丙", "DF01", "王老师"),
    )
    how = How(history=lambda number: steps if number == "1864001400002" else ())
    (path,) = write("case", small, tmp_path, units=["1864001400002"], how=how)
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    start = next(n for n, row in enumerate(rows) if row[0] == "五、办理经过（3 项）")
    assert [row[1:7] for row in rows[start + 2 : start + 5]] == [
        ("2020-06-05 08:00", "退回", "示例东区工作站（6400101）", "退回清单 3 处", None, None),
        ("2020-06-06 09:00", "裁定", None, "改为指定值：示例丙", "DF01", "王老师"),
        ("2020-06-12 10:00", "移交", None, "第1版", None, None),
    ]


def test_a_receipt_holds_counts_and_checksums_and_a_page_for_the_seal(small):
    text, paper = receipt(View(small), UNIT), page(View(small), UNIT)
    sha = small.tables["files"].to_pylist()[0]["sha256"]
    assert sha[:16] in text
    assert sha in paper
    assert "学籍科（盖章）" in paper
    assert "<script" not in paper
    assert "示例丙" not in text + paper


def test_a_receipt_says_of_the_same_bytes_that_they_count_once(run):
    for name, rows in (("6400101.xlsx", 7), ("mail.zip!/6400101.xlsx", 0)):
        run.add(
            "files", file=name, unit=UNIT, form="open", verdict="read", sha256="cd" * 32, rows=rows, live=rows
        )
    text = receipt(View(run.result()), UNIT)
    assert "收到贵单位下列文件 2 个，7 行" in text
    assert "可以读取　7 行" in text
    assert "与已收文件相同，只计一次　0 行" in text


def test_the_leaflet_tells_the_units_own_point_and_the_campaigns_own_text(run):
    view = View(planned(run, times=("上午", "下午")))
    assert "拍摄点：中心校区　时间：6月20日、21日　上午、下午" in leaflet(view, UNIT)
    assert "拍摄点" not in leaflet(view, "6400201").replace("到达拍摄点", "")
    own = replace(view.campaign, templates={"leaflet": "须知\n{unit}的同学：\n{slots}\n{别的}"})
    text = leaflet(View(Result(own, view.result.tables)), UNIT)
    assert text.startswith("须知\n示例东区工作站（6400101）的同学：\n拍摄点：中心校区")
    assert text.endswith("{别的}")


def test_a_workbook_of_a_case_opens_even_where_nothing_is_remembered(small, tmp_path):
    (path,) = write("case", small, tmp_path, units=["1864001400001"])
    assert openpyxl.load_workbook(BytesIO(path.read_bytes())).sheetnames == ["责任认定单"]


def test_the_tiles_of_the_report_add_up_and_its_errors_are_of_what_was_sent(run):
    run.lines["coverage"][0] |= {"due": 10, "submitted": 6, "clean": 5, "late": 3, "omitted": 1}
    run.finding("OM01")
    run.finding("ID07", run.row(name="甲", open=True), field="id_card", trust="ask-site")
    page = report.build(View(run.result()))
    tiles = dict(re.findall(r"<div class=tile><b>([^<]+)</b><span>([^<]+)</span>", page))
    counts = {name: int(n) for n, name in tiles.items() if n.isdigit()}
    assert counts["应报"] == counts["已报"] + counts["迟报"] + counts["漏报"] == 10
    assert tiles["50%"] == "合格率（无误 ÷ 应报）"
    assert "（ID07）" in page
    assert "（OM01）" not in page

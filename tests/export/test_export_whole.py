"""An error of a whole file or column, and rows that wait: every sheet says the same, and says it first."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from recon.charts.counts import STATES
from recon.export import circular, corrected, pending, returned
from recon.export.tally import PARTS, tallies
from recon.export.view import View
from recon.marks import OWN_TITLES

UNIT = "6400101"
WHOLE = {
    "HD02": ("id_card", "缺少“身份证号”列。请补上该列后整份重报。"),
    "HD04": ("major", "“专业”有两列且内容不同。请只保留正确的一列后整份重报。"),
    "HD05": ("", "用错了表样，不是这些学生所属类别的表。请改用对应的表样整份重报。"),
    "FI14": ("name", "“姓名”列整体错位或单独排过序，各行不是同一名学生的内容。"),
}


def person(number):
    """Return an invented student; the ID's region 90 does not exist."""
    return {
        "student_no": f"18640014{number:05d}",
        "name": f"示例{'甲乙丙丁'[number]}",
        "id_card": f"9001011990010{number + 1}001X",
    }


def texts(data, sheet):
    """Return the rows of a sheet as tuples of texts."""
    book = openpyxl.load_workbook(BytesIO(data))
    page = book.worksheets[0] if sheet == 0 else book[sheet]
    return [tuple(str(cell or "") for cell in row) for row in page.iter_rows(values_only=True)]


def column(rows, title):
    """Return what stands under a heading."""
    head = next(n for n, row in enumerate(rows) if title in row)
    at = rows[head].index(title)
    return [row[at] for row in rows[head + 1 :]]


def flat(rows):
    return "\n".join(text for row in rows for text in row if text)


@pytest.mark.parametrize("rule", WHOLE)
def test_an_error_of_the_whole_file_stands_above_the_table_and_every_row_points_to_it(rule, run):
    field, said = WHOLE[rule]
    for number in range(3):
        run.row(**person(number), open=True)
    run.finding(rule, unit=UNIT, file=f"{UNIT}.xlsx", sheet="Sheet1", field=field, trust="ask-site")
    data = returned.build(View(run.result()), UNIT, "open")
    rows = texts(data, "退回清单")
    assert rows[2][0].startswith("示例东区工作站（6400101）：以下 3 行所在的文件须整份重报")
    assert rows[3][0].startswith(said)
    assert "有 0 行需要修改" not in flat(rows)
    assert column(rows, "要做什么") == ["见表头红色说明。"] * 3
    what, do = texts(data, "问题汇总")[3][1:3]
    assert f"{what}。{do}" == rows[3][0]
    assert texts(data, "填写说明")[2][0].startswith("★")


def test_where_no_student_was_read_nothing_says_to_mend_a_list_that_is_not_there(run):
    run.finding("FI07", unit=UNIT, file=f"{UNIT}.xlsx", trust="ask-site")
    data = returned.build(View(run.result()), UNIT, "open")
    assert openpyxl.load_workbook(BytesIO(data)).sheetnames == ["问题汇总", "填写说明"]
    said = " ".join(str(cell) for line in texts(data, "填写说明") for cell in line if cell)
    assert "作为新文件报送" in said
    assert "退回清单" not in said


def test_only_the_rows_of_that_file_are_sent_again_and_the_line_names_it(run):
    run.row(**person(1), open=True, file="a.xlsx")
    wrong = run.row(**person(2), open=True, file="b.xlsx")
    run.row(**person(3), file="b.xlsx")
    run.finding("HD02", unit=UNIT, file="a.xlsx", sheet="Sheet1", field="id_card", trust="ask-site")
    run.finding("ID07", wrong, field="id_card", trust="ask-site")
    rows = texts(returned.build(View(run.result()), UNIT, "open"), "退回清单")
    assert "3 行中有 1 行所在的文件须整份重报" in rows[2][0]
    assert "其余的行中有 1 行需要修改" in rows[2][0]
    assert rows[3][0].startswith("【a.xlsx】缺少“身份证号”列。")
    first, second, third = column(rows, "要做什么")
    assert first == "见表头红色说明。"
    assert second.startswith("【身份证号】")
    assert third == ""


def test_a_warning_about_the_file_alone_does_not_ask_for_cells(run):
    run.row(**person(1))
    run.finding("HD06", unit=UNIT, file=f"{UNIT}.xlsx", severity="warning")
    rows = texts(returned.build(View(run.result()), UNIT, "open"), "退回清单")
    assert "没有必须改的单元格" in rows[2][0]
    assert column(rows, "要做什么") == [""]


def test_a_form_without_a_ready_row_says_so_and_why(run):
    for number in range(2):
        run.row(**person(number), open=True)
    run.finding("HD02", unit=UNIT, file=f"{UNIT}.xlsx", sheet="Sheet1", field="id_card", trust="ask-site")
    data = corrected.build(View(run.result()), UNIT, "open")
    said = "示例东区工作站（6400101）：目前没有一行可以上报，2 人全部待处理：缺少“身份证号”列。"
    assert texts(data, 0)[3][0].startswith(said)
    assert texts(data, "更正说明")[2][0].startswith(said)
    waiting = texts(data, "待处理")
    assert "其中 2 人所在的文件须整份重报" in waiting[2][0]
    assert column(waiting, "待处理原因") == ["缺少“身份证号”列。请补上该列后整份重报"] * 2
    assert "有底色的单元格" not in flat(texts(data, "更正说明"))


def test_under_a_slid_column_what_waits_is_explained_by_it_not_by_its_consequences(run):
    row = run.row(**person(1), open=True)
    run.finding("MA04", row, field="student_no", charged=False)
    run.finding("FI14", unit=UNIT, file=f"{UNIT}.xlsx", field="name", trust="ask-site")
    rows = texts(corrected.build(View(run.result()), UNIT, "open"), "待处理")
    assert column(rows, "待处理原因")[0].startswith("“姓名”列整体错位")


@pytest.mark.parametrize(
    ("others", "heading"),
    [(0, "学籍科正在核定，暂不用修改。"), (1, "其中 1 人由学籍科核定，暂不用修改")],
)
def test_what_waits_for_the_registrar_is_said_to_need_nothing(others, heading, run):
    run.row(**person(0))
    ours = run.row(**person(1), open=True)
    run.finding("DF01", ours, field="name", trust="confirm")
    for number in range(others):
        run.finding("ID07", run.row(**person(2 + number), open=True), field="id_card", trust="ask-site")
    rows = texts(corrected.build(View(run.result()), UNIT, "open"), "待处理")
    assert heading in rows[2][0]
    reasons = column(rows, "待处理原因")
    assert reasons[0] == "【姓名】姓名与学籍数据不一致（学籍科正在核定，暂不用修改）"
    assert all("学籍科" not in reason for reason in reasons[1:])


def test_a_subtotal_without_a_branch_has_a_name_and_stands_last(run):
    run.add("sites", site_code="?", rows=3, other_errors=1)
    view = View(run.result())
    assert list(tallies(view)) == ["示例一分校", "示例二分校", "未归入分校"]
    assert "| **未归入分校** | 小计 |" in circular.markdown(view)


def test_a_bar_on_paper_has_its_parts_in_the_order_of_the_screen():
    assert [str(part) for part in PARTS] == list(STATES)


@pytest.mark.parametrize("title", [pending._REASON, returned._TODO, returned._ORIGIN])
def test_a_column_of_ours_is_known_again_in_either_language(title):
    assert {title.zh, title.en} <= OWN_TITLES
    assert title.en.startswith(title.zh)

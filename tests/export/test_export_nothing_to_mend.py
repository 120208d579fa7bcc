"""A return sheet is made for a unit that has something to answer, and for no other."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from recon.export import corrected, returned
from recon.export.how import How
from recon.export.kinds import BY_CODE
from recon.export.view import View
from tests.export.conftest import Run, person

UNIT = "6400101"
DECIDED = [("DF01", "name"), ("MA02", "student_no"), ("DU03", "")]
"""Errors the records section decides: a proposal of one click, or a student two units claim."""


def decided(run: Run) -> None:
    for number, (rule, field) in enumerate(DECIDED):
        run.finding(rule, run.row(**person(number), open=True), field=field, trust="confirm")


def sheet(run: Run, name: str):
    data = returned.build(View(run.result()), UNIT, "open")
    return openpyxl.load_workbook(BytesIO(data))[name]


@pytest.mark.parametrize(("rule", "field"), DECIDED)
def test_what_only_the_records_section_decides_makes_no_sheet(run, rule, field):
    run.finding(rule, run.row(**person(1), open=True), field=field, trust="confirm")
    view = View(run.result())
    assert returned.build(view, UNIT, "open") is None
    assert [*BY_CODE["returned"].make(view, UNIT, How())] == []
    assert returned.to_mend(view, UNIT) == 0


def test_the_unit_is_told_of_it_on_the_corrected_sheet(run):
    decided(run)
    book = openpyxl.load_workbook(BytesIO(corrected.build(View(run.result()), UNIT, "open")))
    rows = [*book["待处理"].iter_rows(values_only=True)]
    assert "3 人未列入第一张表：学籍科正在核定，暂不用修改。" in rows[2][0]
    assert [row[-1].endswith("（学籍科正在核定，暂不用修改）") for row in rows[4:]] == [True] * 3


@pytest.mark.parametrize("trust", ["ask-site", "never", ""])
def test_beside_what_the_site_must_answer_it_is_shown_and_not_counted(run, trust):
    decided(run)
    run.finding("ID07", run.row(**person(4), open=True), field="id_card", trust=trust)
    assert "4 行中有 1 行需要修改" in sheet(run, "退回清单")["A3"].value
    rows = sheet(run, "问题汇总").iter_rows(min_row=4, values_only=True)
    todo = [row[2] for row in rows if row[0]]
    assert todo.count("学籍科正在核定，暂不用修改。") == len(DECIDED)
    assert len(todo) == len(DECIDED) + 1


def test_what_the_site_must_mend_is_not_told_as_what_the_section_settles_though_the_rule_is_one(run):
    for number, trust in enumerate(("confirm", "ask-site", "")):
        run.finding("DF01", run.row(**person(number), open=True), field="name", trust=trust)
    told = [*sheet(run, "问题汇总").iter_rows(min_row=4, values_only=True)]
    lines = [(row[2], row[3]) for row in told if row[0]]
    assert [count for _, count in lines] == [2, 1]
    assert [do == "学籍科正在核定，暂不用修改。" for do, _ in lines] == [False, True]


def test_a_warning_about_the_file_still_makes_a_sheet_that_asks_for_no_cell(run):
    decided(run)
    run.finding("HD06", unit=UNIT, file=f"{UNIT}.xlsx", severity="warning")
    assert "没有必须改的单元格" in sheet(run, "退回清单")["A3"].value


def test_each_form_has_a_sheet_only_where_it_has_something_to_answer(run):
    decided(run)
    adult = run.row(form="adult", **person(7), open=True)
    run.finding("ID07", adult, field="id_card", trust="ask-site")
    (made,) = BY_CODE["returned"].make(View(run.result()), UNIT, How())
    assert "成人教育" in made.name

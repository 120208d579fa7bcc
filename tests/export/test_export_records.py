"""学籍信息更正: one line for each student and field, whatever number of rules speaks of it."""

from __future__ import annotations

from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import openpyxl

from recon.applications import Told
from recon.export import corrected, records
from recon.export.view import View
from tests.export.conftest import person

if TYPE_CHECKING:
    from recon.applications import Applications
    from tests.export.conftest import Run

ID, OFFICIAL = "100101199903081232", "100101199903081231"


def cases(run: Run, applications: Applications = MappingProxyType({})) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(BytesIO(records.build(View(run.result()), applications)))
    sheet = book[records.SHEET]
    assert sheet["A3"].value.startswith(f"共 {sheet.max_row - 4} 项")
    return [*sheet.iter_rows(min_row=5, values_only=True)]


def suspected(run: Run, **about: Any) -> int:
    """A row whose ID is sound while the recorded one fails its check: EX01, MA03 and, folded, DF03."""
    student = {"student_no": "1864001450123", "trust": "authority", "field": "id_card", "official": OFFICIAL}
    row = run.row(**person(1), open=True)
    chief = run.finding("MA03", row, charged=False, submitted=ID, **student)
    run.lines["findings"][chief]["cause_id"] = run.lines["findings"][chief]["finding_id"]
    beside = run.finding("DF03", row, charged=False, submitted=ID, **student)
    run.lines["findings"][beside]["cause_id"] = run.lines["findings"][chief]["finding_id"]
    own = run.finding("EX01", charged=False, site_code="6400102", **student | about)
    run.lines["findings"][own]["cause_id"] = run.lines["findings"][own]["finding_id"]
    return row


def test_one_mistake_of_the_record_is_one_application(run: Run) -> None:
    suspected(run)
    (case,) = cases(run)
    assert case[5:8] == ("身份证号", OFFICIAL, ID)
    assert "EX01" in case[8]
    assert "MA03" in case[8]
    assert "DF03" not in case[8]
    assert "6400102" in case[2]


def test_two_rows_that_say_two_things_of_a_record_are_both_on_its_application(run: Run) -> None:
    suspected(run)
    other = "10010119990308124X"
    suspect = {"student_no": "1864001450123", "trust": "authority", "field": "id_card", "official": OFFICIAL}
    run.finding("MA03", run.row("6400102", **person(1), open=True), charged=False, submitted=other, **suspect)
    (case,) = cases(run)
    assert case[6] == OFFICIAL
    assert sorted(case[7].split("\n")) == sorted([ID, other])
    assert case[8].count("MA03") == 1, "the reason is the same, and said once"


def test_the_reason_is_in_the_language_of_the_list(run: Run) -> None:
    told = {"student_no": "1864001450123", "trust": "authority", "field": "id_card", "message": "校验码不符"}
    run.finding("EX01", **told)
    for lang, own in (("zh", True), ("en", False)):
        book = openpyxl.load_workbook(BytesIO(records.build(View(run.result(lang="zh"), lang))))
        why = str(book[records.SHEET]["I5"].value)
        assert why == ("校验码不符（EX01）" if own else "The recorded ID fails its check (EX01)")


def test_a_status_is_called_by_its_name(run: Run) -> None:
    run.finding("EX05", student_no="1864001450123", trust="authority", field="status", official="保留学籍")
    (case,) = cases(run)
    assert case[5:7] == ("学籍状态", "保留学籍")


def test_a_row_whose_record_is_suspected_asks_nothing_of_the_site(run: Run) -> None:
    suspected(run)
    book = openpyxl.load_workbook(BytesIO(corrected.build(View(run.result()), "6400101", "open")))
    rows = [*book["待处理"].iter_rows(values_only=True)]
    assert "1 人未列入第一张表：学籍科正在核定，暂不用修改。" in rows[2][0]
    assert rows[4][-1].endswith("（学籍科正在核定，暂不用修改）")


STEPS = [
    Told("proof", "2020-06-12T09:00:00+08:00", "李登记", "身份证复印件"),
    Told("sent", "2020-06-13T09:00:00+08:00", "李登记"),
]


def test_the_list_says_how_far_each_application_is(run: Run) -> None:
    suspected(run)
    (case,) = cases(run, {("1864001450123", "id_card"): STEPS})
    assert case[10:] == ("身份证复印件", "已报总部\n2020-06-13")
    (case,) = cases(run, {("1864001450123", "name"): STEPS})
    assert case[10:] == (None, "待核实")


def test_what_proves_it_is_named_from_the_first_step_on(run: Run) -> None:
    suspected(run)
    begun = Told("drafted", "2020-06-11T09:00:00+08:00", "李登记", "户籍证明")
    for steps, proof in (
        ([begun], "户籍证明"),
        ([begun, STEPS[1]], "户籍证明"),
        ([begun, *STEPS], "身份证复印件"),
    ):
        (case,) = cases(run, {("1864001450123", "id_card"): steps})
        assert case[10] == proof
    (case,) = cases(run, {("1864001450123", "id_card"): STEPS[1:]})
    assert case[10] == "已收"


def test_what_a_person_ruled_to_be_right_is_what_headquarters_are_asked_for(run: Run) -> None:
    student = {"student_no": "1864001450123", "trust": "authority", "field": "id_card", "official": OFFICIAL}
    at = run.finding(
        "MA03", run.row(**person(1), open=True), charged=False, submitted=ID, proposal="", **student
    )
    run.lines["findings"][at]["cause_id"] = run.lines["findings"][at]["finding_id"]
    (case,) = cases(run)
    assert case[9] == ID


def test_what_is_done_with_stands_on_a_sheet_of_its_own(run: Run) -> None:
    for number in (1, 2, 3):
        told = person(number)
        run.student(number, "6400101", student_no=told["student_no"], name=told["name"])
    first, second, third = (person(n)["student_no"] for n in (1, 2, 3))
    applications = {
        (first, "id_card"): STEPS,
        (second, "name"): [*STEPS, Told("refused", "2020-06-20T09:00:00+08:00", "李登记", "材料不全")],
        (third, "sex"): [Told("drafted", "2020-06-20T09:00:00+08:00", "李登记")],
        (first, "name"): STEPS,
        (third, "name"): STEPS,
        ("1864001459999", "sex"): STEPS,
    }
    told = {"student_no": first, "field": "name", "official": "示例丁"}
    run.finding("DF01", run.row(**person(1), open=True), submitted="示例乙", **told)
    run.finding("DF01", run.row(**person(3)), open=False, trust="safe", **told | {"student_no": third})
    book = openpyxl.load_workbook(BytesIO(records.build(View(run.result()), applications)))
    over = [*book["已办结"].iter_rows(min_row=4, values_only=True)]
    assert [line[1:5] for line in over] == [
        (first, "示例乙", "身份证号", "已一致"),
        (first, "示例乙", "姓名", "不再申请"),
        (second, "示例丙", "姓名", "总部未批"),
        (third, "示例丁", "姓名", "已一致"),
        ("1864001459999", None, "性别", "不再申请"),
    ]
    assert "2020-06-20 总部未批 材料不全 李登记" in over[2][5]
    assert openpyxl.load_workbook(BytesIO(records.build(View(run.result())))).sheetnames == [records.SHEET]

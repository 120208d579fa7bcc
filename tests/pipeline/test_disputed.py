"""Extracts that contradict each other: a roster that says what one of them says is not blamed for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from pyarrow.csv import write_csv

import recon
from recon.campaign import Campaign, Scope
from recon.model import Finding
from recon.pipeline import Inputs, run
from recon.rules import as_disputed
from recon.words import Category, Severity, Trust
from tests.pipeline.test_parity import NAMED
from tests.support.frames import student

if TYPE_CHECKING:
    from pathlib import Path

SAID = {
    "name": ("学生甲子", "学生丙寅", "学生戊辰"),
    "major": ("法学", "会计学", "护理学"),
    "id_card": ("100101199903081232", "200101198802290034", "300101198802290032"),
}


def frame(*lines: dict[str, str]) -> pa.Table:
    named = NAMED | {"major": "专业"}
    return pa.table({title: [line[code] for line in lines] for code, title in named.items()})


def told(field: str, sent: str, *extracts: pa.Table) -> list[tuple[str, str, bool]]:
    """Return rule, trust and charge of what is said of the roster at the field, and of the record."""
    answer = recon.reconcile(frame(student(1, **{field: sent})), list(extracts))
    lines = [line for line in answer.findings.to_pylist() if line["field"] == field]
    return sorted((line["rule"], line["trust"], line["charged"]) for line in lines)


@pytest.mark.parametrize("field", SAID)
@pytest.mark.parametrize("apart", [True, False])
def test_the_equal_line_is_paired_first(field: str, *, apart: bool) -> None:
    """L {a, b} and R {b}: the extract contradicts itself, and nothing is charged or changed on the roster."""
    kept, other, _ = SAID[field]
    lines = [student(1, **{field: kept}), student(1, **{field: other})]
    extracts = [frame(line) for line in lines] if apart else [frame(*lines)]
    assert told(field, kept, *extracts) == [("EX03", "authority", False)]
    found = told(field, other, *extracts)
    assert ("EX03", "authority", False) in found
    assert {(trust, charged) for _, trust, charged in found} == {("authority", False)}


@pytest.mark.parametrize("field", SAID)
def test_a_third_value_is_the_sites_mistake(field: str) -> None:
    kept, other, sent = SAID[field]
    found = told(field, sent, frame(student(1, **{field: kept})), frame(student(1, **{field: other})))
    assert any(charged for _, _, charged in found)


def test_who_is_another_line_s_person_in_name_and_id_is_not_charged_as_somebody_else() -> None:
    kept, other, third = ({field: SAID[field][at] for field in ("name", "id_card")} for at in range(3))
    extracts = [frame(student(1, **one)) for one in (kept, other)]

    def charged(**sent: str) -> set[str]:
        answer = recon.reconcile(frame(student(1, **sent)), extracts)
        return {line["rule"] for line in answer.findings.to_pylist() if line["charged"]}

    assert charged(**other).isdisjoint({"MA07", "DF01", "DF03"})
    assert "MA07" in charged(**third)
    assert "MA07" in charged(**other | {"id_card": third["id_card"]})


def of_a_site(sent: str, *recorded: str) -> tuple[int, int, str]:
    """Return how many students of a site are open and held, and where it stands; nobody is charged with anything."""
    site = pa.array(["6400101"])
    extracts = [frame(student(1, name=name)).append_column("教学点代码", site) for name in recorded]
    roster = frame(student(1, name=sent)).append_column("file", pa.array(["6400101.xlsx"]))
    answer = recon.reconcile(roster, extracts)
    assert not any(line["charged"] for line in answer.findings.to_pylist())
    (cell,), (unit,) = answer.coverage.to_pylist(), answer.sites.to_pylist()
    return cell["open"], cell["held"], unit["status"]


def test_a_site_is_clean_where_no_student_is_open_whoever_is_charged() -> None:
    """A record with a placeholder is not the site's fault, and the student open; one only held is not open."""
    assert of_a_site("李䶮", "李䶮") == (0, 0, "clean")
    assert of_a_site("李䶮", "李?") == (1, 0, "checked")
    assert of_a_site("李䶮", "李䶮", "李?") == (0, 1, "clean")


OTHER = student(2, name="学生己未")
SITES = {"6400101": "第一教学点", "6400102": "第二教学点"}


def placed(code: str, name: str = "") -> pa.Table:
    """Return an extract of one student whose home site it gives by code, and by name where one is given."""
    return frame_of(code, student(1), name)


def frame_of(code: str, person: dict[str, str], name: str = "") -> pa.Table:
    """Return an extract of one person of this home site."""
    named = frame(person).append_column("学习中心代码", pa.array([code]))
    return named.append_column("学习中心", pa.array([name or SITES[code]]))


def sent_by(code: str, *extracts: pa.Table) -> set[tuple[str, str, bool]]:
    """Return rule, trust and charge of what is said of the site where the roster names this one."""
    answer = recon.reconcile(placed(code).drop(["学习中心代码"]), list(extracts))
    lines = answer.findings.to_pylist()
    return {(f["rule"], f["trust"], f["charged"]) for f in lines if f["field"] == "site"}


def test_two_home_sites_are_a_contradiction_of_the_extracts() -> None:
    """Home decides who is due where: which of the two counts is not guessed, nor the other one blamed."""
    first, second = placed("6400101"), placed("6400102")
    assert sent_by("6400101", first, second) == {("EX03", "authority", False)}
    assert ("EX03", "authority", False) in sent_by("6400102", first, second)
    assert not any(charged for _, _, charged in sent_by("6400102", first, second))


def test_a_unit_that_one_of_the_extracts_calls_home_is_not_charged_as_a_stranger() -> None:
    """SC05 is about the same contradiction; of a student of a third site it stays."""
    disputes = pa.table({"enrol_id": [7], "field": ["site"], "value": [SITES["6400102"]]})
    sent = [
        Finding("SC05", Severity.WARNING, Trust.CONFIRM, field="site", enrol_id=7, submitted=name)
        for name in (SITES["6400102"], "第三教学点")
    ]
    assert [found.trust for found in as_disputed(sent, disputes)] == [Trust.AUTHORITY, Trust.CONFIRM]


def test_a_stranger_whose_row_says_no_site_is_none_of_an_extract_s_contradictions() -> None:
    """SC05 is about the row then, at no cell; it stopped every run whose extract contradicts itself anywhere."""
    people = [("6400101", student(1)), ("6400101", student(2)), ("6400101", OTHER), ("6400102", student(3))]
    extract = pa.concat_tables([frame_of(*one) for one in people])
    strangers = frame(student(1)).append_column("file", pa.array(["6400102.xlsx"]))
    found = [f for f in recon.reconcile(strangers, extract).findings.to_pylist() if f["rule"] == "SC05"]
    assert [(f["field"], f["row"], f["trust"] == "authority") for f in found] == [("", 1, False)]


def test_a_home_site_said_less_exactly_or_by_another_name_is_no_contradiction() -> None:
    first = placed("6400101")
    assert sent_by("6400101", first, placed("64001", "第一分校")) == set()
    assert sent_by("6400101", first, placed("6400101", "第一电大工作站")) == set()


def of_a_status(*recorded: str) -> set[tuple[str, str, str, bool]]:
    """Return rule, field, trust and charge of what is said where extracts give these statuses."""
    extracts = [frame(student(1, status=status), student(2)) for status in recorded]
    campaign = Campaign("status", scope={Category.OPEN: Scope()})
    lines = recon.reconcile(frame(student(1), student(2)), extracts, campaign).findings.to_pylist()
    return {(f["rule"], f["field"], f["trust"], f["charged"]) for f in lines}


def test_a_student_whom_one_of_the_extracts_has_as_enrolled_is_not_charged_to_the_site() -> None:
    """Who sends a student says that he is 在籍: where an extract says so too, the records are to be settled."""
    assert of_a_status("退学", "在籍") == {
        ("SC03", "status", "authority", False),
        ("EX03", "status", "authority", False),
    }
    assert of_a_status("在籍", "退学") == {("EX03", "status", "authority", False)}
    assert ("SC03", "", "ask-site", True) in of_a_status("退学", "毕业")
    assert of_a_status("退学", "") == {("SC03", "", "ask-site", True)}


def test_what_two_files_of_one_name_both_hold_is_not_said_twice(tmp_path: Path) -> None:
    """The academic system calls every export the same, and a folder may be given beside a file in it."""
    files = [tmp_path / term / "学生信息.csv" for term in ("spring", "autumn")]
    for file in files:
        file.parent.mkdir()
        write_csv(frame(student(1), student(2)), file)
    sent = tmp_path / "附表1-6400101.csv"
    write_csv(frame(student(1)), sent)
    once = recon.reconcile(sent, files[0]).summary["findings"]
    for several in (files, [files[0], files[0]], [*files, *files], [tmp_path / "spring", *files]):
        answer = recon.reconcile(sent, several)
        assert answer.summary["findings"] == once
        assert len({origin["file"] for origin in answer.summary["extracts"]}) == len(several)


def test_what_two_databases_both_hold_is_not_said_twice(tmp_path: Path) -> None:
    write_csv(frame(student(1), student(2)), tmp_path / "学生信息.csv")
    sent = tmp_path / "附表1-6400101.csv"
    write_csv(frame(student(1)), sent)
    query = f"SELECT * FROM read_csv('{tmp_path / '学生信息.csv'}', all_varchar = true)"
    inputs = Inputs(Campaign(id="2020"), ("duckdb://", "duckdb://"), (sent,), query=query)
    assert "EX03" not in run(inputs).summary["findings"]["all"]

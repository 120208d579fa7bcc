"""Sites called by their names: in an extract without codes, and in a submissions list."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

import recon
from recon.campaign import Campaign
from recon.pipeline import Inputs, Options, run
from tests.support.frames import student

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recon.result import Result

FIRST, SECOND = ("6400101", "第一教学点"), ("6400102", "第二教学点")
PEOPLE = [student(n, site=name, site_code=code) for n, (code, name) in enumerate((FIRST, FIRST, SECOND), 1)]
TITLES = {
    "student_no": "学号",
    "name": "姓名",
    "id_card": "身份证号",
    "level": "层次",
    "cohort": "年级",
    "status": "学籍状态",
    "branch": "分校",
    "site": "教学点",
}
CODES = {"branch_code": "分校代码", "site_code": "教学点代码"}
ROSTER = {code: title for code, title in TITLES.items() if code not in {"status", "branch", "site"}}
SITES = [
    {"教学点代码": code, "教学点": name, "分校代码": "64001", "分校": "第一分校"}
    for code, name in (FIRST, SECOND)
]


def lines(people: Iterable[dict[str, str]], titles: dict[str, str]) -> list[dict[str, str]]:
    return [{title: person[code] for code, title in titles.items()} for person in people]


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


def told(answer: Result, *names: str) -> dict[str, list[dict[str, Any]]]:
    return {name: answer.tables[name].to_pylist() for name in (*names, "coverage", "omissions")}


@pytest.fixture(params=["frames", "files"])
def judged(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Judge a roster of the first site against an extract, in memory or as files."""

    def judge(extract: list[dict[str, str]], sites: list[dict[str, str]] | None = None) -> Result:
        roster = lines(PEOPLE[:2], ROSTER)
        if request.param == "frames":
            given = [pa.Table.from_pylist(rows) if rows else None for rows in (roster, extract, sites)]
            return recon.reconcile(given[0], given[1], sites=given[2])
        paths = {"roster": roster, "extract": extract} | ({"sites": sites} if sites else {})
        return recon.reconcile(
            **{name: written(tmp_path / f"{name}.csv", rows) for name, rows in paths.items()}
        )

    return judge


def test_an_extract_of_names_and_a_list_of_codes_say_as_much_as_an_extract_of_codes(judged: Any) -> None:
    codes = judged(lines(PEOPLE, TITLES | CODES), SITES)
    names = judged(lines(PEOPLE, TITLES), SITES)
    assert told(names, "findings", "sites") == told(codes, "findings", "sites")
    assert {cell["site_code"]: cell["due"] for cell in told(names)["coverage"]} == {FIRST[0]: 2, SECOND[0]: 1}


def test_without_any_code_a_sites_name_is_its_code_everywhere(judged: Any) -> None:
    answer = judged(lines(PEOPLE, TITLES))
    due = {cell["site_code"]: (cell["due"], cell["submitted"]) for cell in told(answer)["coverage"]}
    assert due == {FIRST[1]: (2, 2), SECOND[1]: (1, 0)}
    assert {line["site_code"] for line in told(answer)["omissions"]} == {SECOND[1]}
    found = answer.tables["findings"]
    assert "EX05" not in found["rule"].to_pylist()
    assert set(found["site_code"].to_pylist()) <= {FIRST[1], SECOND[1]}


SENT = {FIRST[0]: "甲.csv", SECOND[0]: "乙.csv"}


@pytest.mark.parametrize(("name", "told_of"), [("6400999_某教学点", [True]), ("20200601名单", [])])
def test_the_file_of_a_site_nobody_knows_is_told(tmp_path: Path, name: str, told_of: list[bool]) -> None:
    (rosters := tmp_path / "rosters").mkdir()
    own = [p for p in PEOPLE if p["site_code"] == SECOND[0]]
    written(rosters / f"{name}.csv", lines(own, ROSTER))
    extract = written(tmp_path / "extract.csv", lines(PEOPLE, TITLES | CODES))
    answer = run(Inputs(Campaign(id="c"), (str(extract),), (rosters,)), Options())
    found = [f for f in answer.tables["findings"].to_pylist() if f["rule"] == "FI10"]
    assert ["6400999" in f["message"] for f in found] == told_of
    assert all((f["site_code"], f["charged"]) == (SECOND[0], False) for f in found)


def submitted(folder: Path, units: dict[str, str], nil: str = "") -> Result:
    """Judge two rosters whose units only a submissions list tells; each is of students of its own unit."""
    rosters = folder / "rosters"
    rosters.mkdir()
    for code, file in SENT.items():
        written(rosters / file, lines([p for p in PEOPLE if p["site_code"] == code], ROSTER))
    said = [{"文件": file, "报送单位": units[file], "零报送": ""} for file in SENT.values()]
    said += [{"文件": "", "报送单位": nil, "零报送": "是"}] if nil else []
    extract = written(folder / "extract.csv", lines(PEOPLE, TITLES | CODES))
    lists = {"sites": (written(folder / "sites.csv", SITES),)}
    lists["submissions"] = (written(folder / "submissions.csv", said),)
    asked = Campaign(id="c", province_code="640")
    return run(Inputs(asked, (str(extract),), (rosters,), **lists), Options())


def test_a_submissions_list_may_call_units_by_name(tmp_path: Path) -> None:
    (codes := tmp_path / "codes").mkdir()
    (names := tmp_path / "names").mkdir()
    by_code = submitted(codes, {"甲.csv": FIRST[0], "乙.csv": SECOND[0]}, nil="64001")
    by_name = submitted(names, {"甲.csv": FIRST[1], "乙.csv": SECOND[1]}, nil="第一分校")
    assert told(by_name, "findings", "sites", "files") == told(by_code, "findings", "sites", "files")
    status = {site["site_code"]: site["files"] for site in by_name.tables["sites"].to_pylist()}
    assert status == {FIRST[0]: 1, SECOND[0]: 1, "64001": 0}


@pytest.mark.parametrize("nil", ["6400999", "无名教学点"])
def test_a_nil_declaration_of_a_unit_nobody_knows_makes_no_unit_and_is_told(tmp_path: Path, nil: str) -> None:
    answer = submitted(tmp_path, {"甲.csv": FIRST[0], "乙.csv": SECOND[0]}, nil=nil)
    assert {site["site_code"] for site in answer.tables["sites"].to_pylist()} == {FIRST[0], SECOND[0]}
    assert [nil in note for note in answer.summary["notes"] if "零报送" in note] == [True]


def test_a_name_nobody_bears_is_no_code_and_two_of_them_are_two_senders(tmp_path: Path) -> None:
    answer = submitted(tmp_path, {"甲.csv": "甲乙站", "乙.csv": "丙丁站"})
    live = pc.equal(answer.tables["rows"]["life"], "live")
    assert pc.sum(live).as_py() == len(PEOPLE), "neither file replaces the other"
    (unknown,) = (site for site in answer.tables["sites"].to_pylist() if site["site_code"] == "?")
    assert (unknown["files"], unknown["rows"], unknown["rows_due"]) == (2, 3, 3)
    assert sum(cell["submitted"] for cell in told(answer)["coverage"]) == 3
    found = answer.tables["findings"].to_pylist()
    assert {f["file"] for f in found if f["rule"] == "FI10"} == {*SENT.values()}
    known = {FIRST[0], SECOND[0], "?", ""}
    assert all(
        {row["site_code"] for row in told(answer, name)[name]} <= known for name in ("findings", "sites")
    )

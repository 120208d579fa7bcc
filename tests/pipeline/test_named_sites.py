"""Sites called by their names, in an extract without codes."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import recon
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

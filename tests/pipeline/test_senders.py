"""Whose a file is, and what counts as sent: a copy's name, an empty archive, a form nobody filled in."""

from __future__ import annotations

import shutil
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pc
import pytest

from recon.pipeline import Inputs, Options, run
from tests.support.clerk import CAMPAIGN, extract, people, roster

if TYPE_CHECKING:
    from pathlib import Path

    from recon.result import Result

HOMES = ("6490101", "6490102", "6490103")
STUDENTS = [
    one | {"site_code": HOMES[n % 3], "site": f"示例{HOMES[n % 3][-1]}号教学点"}
    for n, one in enumerate(people(30))
]


def judged(folder: Path) -> Result:
    pc.write_csv(extract(STUDENTS), folder / "extract.csv")
    return run(Inputs(CAMPAIGN, (str(folder / "extract.csv"),), (folder / "rosters",)), Options())


def statuses(answer: Result) -> dict[str, str]:
    return {line["site_code"]: line["status"] for line in answer.sites.to_pylist()}


def rules(answer: Result, site: str) -> set[str]:
    return {line["rule"] for line in answer.findings.to_pylist() if line["site_code"] == site}


@pytest.fixture
def rosters(tmp_path: Path) -> Path:
    (tmp_path / "rosters").mkdir()
    return tmp_path / "rosters"


@pytest.mark.parametrize("other", [0, -1])
def test_of_two_names_of_a_file_the_one_counts_that_fits_its_students(other: int, rosters: Path) -> None:
    owner, wrong = HOMES[1], HOMES[other]
    own = [one for one in STUDENTS if one["site_code"] == owner]
    pc.write_csv(roster(own), rosters / f"{owner}.csv")
    shutil.copy(rosters / f"{owner}.csv", rosters / f"{wrong}.csv")
    answer = judged(rosters.parent)
    assert statuses(answer)[owner] == "clean"
    assert statuses(answer)[wrong] == "silent"
    assert "FI10" not in answer.summary["findings"]["all"]


@pytest.mark.parametrize("copy", [f"{HOMES[1]}再报.csv", "再报.csv"])
def test_a_copy_is_told_where_its_unit_is_looked_up(copy: str, rosters: Path) -> None:
    own = [one for one in STUDENTS if one["site_code"] == HOMES[1]]
    pc.write_csv(roster(own), rosters / f"{HOMES[1]}.csv")
    shutil.copy(rosters / f"{HOMES[1]}.csv", rosters / copy)
    answer = judged(rosters.parent)
    assert "FI08" in rules(answer, HOMES[1])
    assert not rules(answer, "?")


@pytest.mark.parametrize("received", ["", "2020-06-01"])
def test_lateness_is_not_asked_where_nobody_knows_when_a_file_came(received: str, rosters: Path) -> None:
    pc.write_csv(roster(STUDENTS[:3]), rosters / f"{HOMES[0]}.csv")
    pc.write_csv(extract(STUDENTS), rosters.parent / "extract.csv")
    listed = pa.table({"file": [f"{HOMES[0]}.csv"], "received_at": [received]})
    pc.write_csv(listed, rosters.parent / "submissions.csv")
    paths = {"submissions": (rosters.parent / "submissions.csv",)}
    answer = run(Inputs(CAMPAIGN, (str(rosters.parent / "extract.csv"),), (rosters,), **paths), Options())
    assert ("FI09" in answer.summary["not_asked"]) == (not received)


@pytest.mark.parametrize("inside", [{}, {"~$a.xlsx": b"x", "Thumbs.db": b"x"}])
def test_an_archive_without_a_roster_was_received(inside: dict[str, bytes], rosters: Path) -> None:
    with zipfile.ZipFile(rosters / f"{HOMES[0]}.zip", "w") as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
    answer = judged(rosters.parent)
    assert statuses(answer)[HOMES[0]] == "unreadable"
    assert rules(answer, HOMES[0]) >= {"FI01", "OM01"}
    assert "OM02" not in rules(answer, HOMES[0])


def test_a_mail_without_an_attachment_was_received(rosters: Path) -> None:
    head = "From: a@example.invalid\nSubject: x\nDate: Mon, 01 Jun 2020 10:00:00 +0800\n"
    (rosters / f"{HOMES[0]}.eml").write_text(f"{head}Content-Type: text/plain\n\nsee above\n", "utf-8")
    answer = judged(rosters.parent)
    assert statuses(answer)[HOMES[0]] == "unreadable"


def test_the_same_picture_from_two_sites_was_received_from_both(rosters: Path) -> None:
    for home in HOMES[:2]:
        (rosters / f"{home}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    answer = judged(rosters.parent)
    assert {statuses(answer)[home] for home in HOMES[:2]} == {"unreadable"}


def test_a_form_nobody_filled_in_can_be_read(rosters: Path) -> None:
    empty: pa.Table = roster(STUDENTS[:1]).slice(0, 0)
    pc.write_csv(empty, rosters / f"{HOMES[0]}.csv")
    answer = judged(rosters.parent)
    assert statuses(answer)[HOMES[0]] == "checked"
    assert "FI07" in rules(answer, HOMES[0])


@pytest.mark.parametrize(("sent", "short"), [((0, 25), True), ((0, 25, 50), False), ((0, 25, 26), True)])
def test_of_a_list_in_several_files_no_part_is_too_short(
    sent: tuple[int, ...], tmp_path: Path, rosters: Path, *, short: bool
) -> None:
    students = [one | {"site_code": HOMES[0], "site": "示例1号教学点"} for one in people(54)]
    for number, (start, end) in enumerate(pairwise(sent)):
        pc.write_csv(roster(students[start:end]), rosters / f"{HOMES[0]}_{number}.csv")
    pc.write_csv(extract(students), tmp_path / "extract.csv")
    answer = run(Inputs(CAMPAIGN, (str(tmp_path / "extract.csv"),), (rosters,)), Options())
    assert ("FI13" in rules(answer, HOMES[0])) is short

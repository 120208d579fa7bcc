"""The applications to correct records, from the command line: listed, and told how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from recon.errors import OptionError
from recon.pipeline import corrections
from recon.sample import make
from recon.workspace import Workspace
from tests.cli.test_offices import call, options

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrections")
    make(folder, seed=9, site_count=3, student_count=40)
    words = [*options(folder), "--rosters", folder / "rosters", "--workspace", folder / "office"]
    assert call("run", *words).exit_code in {0, 1}
    return folder / "office"


def listed(office: Path) -> list[list[str]]:
    return [line.split("\t") for line in call("workspace", "record-corrections", office).stdout.splitlines()]


def told(office: Path, student: str, field: str, step: str, *more: str) -> int:
    words = ("--student", student, "--field", field, "--step", step, *more)
    return call("workspace", "record-corrections", office, *words).exit_code


def test_every_doubt_about_a_record_is_listed_and_takes_its_steps(office: Path, tmp_path: Path) -> None:
    found = listed(office)
    with Workspace.open(office) as opened:
        run = opened.latest_run()
    assert run is not None
    findings = pq.read_table(run / "findings.parquet")
    doubts = findings.filter(pc.and_(pc.equal(findings["trust"], "authority"), findings["open"])).to_pylist()
    assert {(line[0], line[2]) for line in found} == {(one["student_no"], one["field"]) for one in doubts}
    assert {line[3] for line in found} == {"待核实"}
    number, _, field, *_ = found[0]
    assert told(office, number, field, "proof", "--remark", "身份证复印件") == 0
    assert told(office, number, field, "sent") == 0
    assert [line[3] for line in listed(office) if (line[0], line[2]) == (number, field)] == ["已报总部"]
    assert call("export", "record-corrections", "--workspace", office, "--out", tmp_path).exit_code == 0
    (book,) = tmp_path.glob("*学籍信息更正*.xlsx")
    lines = [
        line for line in openpyxl.load_workbook(book).active.iter_rows(values_only=True) if line[3] == number
    ]
    assert any(line[10] == "身份证复印件" and line[11].startswith("已报总部") for line in lines)


def test_a_check_after_a_ruling_does_not_say_that_the_rulings_are_the_same(office: Path) -> None:
    with Workspace.open(office) as opened:
        run = opened.latest_run()
        assert run is not None
        found = pq.read_table(run / "findings.parquet").to_pylist()
        doubt = next(one for one in found if one["rule"].startswith("EX") and one["open"])
        saw = {"seen_submitted": doubt["submitted"], "seen_official": doubt["official"]}
        opened.rule(doubt["finding_id"], "dismiss", actor="li", **saw)
    said = call("workspace", "judge", office).stderr
    assert "没有裁定失效" in said
    with Workspace.open(office) as opened:
        opened.undo(doubt["finding_id"], actor="li")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--student", "1"), "同时给出"),
        (("--remark", "x"), "同时给出"),
        (("--student", "1", "--field", "id_card", "--step", "lost"), "不是办理进度"),
        (("--student", "1", "--field", "phone", "--step", "sent"), "不是项目代码"),
        (("--student", "1", "--field", "id_card", "--step", "sent"), "没有这一项"),
    ],
)
def test_a_slip_is_told_and_nothing_is_kept(office: Path, words: tuple[str, ...], why: str) -> None:
    with Workspace.open(office) as opened:
        before = dict(opened.applications())
    result = call("workspace", "record-corrections", office, *words)
    assert result.exit_code == 2
    assert why in result.stderr
    with Workspace.open(office) as opened:
        assert dict(opened.applications()) == before


def test_a_slip_is_told_in_english_with_what_there_is(office: Path) -> None:
    with Workspace.open(office) as opened:
        for field, step, known in (
            ("id_card", "lost", "sent (Sent to headquarters)"),
            ("phone", "sent", "status"),
        ):
            with pytest.raises(OptionError) as caught:
                corrections.advance(opened, corrections.Asked("1", field), step, actor="li")
            said = caught.value.say("en")
            assert known in said
            assert said.isascii()


def test_an_office_without_a_result_has_none(tmp_path: Path) -> None:
    Workspace.init(tmp_path / "office", '[campaign]\nid = "nx-2020"\n', actor="li").close()
    result = call("workspace", "record-corrections", tmp_path / "office")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "没有学籍信息更正" in result.stderr

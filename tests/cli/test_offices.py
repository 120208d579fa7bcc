"""The office's workspace from the command line: run into it, export from it, back it up, check it, empty it."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from typer.testing import CliRunner, Result

from recon.cli.app import app
from recon.sample import make
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def call(*words: Any) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def options(sample: Path) -> list[Any]:
    extracts = [word for path in sorted((sample / "extracts").iterdir()) for word in ("--extract", path)]
    return ["--campaign", sample / "campaign.toml", *extracts, "--sites", sample / "sites.csv"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    make(folder, seed=9, site_count=3, student_count=40)
    return folder


@pytest.fixture(scope="module")
def office(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "workspace"
    words = [*options(sample), "--rosters", sample / "rosters", "--submissions", sample / "submissions.csv"]
    result = call("run", *words, "--workspace", folder)
    assert result.exit_code in {0, 1}, result.output
    return folder


def test_the_same_run_again_keeps_every_file_once(sample: Path, office: Path) -> None:
    words = [*options(sample), "--rosters", sample / "rosters", "--submissions", sample / "submissions.csv"]
    before = call("workspace", "status", office).output
    assert call("run", *words, "--workspace", office).exit_code in {0, 1}
    files = [line for line in before.splitlines() if line.startswith("收到文件")]
    assert files[0] in call("workspace", "status", office).output


def test_a_workspace_keeps_the_passwords_a_run_was_given(sample: Path, tmp_path: Path) -> None:
    plain = max((sample / "rosters").rglob("*.xlsx"), key=lambda path: path.stat().st_size)
    (tmp_path / "rosters").mkdir()
    locked = tmp_path / "rosters" / plain.name
    with plain.open("rb") as inside, locked.open("wb") as outside:
        OOXMLFile(inside).encrypt("开门2020", outside)
    told = tmp_path / "passwords.csv"
    told.write_text(f"{plain.name},开门2020\n", encoding="utf-8")
    words = [*options(sample), "--rosters", locked.parent, "--workspace", tmp_path / "office"]
    for more in (["--passwords", told], []):  # and again without being told
        assert call("run", *words, *more).exit_code in {0, 1}
        with Workspace.open(tmp_path / "office") as opened:
            (read,) = pq.read_table(opened.runs()[0].folder / "files.parquet").to_pylist()
        assert (read["verdict"], read["rows"] > 0) == ("read", True)


def test_a_folder_is_received_as_its_files(sample: Path, office: Path, tmp_path: Path) -> None:
    call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip")
    (tmp_path / "new" / "deeper").mkdir(parents=True)
    (tmp_path / "new" / "deeper" / "名单.csv").write_text("学号,姓名\n1864901450123,沙莉\n", "utf-8")
    result = call("workspace", "receive", tmp_path / "again", tmp_path / "new")
    assert result.exit_code in {0, 1}, result.output
    with Workspace.open(tmp_path / "again") as opened:
        assert opened.submissions()[-1].file == "deeper/名单.csv"
    missing = call("workspace", "receive", tmp_path / "again", tmp_path / "nowhere")
    assert missing.exit_code == 2
    assert "nowhere" in missing.output


def test_a_purge_that_finds_nobody_says_so(office: Path, tmp_path: Path) -> None:
    call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip")
    (tmp_path / "numbers.txt").write_bytes("1999999999999\n".encode("utf-16"))
    words = ["workspace", "purge", tmp_path / "again", "--reason", "申请删除"]
    assert call(*words, "--students", tmp_path / "numbers.txt").exit_code == 2
    (tmp_path / "numbers.txt").write_text("1999999999999\n", "ascii")
    result = call(*words, "--students", tmp_path / "numbers.txt")
    assert "没有找到要清除的内容" in result.output
    assert call(*words, "--campaign", "nobody").exit_code == 2


def test_a_corrected_sheet_is_exported_and_opens(office: Path, tmp_path: Path) -> None:
    result = call("export", "corrected", "returned", "--workspace", office, "--out", tmp_path)
    assert result.exit_code == 0, result.output
    for line in result.output.split():
        assert openpyxl.load_workbook(line).sheetnames


def test_an_unknown_kind_names_the_known_ones(office: Path, tmp_path: Path) -> None:
    result = call("export", "letters", "--workspace", office, "--out", tmp_path)
    assert (result.exit_code, "corrected" in result.output) == (2, True)


def test_a_backup_comes_back_whole(office: Path, tmp_path: Path) -> None:
    assert call("workspace", "backup", office, "--into", tmp_path / "b.zip").exit_code == 0
    assert call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip").exit_code == 0
    assert call("workspace", "verify", tmp_path / "again").exit_code == 0
    assert call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip").exit_code == 2


def test_a_backup_is_refused_where_a_file_is(office: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"last week's")
    result = call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    assert result.exit_code == 2
    for word in (str(tmp_path / "b.zip"), "已有同名文件", "换一个文件名"):
        assert word in result.output
    assert (tmp_path / "b.zip").read_bytes() == b"last week's"


def test_a_changed_result_is_found(office: Path, tmp_path: Path) -> None:
    call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip")
    next((tmp_path / "again" / "runs").rglob("summary.json")).write_text("{}", encoding="utf-8")
    assert call("workspace", "verify", tmp_path / "again").exit_code == 1


def test_a_student_is_taken_out_and_the_rest_is_sound(office: Path, tmp_path: Path) -> None:
    call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip")
    students = next((tmp_path / "again" / "runs").rglob("students.parquet"))
    number = pq.read_table(students)["student_no"][0].as_py()
    (tmp_path / "who.txt").write_text(number, encoding="utf-8")
    words = ["workspace", "purge", tmp_path / "again", "--reason", "申请删除"]
    assert call(*words, "--students", tmp_path / "who.txt").exit_code == 0
    assert number not in pq.read_table(students)["student_no"].to_pylist()
    assert call("workspace", "verify", tmp_path / "again").exit_code == 0
    assert call(*words).exit_code == 2


def test_files_in_an_archive_came_when_the_archive_came(sample: Path, tmp_path: Path) -> None:
    rosters = sorted(p for p in (sample / "rosters").rglob("*") if p.is_file())
    with zipfile.ZipFile(tmp_path / "全部.zip", "w") as archive:
        for path in rosters:
            archive.write(path, path.name)
    lines = "file,unit,form,received_at,kind,declared_nil\n全部.zip,,,2020-06-30T10:00:00+08:00,,\n"
    (tmp_path / "submissions.csv").write_text(lines, encoding="utf-8")
    words = [
        *options(sample),
        "--rosters",
        tmp_path / "全部.zip",
        "--submissions",
        tmp_path / "submissions.csv",
    ]
    assert call("run", *words, "--out", tmp_path / "out").exit_code == 1
    rules = pq.read_table(tmp_path / "out" / "findings.parquet").to_pylist()
    late = {f["file"] for f in rules if f["rule"] == "FI09"}
    assert late
    assert all(file.startswith("全部.zip!/") for file in late)


def changed(sample: Path, into: Path, line: str, instead: str) -> Path:
    """The sample's campaign with another line in the place of one."""
    text = (sample / "campaign.toml").read_text(encoding="utf-8")
    assert line in text
    into.write_text(text.replace(line, instead), encoding="utf-8")
    return into


def run_by(campaign: Path, sample: Path, *words: Any) -> Result:
    given = [campaign if word == sample / "campaign.toml" else word for word in options(sample)]
    return call("run", *given, "--rosters", sample / "rosters", *words)


def test_every_way_to_a_workspace_refuses_a_rule_there_is_not(sample: Path, tmp_path: Path) -> None:
    wrong = changed(sample, tmp_path / "错.toml", "[rules]", '[rules]\nNO99 = "off"')
    said = run_by(wrong, sample, "--out", tmp_path / "out").output
    assert "错.toml" in said
    assert "rules.NO99" in said
    for result in (
        call("workspace", "init", tmp_path / "new", "--campaign", wrong),
        run_by(wrong, sample, "--workspace", tmp_path / "new"),
    ):
        assert (result.exit_code, result.output) == (2, said)
        assert not (tmp_path / "new").exists()


def test_a_campaign_that_differs_from_the_workspaces_is_never_passed_over(
    sample: Path, office: Path, tmp_path: Path
) -> None:
    call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip")
    with Workspace.open(tmp_path / "again") as place:
        before, received = place.entries(), len(place.submissions())
    other = changed(sample, tmp_path / "新.toml", 'deadline = "2020-06-10"', "deadline = 2019-12-31")
    into = ("--workspace", tmp_path / "again")
    more = tmp_path / "更多.csv"
    more.write_text("学号,姓名\n2018649010001,甲\n", encoding="utf-8")
    for lang, words in (
        ("zh", ("不一致（campaign.deadline）。", "若以")),
        ("en", ("differs from", "first run")),
    ):
        result = run_by(other, sample, *into, "--rosters", more, "--lang", lang)
        assert result.exit_code == 2
        for word in ("--campaign", str(other), f"recon workspace campaign {tmp_path / 'again'}", *words):
            assert word in result.output
        assert "2019" not in result.output, "keys are told, never what stands there"
    with Workspace.open(tmp_path / "again") as place:
        assert (place.entries(), len(place.submissions())) == (before, received)


def test_a_file_becomes_the_workspaces_campaign_by_a_word_and_the_log_says_so(
    sample: Path, office: Path, tmp_path: Path
) -> None:
    call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip")
    other = changed(sample, tmp_path / "新.toml", 'deadline = "2020-06-10"', "deadline = 2019-12-31")
    again = tmp_path / "again"
    assert call("workspace", "campaign", again, "--campaign", other).exit_code == 0
    with Workspace.open(again) as place:
        assert place.entries()[0].act == "campaign"
    assert run_by(other, sample, "--workspace", again).exit_code in {0, 1}
    kept = max((again / "runs").glob("*/campaign.toml")).read_text(encoding="utf-8")
    assert "deadline = 2019-12-31" in kept
    assert run_by(sample / "campaign.toml", sample, "--workspace", again).exit_code == 2
    assert call("workspace", "verify", again).exit_code == 0


def test_what_the_dashboard_changed_can_be_written_out_and_run_by(
    sample: Path, office: Path, tmp_path: Path
) -> None:
    call("workspace", "backup", office, "--into", tmp_path / "b.zip")
    call("workspace", "restore", tmp_path / "again", "--from", tmp_path / "b.zip")
    with Workspace.open(tmp_path / "again") as place:
        place.save_campaign(
            place.campaign_text().replace("[headers]", '[headers]\nmajor = ["所学"]'), actor="li"
        )
    result = run_by(sample / "campaign.toml", sample, "--workspace", tmp_path / "again")
    assert (result.exit_code, "headers.major" in result.output) == (2, True)
    mine = tmp_path / "mine.toml"
    assert call("workspace", "campaign", tmp_path / "again", "--into", mine).exit_code == 0
    assert run_by(mine, sample, "--workspace", tmp_path / "again").exit_code in {0, 1}
    for words in (("--into", mine), (), ("--into", tmp_path / "x", "--campaign", mine)):
        assert call("workspace", "campaign", tmp_path / "again", *words).exit_code == 2


def test_another_campaign_is_told_as_that(sample: Path, office: Path, tmp_path: Path) -> None:
    other = changed(sample, tmp_path / "新.toml", 'id = "sample-2020"', 'id = "sample-2021"')
    result = run_by(other, sample, "--workspace", office)
    assert result.exit_code == 2
    assert "campaign.id" in result.output
    assert "另一个批次" in result.output


def test_rulings_leave_as_a_file_and_are_made_again(sample: Path, tmp_path: Path) -> None:
    folder, file = tmp_path / "office", tmp_path / "rulings.jsonl"
    assert call("workspace", "init", folder, "--campaign", sample / "campaign.toml").exit_code == 0
    with Workspace.open(folder) as opened:
        opened.rule("0" * 16, "keep", actor="li", reason="见身份证")
    out = call("workspace", "rulings", folder, "--into", file)
    assert (out.exit_code, "1 条" in out.output) == (0, True)
    assert call("workspace", "rulings", folder, "--into", file).exit_code == 2, "never over what is there"
    with Workspace.open(folder) as opened:
        opened.undo("0" * 16, actor="li")
    assert "重新作出裁定 1 条" in call("workspace", "rulings", folder, "--from", file).output
    assert "另有 1 条" in call("workspace", "rulings", folder, "--from", file).output
    assert call("workspace", "rulings", folder).exit_code == 2
    assert call("workspace", "rulings", folder, "--from", tmp_path / "none").exit_code == 2

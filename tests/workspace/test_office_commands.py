"""``recon workspace …``: the office from the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import openpyxl
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from recon.cli import office_sources, telling
from recon.cli.app import app
from recon.errors import OptionError
from recon.workspace import Workspace, vault_key
from tests.support.offices import DEADLINE, extract, person, roster
from tests.support.runs import finished, student

if TYPE_CHECKING:
    from pathlib import Path

    from recon.words import Lang


def call(*words: object) -> Result:
    return CliRunner().invoke(app, ["workspace", *map(str, words)])


def test_a_hand_over_is_frozen_listed_and_compared(office: Workspace) -> None:
    finished(office, [student(1), student(2, open=True)])
    frozen = call("handover", "freeze", office.path, "--reason", "第一批")
    assert "第 1 版" in frozen.output
    assert "移交 1 人，待定 1 人" in frozen.output
    assert "示例教学点　开放教育　移交 1　待定 1" in frozen.output
    assert "未另编新版" in call("handover", "freeze", office.path).output
    finished(office, [student(2)])
    changes = call("handover", "changes", office.path)
    assert "增加 1，变更 0，撤回 1" in changes.output
    assert "1864001400002" in changes.output
    assert "增加\t1864001400002\t示例教学点\t" in changes.output
    assert "现已无误" in changes.output
    assert "不再报送" in changes.output
    for code in ("open", "clean", "left", "T0"):
        assert code not in frozen.output + changes.output, "codes and machine times are not for people"
    listed = call("handover", "list", office.path).output
    assert listed.count("版") == 1
    assert office.handover(1).sha256[:16] in listed
    assert "1（1 + 1）" in call("status", office.path).output


def test_no_list_leaves_the_office_of_a_capture_code_campaign(tmp_path: Path) -> None:
    with Workspace.init(
        tmp_path / "office", '[campaign]\nid = "c"\nmode = "capture-code"\n', actor="li"
    ) as ws:
        finished(ws, [student(1)])
        ws.freeze_handover(actor="li")
        finished(ws, [student(1), student(2)])
        told = call("handover", "changes", ws.path).output
    assert "增加 1" in told
    assert "1864001400002" not in told


def test_the_register_goes_out_and_comes_in(office: Workspace, tmp_path: Path) -> None:
    finished(office, [student(1)])
    file = tmp_path / "登记.xlsx"
    assert "1 个单位" in call("sites", "export", office.path, "--into", file).output
    book = openpyxl.load_workbook(file)
    book["教学点"].cell(2, 7, "张老师")
    book.save(file)
    told = call("sites", "import", office.path, file).output
    assert "单位更新 1 个" in told
    assert "示例教学点（6400301）：缺专项负责人、收件单位、邮寄地址" in told
    assert call("sites", "import", office.path, tmp_path / "none.xlsx").exit_code == 2


def test_a_file_is_taken_in_and_told_at_once(tmp_path: Path) -> None:
    people = [person(n) for n in range(4)]
    file = tmp_path / "6400301.csv"
    file.write_bytes(roster(people))
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        assert "extract-add" in call("receive", ws.path, file).output
        ws.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        words = ("--at", "2020-06-05", "--unit", "6400301", "--out", tmp_path / "papers")
        told = call("receive", ws.path, file, *words).output
        (kept,) = ws.submissions()
        assert kept.arrivals == 2
        came = call("came", ws.path, kept.file, "--at", "2020-06-04T10:00:00+08:00")
        assert came.exit_code == 0
        assert "已登记 1 个文件的收到时间：2020-06-04" in came.output
        assert ws.submissions()[0].received_at == "2020-06-04T10:00:00+08:00"
        told_of = call("came", ws.path, "六月/6400301.csv", "--at", "2020-06-04")
        assert told_of.exit_code == 2
        assert "NAME 无效：没有收到过“六月/6400301.csv”" in told_of.output
        assert "（相近的有：6400301.csv）" in told_of.output
    assert "6400301.csv：可以读取，4 行" in told
    assert {path.suffix for path in (tmp_path / "papers").iterdir()} >= {".txt"}


def test_a_return_sheet_is_noted_and_acknowledged(office: Workspace) -> None:
    assert call("acknowledged", office.path, "64003").exit_code == 2
    assert call("returned", office.path, "64003", "--form", "open", "--at", "2020-06-10").exit_code == 0
    told = call("acknowledged", office.path, "64003", "--by", "张老师", "--at", "2020-06-11")
    assert "64003" in told.output
    (sheet,) = office.returns("64003")
    assert (sheet.form, sheet.acknowledged_at[:10], sheet.text) == ("open", "2020-06-11", "张老师")


def test_a_campaign_whose_time_is_over_is_told_and_purged(office: Workspace) -> None:
    office.receive(b"roster", "a.csv", actor="li")
    kept = call("retain", office.path, "--until", "2020-12-31", "--reason", "规定")
    assert kept.exit_code == 0
    assert "批次 nx-2020 的个人信息保存到 2020-12-31" in kept.output
    assert call("retain", office.path, "--until", "31 Dec").exit_code == 2
    assert "nx-2020（2020-12-31）" in call("status", office.path).output
    assert call("purge", office.path, "--reason", "保存期满", "--overdue").exit_code == 0
    assert office.submissions() == []
    assert office.overdue() == []
    assert office.verify().problems == ()


def test_what_a_purge_had_to_remove_whole_is_told(office: Workspace, tmp_path: Path) -> None:
    kept = office.receive(b"\x89PNG\r\n\x001864001450123\x00", "a.png", actor="li")
    who = tmp_path / "who.txt"
    who.write_text("1864001450123\n", encoding="utf-8")
    done = call("purge", office.path, "--reason", "申请删除", "--students", who)
    assert done.exit_code == 0
    assert "其中 1 个原件" in done.output
    assert b"1864001450123" not in office.original(kept.sha256).read_bytes()
    assert office.verify().problems == ()


def test_a_workspace_is_sealed(office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(vault_key.VARIABLE, call("new-key").output.strip())
    kept = office.receive(b"roster", "a.csv", actor="li")
    assert "1" in call("encrypt", office.path).output
    assert "原件加密\t是" in call("status", office.path).output
    assert b"roster" not in office.vault.path(kept.sha256).read_bytes()
    campaign = tmp_path / "campaign.toml"
    campaign.write_text('[campaign]\nid = "c"\n', encoding="utf-8")
    made = call("init", tmp_path / "second", "--campaign", campaign, "--encrypt")
    assert made.exit_code == 0
    assert vault_key.exists(tmp_path / "second")
    monkeypatch.setenv(vault_key.VARIABLE, "too short")
    assert call("status", office.path).exit_code == 2


NOTE = "请查收名单，谢谢".encode()
HEADER = extract({})
ACCOUNTS = "登录名,姓名,证件号码,创建时间\n1864001450000,甲,100101199001010011,2015-01-01".encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [(NOTE, "没有找到表头"), (b"", ""), (HEADER, "没有任何学生"), (ACCOUNTS, "只有用户信息")],
    ids=["note", "nothing", "header", "accounts"],
)
def test_what_no_run_can_use_retires_no_extract(tmp_path: Path, content: bytes, said: str) -> None:
    bad = tmp_path / "新.csv"
    bad.write_bytes(content)
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        good = ws.add_source("extract", extract({"6400301": [person(1)]}), "学籍.csv", actor="li")
        told = call("extract-add", ws.path, bad, "--replace")
        assert told.exit_code == 2
        assert "新.csv 无法使用" in told.output
        assert said in told.output
        assert ws.sources("extract") == [good]


def test_what_was_kept_is_told_with_its_kind_and_lines(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("用户.csv", "学籍.csv", "新.csv")]
    files[0].write_bytes(ACCOUNTS)
    files[1].write_bytes(extract({"6400301": [person(n) for n in range(3)]}))
    files[2].write_bytes(extract({"6400301": [person(n) for n in range(2)]}))
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        told = call("extract-add", ws.path, files[0])  # accounts may come before the students they belong to
        assert "已收入 用户.csv：学籍数据“用户信息”，1 行" in told.output
        assert "已收入 学籍.csv：学籍数据总表，3 行" in call("extract-add", ws.path, files[1]).output
        told = call("extract-add", ws.path, files[2], "--replace")
        assert "已收入 新.csv：学籍数据总表，2 行" in told.output
        assert "此前的同类数据 2 份不再使用" in told.output
        assert [source.name for source in ws.sources("extract")] == ["新.csv"]
        wrong = call("extract-add", ws.path, files[2], "--kind", "submissions", "--replace")
        assert wrong.exit_code == 2
        assert [source.kind for source in ws.sources()] == ["extract"]


def test_the_status_names_what_can_be_retired_and_says_when_the_newest_run_ended(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("一.csv", "二.csv"):
        (tmp_path / name).write_bytes(extract({"6400301": [person(len(name))]}) + name.encode())
        assert call("extract-add", office.path, tmp_path / name).exit_code == 0
    finished(office, [student(1)])
    for lang, names in (("zh", "\t2（一.csv、二.csv）\n"), ("en", "\t2 (一.csv, 二.csv)\n")):
        monkeypatch.setattr(telling, "LANG", lang)
        told = call("status", office.path).output
        assert names in told
        assert re.search(r"\t\d{4}-\d\d-\d\d \d\d:\d\d\n", told), told
        assert lang == "zh" or not re.search("[（），、]", told), told


def test_a_run_leaves_nothing_in_the_workspace_that_stops_the_next(tmp_path: Path) -> None:
    rosters = tmp_path / "rosters"
    rosters.mkdir()
    (rosters / "6400301.csv").write_bytes(roster([person(1)]))
    bad, good = tmp_path / "坏.csv", tmp_path / "好.csv"
    bad.write_bytes(NOTE)
    good.write_bytes(extract({"6400301": [person(1)]}))
    campaign = tmp_path / "campaign.toml"
    campaign.write_text(DEADLINE.format(as_of="2020-06-08"), encoding="utf-8")
    words = ("--campaign", campaign, "--rosters", rosters, "--workspace", tmp_path / "office")
    for file, status in ((bad, 2), (good, 1)):
        result = CliRunner().invoke(app, ["run", *map(str, (*words, "--extract", file))])
        assert result.exit_code == status, result.output


def test_a_result_that_does_not_know_of_all_that_came_is_not_frozen(tmp_path: Path) -> None:
    people = [person(n) for n in range(4)]
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        ws.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        ws.add_source("planned", f"学号,毕业批次\n{people[0][0]},202101\n".encode(), "去年.csv", actor="li")
        ws.receive(roster(people[:2]), "6400301.csv", actor="li")
        assert call("judge", ws.path).exit_code == 0
        assert "尚未核对的文件\t0" in call("status", ws.path).output
        assert call("handover", "freeze", ws.path).exit_code == 0
        ws.receive(roster(people[2:]), "6400301-2.csv", actor="li")
        assert "尚未核对的文件\t1" in call("status", ws.path).output
        told = call("handover", "freeze", ws.path)
        assert told.exit_code == 2
        assert "有 1 份新收到的文件尚未核对" in told.output
        assert call("judge", ws.path).exit_code == 0
        told = call("extract-remove", ws.path, "去年.csv")
        assert "现有结果尚未据此核对" in told.output
        assert "学籍数据或参照名单已有增减" in call("handover", "freeze", ws.path).output
        ws.add_source("planned", f"学号,毕业批次\n{people[0][0]},202101\n".encode(), "去年.csv", actor="li")
        assert call("extract-remove", ws.path, "去年.csv", "--run").exit_code == 0
        assert call("handover", "freeze", ws.path).exit_code == 0
        ws.rule("0123456789abcdef", "dismiss", actor="li", reason="已核对")
        told = call("handover", "freeze", ws.path)
        assert told.exit_code == 2
        assert "有 1 条裁定尚未计入" in told.output
        ws.undo("0123456789abcdef", actor="li")
        assert call("handover", "freeze", ws.path).exit_code == 0


@pytest.mark.parametrize(("lang", "word"), [(None, "应报 4：已报 2"), ("en", "due 4: submitted 2")])
def test_judging_again_tells_its_counts_and_speaks_the_language_asked(
    lang: Lang | None, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_sources, "ASKED", lang)
    people = [person(n) for n in range(4)]
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        ws.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        ws.receive(roster(people[:2]), "6400301.csv", actor="li")
        told = call("judge", ws.path)
        assert told.exit_code == 0
        assert word in told.output
        messages = pq.read_table(ws.latest_run() / "findings.parquet")["message"].to_pylist()
    assert messages
    assert all(bool(re.search("[a-z]{3} [a-z]{2}", text)) == (lang == "en") for text in messages)


def test_a_unit_nobody_is_called_by_is_not_noted(tmp_path: Path) -> None:
    people = [person(n) for n in range(4)]
    file = tmp_path / "名单.csv"
    file.write_bytes(roster(people))
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        ws.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        assert call("judge", ws.path).exit_code == 0
        for words in (("returned", ws.path, "6400302"), ("receive", ws.path, file, "--unit", "6400302")):
            told = call(*words)
            assert told.exit_code == 2
            assert "没有代码为 6400302 的单位（相近的有：6400301" in told.output
        assert (ws.returns(), ws.submissions()) == ([], [])
        assert "6400301：已登记退回" in call("returned", ws.path, "6400301").output


def test_the_papers_of_a_second_file_do_not_write_over_those_of_the_first(tmp_path: Path) -> None:
    people = [person(n) for n in range(4)]
    papers = tmp_path / "papers"
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        ws.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        for number, some in enumerate((people[:2], people[2:])):
            file = tmp_path / f"6400301-{number}.csv"
            file.write_bytes(roster(some))
            call("receive", ws.path, file, "--unit", "6400301", "--out", papers)
    receipts = [path.read_text(encoding="utf-8") for path in papers.iterdir() if path.suffix == ".txt"]
    assert sorted(name in text for name in ("6400301-0.csv", "6400301-1.csv") for text in receipts) == [
        False,
        False,
        True,
        True,
    ]


def test_another_campaign_is_told_as_that(office: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "campaign.toml"
    for code, told in (("nx-2020", False), ("nx-2021", True)):
        file.write_text(f'[campaign]\nid = "{code}"\n', encoding="utf-8")
        assert ("批次 nx-2020 收到的文件" in call("campaign", office.path, "--campaign", file).output) is told


def test_an_empty_path_is_not_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable that was never set makes no workspace there, and purges none."""
    monkeypatch.chdir(tmp_path)
    campaign = tmp_path / "campaign.toml"
    campaign.write_text('[campaign]\nid = "c"\n', encoding="utf-8")
    for words in (
        ("init", "", "--campaign", campaign),
        ("status", " "),
        ("purge", "", "--reason", "x", "--overdue"),
        ("receive", "office", ""),
        ("backup", "office", "--into", ""),
        ("sites", "import", "office", ""),
    ):
        told = CliRunner().invoke(app, ["workspace", *map(str, words)], standalone_mode=False)
        assert "路径不能为空" in str(told.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["campaign.toml"]


@pytest.mark.parametrize(
    "address", ["mysql://u:geheim@h/d", "nonsense", "postgresql+asyncpgx://u:geheim@h/d"]
)
def test_an_address_that_cannot_be_used_is_told_and_forgotten(address: str, tmp_path: Path) -> None:
    campaign = tmp_path / "campaign.toml"
    campaign.write_text('[campaign]\nid = "c"\n', encoding="utf-8")
    words = ("init", tmp_path / "office", "--campaign", campaign)
    told = call(*words, "--database", address)
    assert told.exit_code == 2
    assert "postgresql+psycopg://" in told.output
    assert "geheim" not in told.output
    assert call(*words).exit_code == 0
    assert call("status", tmp_path / "office").exit_code == 0


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("0001-01-01T00:00:00+14:00", "年份不对"),
        ("9999-12-31T23:59-10:00", "年份不对"),
        ("6月9日", "不是时间"),
    ],
)
def test_a_time_that_cannot_be_is_told_and_nothing_is_taken_in(
    office: Workspace, tmp_path: Path, at: str, why: str
) -> None:
    (tmp_path / "a.csv").write_text("学号\n", encoding="utf-8")
    told = call("receive", office.path, tmp_path / "a.csv", "--at", at)
    assert (told.exit_code, office.submissions()) == (2, [])
    assert why in told.output


def test_nothing_is_purged_without_a_word_why(office: Workspace) -> None:
    office.receive(b"roster", "a.csv", actor="li")
    told = call("purge", office.path, "--reason", " ", "--campaign", office.campaign().id)
    assert (told.exit_code, len(office.submissions())) == (2, 1)
    assert "选项 --reason 无效：请写明依据" in told.output
    with pytest.raises(OptionError, match="reason"):
        office.purge_person("1864001400001", actor="li", reason="")


def test_the_register_is_not_written_over(office: Workspace, tmp_path: Path) -> None:
    finished(office, [student(1)])
    file = tmp_path / "登记.xlsx"
    assert call("sites", "export", office.path, "--into", file).exit_code == 0
    told = call("sites", "export", office.path, "--into", file)
    assert told.exit_code == 2
    assert "已有同名文件" in told.output

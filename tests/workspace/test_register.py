"""The register: sites edited one by one, shooting points with their approvals, out to Excel and in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

from recon.errors import OptionError
from recon.model import Site
from recon.pipeline import register_files
from recon.sites import Tree
from recon.workspace import Workspace
from recon.workspace.points import Point
from recon.workspace.register import missing
from tests.support.offices import DEADLINE, extract, judged, person, roster
from tests.support.runs import finished, student

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = b"\x89PNG approval"


def test_an_edit_keeps_what_it_does_not_name_and_is_undone_by_the_next(ws: Workspace) -> None:
    finished(ws, [student(1)])
    ws.edit_site("6400301", actor="li", contact="张老师", phone="0000-1")
    ws.edit_site("6400301", actor="wang", contact="", deliver_to="64003")
    (site,) = ws.sites()
    assert (site.site_name, site.branch, site.phone) == ("示例教学点", "示例分校", "0000-1")
    assert (site.contact, site.deliver_to) == ("", "64003")
    assert missing(site) == ("responsible", "contact", "address")
    entries = ws.entries(2)
    assert [(entry.act, entry.actor, entry.details["unit"]) for entry in entries] == [
        ("site", "wang", "6400301"),
        ("site", "li", "6400301"),
    ]
    assert ws.verify().problems == ()


def test_the_same_edit_again_writes_nothing(office: Workspace) -> None:
    office.edit_site("6400301", actor="li", contact="张老师")
    before = office.verify().head
    office.edit_site("6400301", actor="li", contact="张老师")
    assert office.verify().head == before


def test_what_the_office_said_can_be_taken_back(office: Workspace) -> None:
    finished(office, [student(1)])
    office.edit_site("6400301", actor="li", contact="张老师")
    office.withdraw_site("6400301", actor="li")
    assert [site.contact for site in office.sites()] == [""]
    with pytest.raises(OptionError):
        office.withdraw_site("6400301", actor="li")


def test_a_site_never_reports_through_itself(office: Workspace) -> None:
    office.edit_site("64003", actor="li", reports_through="64004")
    office.edit_site("64004", actor="li", reports_through="64005")
    with pytest.raises(OptionError) as said:
        office.edit_site("64005", actor="li", reports_through="64003")
    assert "64005" in said.value.say("zh")
    with pytest.raises(OptionError):
        office.put_sites([Site("64006", reports_through="64006")], actor="li")
    assert sorted(office.said_of_sites()) == ["64003", "64004"]


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"site_code": "64004"}])
def test_a_column_nobody_knows_is_refused(office: Workspace, wrong: dict[str, str]) -> None:
    with pytest.raises((OptionError, TypeError)):
        office.edit_site("64003", actor="li", **wrong)  # type: ignore[misc]


def test_a_point_serves_several_sites_and_keeps_its_approval(ws: Workspace) -> None:
    point = Point("64003", "示例拍摄点", dates=("2020-06-17",), serves=("6400301", "6400302"))
    ws.edit_point(point, actor="li")
    approved = ws.approve_point("64003", PICTURE, "批复.png", actor="li", approved_on="2020-06-01")
    ws.edit_point(Point("64003", "示例拍摄点", dates=("2020-06-18",), serves=point.serves), actor="wang")
    (kept,) = ws.points()
    assert (kept.dates, kept.serves, kept.sha256, kept.approved_on) == (
        ("2020-06-18",),
        ("6400301", "6400302"),
        approved.sha256,
        "2020-06-01",
    )
    assert ws.original(approved.sha256).read_bytes() == PICTURE
    (shooting,) = ws.campaign().shooting
    assert ([str(day) for day in shooting.dates], shooting.serves) == (["2020-06-18"], kept.serves)
    assert ws.verify().problems == ()
    ws.withdraw_point("64003", actor="li")
    assert ws.points() == []


def test_an_approval_of_a_unit_is_kept_and_comes_again_after_a_purge(office: Workspace) -> None:
    kept = office.approve("6400301", PICTURE, "批复.png", actor="li")
    office.purge_campaign(office.campaign().id, actor="li", reason="保存期满")
    assert office.approve("6400301", PICTURE, "批复.png", actor="li") == kept
    assert office.original(office.diary("6400301")[0].sha256).read_bytes() == PICTURE
    assert office.verify().problems == ()


@pytest.mark.parametrize(
    "ask",
    [
        lambda ws: ws.approve("64003", b"MZ no picture", "a.png", actor="li"),
        lambda ws: ws.approve_point("64003", b"MZ no picture", "a.exe", actor="li", approved_on="2020-06-01"),
        lambda ws: ws.approve_point("64003", PICTURE, "a.png", actor="li", approved_on="1 June"),
        lambda ws: ws.edit_point(Point("64003", dates=("June",)), actor="li"),
        lambda ws: ws.edit_point(Point("64003", dates=("20200617",)), actor="li"),
        lambda ws: ws.edit_point(Point(" "), actor="li"),
    ],
    ids=[
        "no-picture-of-a-unit",
        "no picture",
        "no day of approval",
        "no shooting day",
        "another spelling",
        "no code",
    ],
)
def test_what_is_no_approval_or_no_day_is_refused(office: Workspace, ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OptionError):
        ask(office)
    assert office.points() == []


def test_out_to_excel_and_in_again(office: Workspace, tmp_path: Path) -> None:
    finished(office, [student(1)])
    office.edit_point(Point("64003", "示例拍摄点", dates=("2020-06-17",), serves=("6400301",)), actor="li")
    office.approve_point("64003", PICTURE, "批复.png", actor="li", approved_on="2020-06-01")
    file = tmp_path / "登记.xlsx"
    assert register_files.save(office, file) == 1
    unchanged = register_files.take_over(office, file, actor="li")
    assert (unchanged.sites, unchanged.points) == (0, 0)
    book = openpyxl.load_workbook(file)
    head = [cell.value for cell in book["教学点"][1]]
    book["教学点"].cell(2, head.index("联系人") + 1, "张老师")
    book["教学点"].append(["6400309", "新教学点"])
    book["拍摄点"].cell(2, 5, "6400301 6400309")
    book.save(file)
    taken = register_files.take_over(office, file, actor="wang")
    assert (taken.sites, taken.points) == (2, 1)
    contacts = {site.site_code: site.contact for site in office.sites()}
    assert contacts == {"6400301": "张老师", "6400309": ""}
    (point,) = office.points()
    assert (point.serves, point.approved_on, bool(point.sha256)) == (
        ("6400301", "6400309"),
        "2020-06-01",
        True,
    )
    assert any(
        "新教学点（6400309）：缺专项负责人、联系人、收件单位、邮寄地址" in gap.zh for gap in taken.gaps
    )
    assert any(
        gap.en.startswith("新教学点 (6400309) lacks responsible person, contact,") for gap in taken.gaps
    )


def test_a_run_reads_the_offices_register(tmp_path: Path) -> None:
    people = [person(n) for n in range(4)]
    with Workspace.init(tmp_path / "office", DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        ws.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        ws.edit_site("6400301", actor="li", reports_through="64009", contact="张老师")
        ws.edit_site("64009", actor="li", site_name="代报分校")
        ws.receive(roster(people), "64009.csv", actor="li", unit="64009", received_at="2020-06-05")
        assert judged(ws)["submitted_elsewhere"] == 0, "it reports for the site"
        tree = Tree.of(ws.sites())
    assert tree.reports_for("64009", "6400301")
    assert tree.sites["6400301"].contact == "张老师"
    assert tree.sites["6400301"].site_name == "教学点6400301"

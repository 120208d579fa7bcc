"""A registrar's whole day on the sample campaign: from an empty workspace to signed-off downloads, in one sitting."""

from __future__ import annotations

import getpass
import io
import re
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from recon.workspace import Workspace
from tests.browser.conftest import Office, served
from tests.browser.steps import click_row, idle, sign_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
FIRST_FINDINGS = 120
"""Seconds from an empty workspace to the first findings, nothing read."""


@pytest.fixture
def empty(tmp_path: Path, browser: BrowserContext) -> Iterator[Office]:
    """An office that holds a campaign's settings and nothing else."""
    text = (SAMPLE / "campaign.toml").read_text(encoding="utf-8")
    Workspace.init(tmp_path / "workspace", text, actor="tester").close()
    with served(tmp_path / "workspace") as url:
        office = Office(url, browser, tmp_path / "workspace")
        yield office
        office.close()


def test_from_an_empty_workspace_to_signed_off_downloads(empty: Office) -> None:
    page = empty.open("/")
    begin(page, empty)
    ring_up(page, empty)
    decide(page, empty)
    judge_again(page, empty)
    hand_over(page, empty)
    take_home(page, empty)
    with Workspace.open(empty.workspace) as place:
        assert place.verify().ok
        acts = place.entries()
    assert {"rule", "reveal"} & {entry.act for entry in acts} == {"rule"}, "nobody's name was needed"
    assert {entry.actor for entry in acts} <= {getpass.getuser(), "tester", "worker"}, (
        "every act carries who did it"
    )


def begin(page: Page, office: Office) -> None:
    """Open the sample and click on while it is being judged: nothing is lost, and the result comes by itself."""
    began = time.monotonic()
    page.get_by_role("button", name="打开示例").click()
    page.get_by_text("正在核对，马上就好").wait_for()
    for name in ("问题", "单位", "导入", "总览"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    with Workspace.open(office.workspace) as place:
        assert len(place.jobs.recent()) == 1
    expect(page.get_by_test_id("stMetric").first).to_be_visible(timeout=FIRST_FINDINGS * 1000)
    assert time.monotonic() - began < FIRST_FINDINGS
    idle(page)


def ring_up(page: Page, office: Office) -> None:
    """The first thing to do leads to the calls; what was promised is written down."""
    page.get_by_role("link", name="去处理").first.click()
    page.wait_for_url(re.compile(r"/sites\?call=yes"))
    idle(page)
    click_row(page, 0)
    page.get_by_label("对方是谁").fill("教务老师")
    page.get_by_label("说了什么").fill("明天补来")
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.get_by_text("教务老师：明天补来")).to_be_visible()
    with Workspace.open(office.workspace) as place:
        assert "call" in {line.kind for line in place.diary()}


def decide(page: Page, office: Office) -> None:
    """Accept some from the list, some one by one with the keyboard, and take one act back."""
    page.get_by_role("link", name="问题", exact=True).click()
    idle(page)
    page.get_by_text("待我确认", exact=True).click()
    idle(page)
    click_row(page, 0)
    click_row(page, 1)
    page.get_by_role("button", name="接受（2）").click()
    expect(page.get_by_test_id("stToast").last).to_contain_text("已记录 2 条")
    idle(page)
    page.get_by_text("逐条核对").click()
    idle(page)
    expect(page.get_by_role("button", name="接受（1）")).to_be_enabled()  # its key is heard from then on
    page.get_by_role("heading", name="问题").click()
    page.keyboard.press("a")
    expect(page.get_by_test_id("stToast").last).to_contain_text("已记录 1 条")
    page.get_by_role("button", name="撤销刚才的 1 条").click()
    expect(page.get_by_test_id("stToast").last).to_contain_text("已撤销 1 条")
    with Workspace.open(office.workspace) as place:
        assert [ruling.verdict for ruling in place.rulings()] == ["accept", "accept"]


def judge_again(page: Page, office: Office) -> None:
    """Decisions stand in the sheets after another run; the overview tells what it moved."""
    page.get_by_role("button", name="重新核对").click()
    page.get_by_role("link", name="总览", exact=True).click()
    expect(page.get_by_text("正在重新核对，完成后这里会提示")).to_be_visible()
    page.get_by_role("button", name="显示新结果").click()
    expect(page.get_by_test_id("stMetric").nth(3)).to_contain_text("比上次 +2")
    with Workspace.open(office.workspace) as place:
        assert len(place.runs()) == 2
        assert not place.jobs.open()


def hand_over(page: Page, office: Office) -> None:
    """Sign a site off and freeze what goes to the photographer."""
    page.goto(office.url + "/sites")
    idle(page)
    click_row(page, 5)
    sign_off(page, "其余缓拍")
    page.get_by_role("link", name="移交", exact=True).click()
    idle(page)
    page.get_by_role("button", name="定版为第 1 版").click()
    page.get_by_role("button", name="确认定版").click()
    expect(page.get_by_text(re.compile("已定版为第 1 版"))).to_be_visible()
    with Workspace.open(office.workspace) as place:
        assert len(place.signed_off()) == 1
        assert len(place.handovers()) == 1


def take_home(page: Page, office: Office) -> None:
    """Every file that leaves opens."""
    page.get_by_role("link", name="下载", exact=True).click()
    idle(page)
    for name in (r"^\S* ?更正表（", r"^\S* ?退回清单（", "移交名单$", "通报$"):
        with page.expect_download() as got:
            page.get_by_role("button", name=re.compile(name)).last.click()
        opened = books(got.value.path())
        assert opened, name
    with Workspace.open(office.workspace) as place:
        assert [entry.act for entry in place.entries()].count("download") == 4


def books(path: Path) -> list[openpyxl.Workbook]:
    """Open every workbook of a zip; a formula in one would be somebody's trick."""
    with zipfile.ZipFile(path) as bundle:
        found = [
            openpyxl.load_workbook(io.BytesIO(bundle.read(name)))
            for name in bundle.namelist()
            if name.endswith(".xlsx")
        ]
    for book in found:
        assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    return found

"""A registrar's day on a small campaign: from an office where nothing has been judged yet to files one can send on."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from playwright.sync_api import expect

from recon.sample import make
from recon.workspace import Workspace
from tests.browser.conftest import Office, served
from tests.browser.steps import PATIENCE, choose, click_row, idle, sign_off

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, FilePayload, Page

pytestmark = pytest.mark.browser
FIRST_FINDINGS = 120
"""Seconds from an empty workspace to the first findings, nothing read."""


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, browser: BrowserContext) -> Iterator[Office]:
    """An empty workspace, and a campaign's files beside it."""
    folder = tmp_path_factory.mktemp("day")
    make(folder / "campaign", seed=11, site_count=5, student_count=150)
    text = (folder / "campaign" / "campaign.toml").read_text(encoding="utf-8")
    Workspace.init(folder / "workspace", text, actor="tester").close()
    with served(folder / "workspace") as url:
        office = Office(url, browser, folder / "workspace")
        yield office
        office.close()


@pytest.fixture(scope="module")
def morning(day: Office) -> Page:
    """The guided first run: drop the extract and the rosters, and the first result comes by itself."""
    page = day.open("/")
    began = time.monotonic()
    choose(page, sorted((day.workspace.parent / "campaign" / "extracts").iterdir()))
    choose(page, [path for path in sorted(rosters(day).rglob("*")) if path.is_file()], place=1)
    page.get_by_role("button", name="开始核对").click()
    expect(page.get_by_test_id("stMetric").first).to_be_visible(timeout=FIRST_FINDINGS * 1000)
    idle(page)
    assert time.monotonic() - began < FIRST_FINDINGS
    return page


def rosters(day: Office) -> Path:
    return day.workspace.parent / "campaign" / "rosters"


def worked_off(page: Page, day: Office) -> None:
    """Wait until the worker has nothing left to do: a page that is still being drawn shows no job either."""
    with Workspace.open(day.workspace) as place:
        for _ in range(PATIENCE // 200):
            if not place.jobs.open():
                return
            page.wait_for_timeout(200)
        raise AssertionError([job.state for job in place.jobs.open()])


def test_the_first_result_comes_by_itself(day: Office, morning: Page) -> None:
    with Workspace.open(day.workspace) as place:
        assert [job.state for job in place.jobs.recent()] == ["done"]
        assert place.sources("extract")
    expect(morning.get_by_text("接下来做什么")).to_be_visible()


def test_a_thing_to_do_leads_to_its_list(day: Office, morning: Page) -> None:
    page = day.open("/")
    page.get_by_role("link", name="去处理").first.click()
    page.wait_for_url(re.compile(r"/(sites|findings)\?"))
    idle(page)


def test_a_decision_survives_the_next_run(day: Office, morning: Page) -> None:
    page = day.open("/findings?trust=confirm&state=waiting")
    click_row(page, 0)
    page.get_by_role("button", name="接受（1）").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已记录 1 条")
    with Workspace.open(day.workspace) as place:
        [ruling] = place.rulings()
        place.jobs.enqueue("run", {}, actor="test")
    page = day.open("/intake")
    worked_off(page, day)
    expect(page.get_by_text("取消核对")).to_have_count(0)
    page = day.open("/findings?state=accept")
    expect(page.get_by_text("共 1 条")).to_be_visible()
    with Workspace.open(day.workspace) as place:
        assert [again.finding_id for again in place.rulings()] == [ruling.finding_id]


def test_clicking_on_during_an_import_loses_nothing(day: Office, morning: Page) -> None:
    roster = next(path for path in sorted(rosters(day).rglob("*.xlsx")))
    page = day.open("/intake")
    sent: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        for name, data in (("新到名单.xlsx", b"no workbook at all"), (roster.name, roster.read_bytes()))
    ]
    choose(page, sent)
    page.get_by_role("button", name="接收并核对").click()
    expect(page.get_by_test_id("stToast").first).to_contain_text("收到 2 个文件")
    page.get_by_role("link", name="单位").click()
    idle(page)
    page.get_by_role("link", name="导入").click()
    worked_off(page, day)
    expect(page.get_by_text("取消核对")).to_have_count(0)
    with Workspace.open(day.workspace) as place:
        assert place.jobs.recent(1)[0].state == "done"
        names = [received.name for received in place.submissions()]
    assert names.count("新到名单.xlsx") == 1
    assert sum(name.endswith(roster.name) for name in names) == 1, "the same bytes count once"


def test_the_corrected_sheets_open(day: Office, morning: Page) -> None:
    page = day.open("/downloads")
    with page.expect_download() as got:
        page.get_by_role("button", name=re.compile("更正表（")).click()
    with zipfile.ZipFile(got.value.path()) as bundle:
        books = [openpyxl.load_workbook(io.BytesIO(bundle.read(name))) for name in bundle.namelist()]
    assert books
    for book in books:
        assert str(book.worksheets[0]["A1"].value).startswith("附表")
        assert not [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"]
    with Workspace.open(day.workspace) as place:
        assert "download" in [entry.act for entry in place.entries()]
        assert place.verify().ok


def test_every_page_in_english_holds_no_trace_of_chinese_titles(day: Office, morning: Page) -> None:
    for path in (
        "",
        "findings",
        "sites",
        "students",
        "photos",
        "handover",
        "downloads",
        "intake",
        "campaign",
    ):
        page = day.open(f"/{path}?lang=en")
        heading = page.get_by_role("heading", level=1).inner_text()
        assert heading.isascii(), heading
        buttons = page.locator("button").all_inner_texts()
        assert not [
            text for text in buttons if re.search(r"[\u4e00-\u9fff]", text) and text.strip() != "中文"
        ]
        page.close()


def test_the_day_ends_signed_off_with_everything_handed_over(day: Office, morning: Page) -> None:
    page = day.open("/sites")
    click_row(page, 1)
    sign_off(page, "其余缓拍")
    page = day.open("/handover")
    page.get_by_role("button", name="定版为第 1 版").click()
    page.get_by_role("button", name="确认定版").click()
    expect(page.get_by_text(re.compile("已定版为第 1 版"))).to_be_visible()
    for name in ("移交名单", "通报"):
        with page.expect_download() as got:
            page.get_by_role("button", name=name, exact=True).click()
        with zipfile.ZipFile(got.value.path()) as bundle:
            assert bundle.namelist()
    with Workspace.open(day.workspace) as place:
        assert place.signed_off()
        assert len(place.handovers()) == 1
        assert place.verify().ok

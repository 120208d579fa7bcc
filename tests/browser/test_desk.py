"""A desk in use: the chase of the sites, the hand-over, papers, the idle screen, and two people at once."""

from __future__ import annotations

import io
import os
import re
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import expect

from recon.rules import BY_CODE
from recon.ui.findings.table import columns
from recon.workspace import Workspace
from tests.browser.conftest import Office, serve, served, wait_for
from tests.browser.steps import bars, cells, choose, click_row, idle, sign_off, wait_for_cells

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

    from recon.words import Lang

pytestmark = pytest.mark.browser
FOCUSED = """(() => {
    let at = document.activeElement
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
    return at.innerText || at.ariaLabel || at.labels?.[0]?.innerText || ""
})()"""
"""What the keyboard stands on, also inside a component."""
PADDING = 8
"""Pixels left and right of a grid's text."""
MEASURED = """titles => {
    const pen = document.createElement("canvas").getContext("2d")
    const look = getComputedStyle(document.querySelector("[data-testid=stDataFrame]"))
    pen.font = `${0.875 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px ${look.fontFamily}`
    return titles.map(title => pen.measureText(title).width)
}"""
"""How wide texts are in a grid's font."""
_STANDS = """name => {
    window.stood = []
    const look = () => {
        const button = [...document.querySelectorAll("button")].find(one => one.innerText.includes(name))
        const box = button?.getBoundingClientRect()
        const at = box && `${Math.round(box.x)}, ${Math.round(box.y)}`
        if (at && !window.stood.includes(at)) window.stood.push(at)
        requestAnimationFrame(look)
    }
    look()
}"""
"""Keeps every place a button was seen at."""


def test_an_address_that_names_no_page_leads_to_the_first(office: Office) -> None:
    for path in ("/overview?lang=en", "/no-such-page?lang=en", "/findings/deeper?lang=en"):
        page = office.open(path)
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.close()


def test_a_number_of_the_overview_is_a_door(office: Office) -> None:
    page = office.open()
    page.get_by_role("link", name=re.compile("另有待报")).click()
    page.wait_for_url(re.compile("/students\\?"))
    idle(page)
    assert {"漏报", "待报"} >= {cell for cell in cells(page) if cell in {"漏报", "待报", "无误", "迟报"}}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["/sites?", "/sites?call=yes&", "/findings?", "/students?", "/handover?"])
def test_a_grid_shows_its_last_column_on_a_laptop(office: Office, path: str, lang: str) -> None:
    page = office.open(f"{path}lang={lang}")
    grid = page.get_by_test_id("stDataFrame").first.locator("canvas").first
    box, width = grid.bounding_box(), page.viewport_size
    assert box is not None
    assert width is not None
    assert box["x"] + box["width"] <= width["width"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    scroller = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    beyond = scroller.evaluate("box => box.scrollWidth - box.clientWidth")
    # On findings the last column tells what happens; it is a facet of the rail and in the pair as well.
    assert beyond <= (122 if path.startswith("/findings") else 12)


@pytest.mark.parametrize(
    ("path", "beyond"),
    [
        ("/findings?trust=confirm&state=waiting&lang=zh", 12),
        ("/findings?lang=zh", 206),  # state and what happens: facets of the rail
        ("/findings?lang=en", 250),
        ("/sites?lang=zh", 110),  # the branch: a facet of the rail
        ("/sites?lang=en", 110),
    ],
)
def test_at_125_percent_only_what_the_rail_tells_is_beyond_the_edge(
    office: Office, path: str, beyond: int
) -> None:
    page = office.open(path, width=1152, height=720)
    page.get_by_test_id("stDataFrame").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    scroller = page.locator("[data-testid=stDataFrame] .dvn-scroller").first
    assert scroller.evaluate("box => box.scrollWidth - box.clientWidth") <= beyond
    if path.startswith("/findings?trust"):
        tops = {
            round(button.bounding_box()["y"])  # type: ignore[index]
            for button in (page.locator(f".st-key-findings-{name} button") for name in ("accept", "undo"))
        }
        assert len(tops) == 1, "the buttons stand in one row"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_begins_in_the_upper_half_of_a_laptop_at_125_percent(office: Office, lang: str) -> None:
    """1,280 × 720 pixels at 125 %; choosing a row moves nothing under the pointer."""
    page = office.open(f"/findings?lang={lang}", width=1024, height=576)
    apart = """() => {
        const top = (found) => document.querySelector(found).getBoundingClientRect().y
        return top("[data-testid=stDataFrame] canvas") - top("h1")
    }"""
    tops = []
    for _ in range(2):
        tops.append(page.evaluate(apart))  # at one moment: a click scrolls, and the page goes on to glide
        click_row(page, 1)
    assert tops[0] + 72 < 576 / 2, "the heading stands at 72"
    assert tops[1] == tops[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_views_and_acts_take_one_line_each_on_half_a_screen(office: Office, lang: str) -> None:
    page = office.open(f"/findings?lang={lang}", width=900)
    for name in ("views", "acts"):
        box = page.locator(f".st-key-findings-{name}").bounding_box()
        assert box is not None
        assert box["height"] < 48, name


def test_a_buttons_number_of_units_is_read_whole_on_half_a_screen(office: Office) -> None:
    page = office.open("/downloads?lang=en", width=900)
    titles = page.locator("[data-testid=stDownloadButton] [data-testid=stMarkdownContainer]")
    expect(titles.filter(has_text="units:").first).to_be_visible()
    cut = titles.evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth).map(one => one.innerText)"
    )
    assert cut == []


@pytest.mark.parametrize("path", ["/findings?lang=en", "/sites?call=yes"])
def test_the_grids_own_tools_cover_no_button_on_a_narrow_page(office: Office, path: str) -> None:
    page = office.open(path, width=1024)
    box = page.get_by_test_id("stDataFrame").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + 60)
    tools = page.get_by_test_id("stElementToolbar").first
    expect(tools).to_be_visible()
    button = tools.locator("button").first.bounding_box()
    assert button is not None
    assert button["y"] >= box["y"]


def test_a_student_opens_above_the_fold(office: Office) -> None:
    page = office.open("/students", height=720)
    click_row(page, 0)
    card = page.get_by_role("strong").filter(has_text="学籍").first.bounding_box()
    assert card is not None
    assert card["y"] < 720


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_title_fits_its_column(office: Office, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    """English titles in every list; Chinese ones where the filters tell some column's only code."""
    page = office.open(f"/findings?lang={lang}")
    monkeypatch.setenv("RECON_LANG", lang)
    room = columns(() if lang == "en" else {"state"})["rule"]["width"] - 2 * PADDING
    titles = [rule.title.say(lang) for rule in BY_CODE.values()]
    widths = page.evaluate(MEASURED, titles)
    assert [title for title, width in zip(titles, widths, strict=True) if width > room] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_card_of_the_overview_is_read_whole_at_125_percent(office: Office, lang: str) -> None:
    page = office.open(f"/?lang={lang}", width=1024, height=640)
    cards = page.locator("[data-testid=stMetricValue] p, [data-testid=stPageLink] p")
    cards.first.wait_for()
    cut = cards.evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.innerText)"
    )
    assert cut == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_legend_is_read_whole_above_its_bars_however_the_page_is_reached(
    office: Office, width: int
) -> None:
    page = office.open("/students?lang=en", width=width)
    if width < 600:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Photos").first.click()
    page.wait_for_url(re.compile("/photos"))
    first = min(box["y"] for box in bars(page))
    keys = page.locator(".rc-legend").first.locator("li")
    assert keys.all_inner_texts() == ["Valid", "Expiring", "Expired", "Date unknown", "Not captured"]
    for box in filter(None, (keys.nth(n).bounding_box() for n in range(keys.count()))):
        assert box["y"] + box["height"] <= first
        assert box["x"] + box["width"] <= width
    expect(page.locator(".js-plotly-plot .legend")).to_have_count(0)


@pytest.mark.parametrize(
    "path", ["/findings?trust=confirm&state=waiting", "/sites", "/students", "/handover"]
)
def test_no_button_stands_where_a_grids_own_tools_appear(office: Office, path: str) -> None:
    page = office.open(path)
    grid = page.get_by_test_id("stDataFrame").first
    grid.hover()
    tools = page.get_by_test_id("stElementToolbar").first.bounding_box()
    assert tools is not None
    buttons = page.locator("[data-testid=stMain] button:not([data-testid=stElementToolbar] button)")
    for box in filter(None, (buttons.nth(n).bounding_box() for n in range(buttons.count()))):
        apart = box["x"] + box["width"] <= tools["x"] or box["x"] >= tools["x"] + tools["width"]
        assert apart or box["y"] + box["height"] <= tools["y"] or box["y"] >= tools["y"] + tools["height"]


def test_a_sorted_grid_opens_the_site_that_was_clicked(office: Office) -> None:
    page = office.open("/sites")
    canvas = page.get_by_test_id("stDataFrame").first.locator("canvas").first
    box = canvas.bounding_box()
    assert box is not None
    before = names(page)
    page.mouse.click(box["x"] + 60, box["y"] + 17)  # sorts by name
    wait_for_cells(page, lambda found: [cell for cell in found if cell.endswith("教学点")] != before)
    click_row(page, 2)
    expect(page.get_by_role("heading", name=names(page)[2])).to_be_visible()


def names(page: Page) -> list[str]:
    """Return the sites in the order they are shown."""
    return [cell for cell in cells(page) if cell.endswith("教学点")]


def test_a_call_is_recorded_with_its_promise_and_whose_turn_it_is(office: Office) -> None:
    page = office.open("/sites?call=yes&site_code=6400102")
    page.get_by_label("对方是谁").fill("王老师")
    page.get_by_label("说了什么").fill("周五前发来")
    page.get_by_role("button", name="记下", exact=True).click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已记下")
    expect(page.get_by_text("王老师：周五前发来")).to_be_visible()
    with Workspace.open(office.workspace) as place:
        assert [line.kind for line in place.diary("6400102")] == ["call"]


def test_the_call_list_can_be_printed(office: Office) -> None:
    page = office.open("/sites?call=yes")
    with page.expect_download() as got:
        page.get_by_role("button", name="电话清单").click()
    text = got.value.path().read_text(encoding="utf-8")
    assert "000-0000000" in text
    assert "<script" not in text
    printed = page.context.new_page()
    printed.set_content(text)
    assert printed.locator("tbody tr").count() >= 2


def test_a_site_is_signed_off_and_opened_again(office: Office) -> None:
    page = office.open("/sites?site_code=6400105")
    page.evaluate(_STANDS, "重新打开")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sign_off(page, "其余缓拍")
    with Workspace.open(office.workspace) as place:
        assert "6400105" in place.signed_off()
        assert place.diary("6400105")[0].text == "其余缓拍"
    idle(page)
    # Who presses a button that moves before she lets go has clicked nothing.
    assert len(page.evaluate("window.stood")) == 1
    page.get_by_role("button", name="重新打开").click()
    expect(page.get_by_role("button", name="办结")).to_be_visible()
    idle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    with Workspace.open(office.workspace) as place:
        assert "6400105" not in place.signed_off()


def test_an_approval_is_kept_as_a_picture(office: Office) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "png")
    page = office.open("/sites?site_code=6400201")
    page.get_by_role("tab", name="批复与邮寄").click()
    choose(page, [{"name": "批复.png", "mimeType": "image/png", "buffer": drawn.getvalue()}])
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已保存批复文件")
    page.get_by_role("tab", name="批复与邮寄").click()
    expect(page.get_by_test_id("stImage").locator("img")).to_be_visible()


def test_the_hand_over_is_frozen_and_what_changes_later_is_told(office: Office) -> None:
    page = office.open("/handover")
    page.get_by_role("button", name="定版为第 1 版").click()
    page.get_by_role("button", name="确认定版").click()
    expect(page.get_by_text(re.compile("已定版为第 1 版"))).to_be_visible()
    page.get_by_role("button", name="定版为第 2 版").click()
    page.get_by_role("button", name="确认定版").click()
    expect(page.get_by_text("与第 1 版完全相同")).to_be_visible()
    click_row(page, 0, grid=1)
    idle(page)
    page.get_by_label("理由").fill("已看过证件")
    page.get_by_role("button", name="放行（1 人）").click()
    expect(page.get_by_test_id("stToast").filter(has_text="已放行 1 人")).to_be_visible()
    idle(page)
    page.get_by_text("与某一版比较").click()
    idle(page)
    wait_for_cells(page, lambda found: "新增" in found)
    with Workspace.open(office.workspace) as place:
        assert len(place.handovers()) == 1
        assert len(place.answers("hand-over")) == 1


def test_two_people_on_one_finding_in_two_browsers(office: Office) -> None:
    address = "/findings?trust=confirm&state=waiting&rule=DF01"
    one, other = office.open(address), office.open(address)
    for page in (one, other):
        click_row(page, 0)
        expect(page.get_by_role("button", name=re.compile("接受（1）"))).to_be_enabled()
    one.get_by_role("button", name=re.compile("退回教学点")).click()
    expect(one.get_by_test_id("stToast")).to_contain_text("已记录 1 条")
    other.get_by_role("button", name=re.compile("接受（1）")).click()
    expect(other.get_by_test_id("stAlert").filter(has_text="刚刚已另有处理")).to_be_visible()
    with Workspace.open(office.workspace) as place:
        assert [ruling.verdict for ruling in place.rulings()].count("accept") == 0


def test_a_reload_in_the_middle_of_a_review_stays_at_its_pair(office: Office) -> None:
    page = office.open("/findings?trust=ask-site&state=waiting&lang=en")
    page.get_by_text("One by one").click()
    idle(page)
    page.get_by_role(
        "heading", name="Findings"
    ).click()  # away from the switch, which has arrow keys of its own
    page.keyboard.press("ArrowRight")
    idle(page)
    page.wait_for_url(re.compile("at=2"))
    page.keyboard.press("s")
    expect(page.get_by_test_id("stToast")).to_contain_text("1 recorded")
    page.reload()
    idle(page)
    assert "at=2" in page.url
    expect(page.get_by_role("button", name="Next")).to_be_visible()
    expect(page.get_by_text(re.compile("^2 of "))).to_be_visible()
    with Workspace.open(office.workspace) as place:
        assert "send-to-site" in [ruling.verdict for ruling in place.rulings()]


def test_a_bulk_act_is_taken_back_whole(office: Office) -> None:
    page = office.open("/findings?trust=ask-site&state=waiting&rule=DF03")
    page.get_by_role("button", name=re.compile("对全部")).click()
    page.get_by_text("全部退回教学点").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    idle(page)
    page.get_by_role("button", name=re.compile("撤销刚才的")).click()
    expect(page.get_by_test_id("stToast").last).to_contain_text("已撤销")


@pytest.mark.parametrize(("lang", "said"), [("zh", "错误"), ("en", "Error")])
def test_a_deep_link_means_the_same_in_both_languages(office: Office, lang: str, said: str) -> None:
    page = office.open(f"/findings?severity=error&rule=DF01&lang={lang}")
    shown = wait_for_cells(page, lambda found: said in found)
    assert ("姓名与学籍不一致" in shown) == (lang == "zh")


def test_a_late_or_missing_student_takes_an_answer(office: Office) -> None:
    page = office.open("/students?due_state=omitted")
    click_row(page, 0)
    reason = page.get_by_role("combobox", name=re.compile("未报原因"))
    reason.click()
    reason.press("ArrowDown")
    reason.press("Enter")
    expect(reason).to_have_value(re.compile(".+"))
    page.get_by_role("button", name="记下原因").click()
    expect(page.get_by_test_id("stToast")).to_contain_text("已记下")
    with Workspace.open(office.workspace) as place:
        assert len(place.excused()) == 1


def test_the_case_file_opens(office: Office) -> None:
    page = office.open("/students?due_state=clean")
    click_row(page, 0)
    with page.expect_download() as got:
        page.get_by_role("button", name="责任认定单").click()
    assert openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes())).active is not None
    assert not re.search(r"\d{9}", got.value.suggested_filename.replace("2020", ""))


def test_every_control_has_a_name_and_the_keyboard_reaches_it(office: Office) -> None:
    page = office.open("/findings")
    nameless = page.evaluate(
        "[...document.querySelectorAll('button,input,a[href]')].filter(e => e.offsetParent && !e.closest('canvas')"
        " && !(e.innerText || e.ariaLabel || e.title || e.labels?.length || e.placeholder"
        " || e.getAttribute('aria-labelledby'))).map(e => e.outerHTML.slice(0, 120))"
    )
    assert not nameless
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    assert len(reached) > 6


@pytest.fixture
def idle_office(made_office: Path, tmp_path: Path, browser: BrowserContext) -> Iterator[Office]:
    """An office that made the idle time six seconds."""
    shutil.copytree(made_office, tmp_path / "workspace")
    os.environ["RECON_IDLE_SECONDS"] = "6"
    try:
        with served(tmp_path / "workspace") as url:
            opened = Office(url, browser, tmp_path / "workspace")
            yield opened
            opened.close()
    finally:
        del os.environ["RECON_IDLE_SECONDS"]


def test_names_go_off_on_a_screen_nobody_touches(idle_office: Office) -> None:
    page = idle_office.open("/students")
    page.get_by_role("button", name=re.compile("姓名与号码已隐藏")).click()
    page.get_by_role("button", name="显示", exact=True).click()
    wait_for_cells(page, lambda found: any(cell.startswith("18640014") for cell in found))
    expect(page.get_by_role("button", name=re.compile("姓名与号码已隐藏"))).to_be_visible()
    wait_for_cells(page, lambda found: not any(cell.startswith("18640014") for cell in found))


def test_why_an_upload_was_not_taken_stands_on_it(office: Office) -> None:
    page = office.open("/intake")
    page.route("**/_stcore/upload_file/**", lambda asked: asked.abort("connectionreset"))
    choose(page, [{"name": "名单.csv", "mimeType": "text/csv", "buffer": b"1,2\n"}])
    why = page.get_by_test_id("stFileChip").get_by_role("alert")
    expect(why).to_contain_text("没有传完，请移除后重新选择")
    seen = why.bounding_box()
    assert seen is not None
    assert seen["width"] > 100, "to be read without pointing at it"
    page.get_by_role("button", name="接收并核对").click()
    expect(page.get_by_text("请先选择文件；")).to_be_visible()
    office.seen.errors.clear()  # the browser's own word on a connection that was cut


def test_a_page_whose_server_ended_says_so_and_goes_on_with_the_next(
    made_office: Path, tmp_path: Path, browser: BrowserContext
) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(made_office, workspace)
    with served(workspace) as url:
        opened = Office(url, browser, workspace)
        page = opened.open("/findings?rule=DF01")
    expect(page.get_by_role("dialog")).to_contain_text("请重新打开看板")
    port = int(url.rpartition(":")[2])
    process = serve(workspace, tmp_path / "again.log", port)
    try:
        wait_for(url, process, tmp_path / "again.log")
        expect(page.get_by_role("dialog")).to_have_count(0)
        click_row(page, 0)
        assert "rule=DF01" in page.url
    finally:
        page.close()  # its console has the browser's own words on a server that is away
        process.terminate()
        process.wait(20)

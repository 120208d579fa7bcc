"""Everything that is read has a contrast of 4.5 to what it stands on (WCAG 2.2 AA), in light and in dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.steps import choose

if TYPE_CHECKING:
    from tests.browser.conftest import Office

pytestmark = pytest.mark.browser

TOO_FAINT = """() => {
  const above = (node) => node.parentElement || node.getRootNode().host
  const rgba = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n }
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]))
  const line = (c) => c.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  const light = (c) => { const [r, g, b] = line(c); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const chain = (node) => (node ? [...chain(above(node)), node] : [])
  const paint = (node) => rgba(getComputedStyle(node).backgroundColor)
  const ground = (node) => chain(node).reduce((c, n) => over(paint(n), c), [255, 255, 255])
  const seen = (node) => chain(node).reduce((o, n) => o * Number(getComputedStyle(n).opacity), 1)
  const found = []
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot)
      const text = [...node.childNodes].filter((n) => n.nodeType === 3).map((n) => n.nodeValue.trim()).join("")
      const style = getComputedStyle(node)
      if (!text || text === "…" || !node.getClientRects().length || node instanceof SVGElement) continue
      if (/Material/.test(style.fontFamily) || /SCRIPT|STYLE/.test(node.tagName)) continue
      if (node.closest("canvas,button:disabled,[aria-disabled=true]")) continue
      const [r, g, b, alpha] = rgba(style.color)
      const under = ground(node)
      const [low, high] = [light(over([r, g, b, alpha * seen(node)], under)), light(under)].sort((x, y) => x - y)
      if ((high + 0.05) / (low + 0.05) < 4.5) found.push(text.slice(0, 30))
    }
  }
  look(document.body)
  return found
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/", "/findings?rule=DF01", "/sites?site_code=6400101", "/handover", "/intake"]
)
def test_whatever_is_read_stands_out(office: Office, path: str, dark: bool) -> None:  # noqa: FBT001
    page = office.open(path, dark=dark)
    assert page.evaluate(TOO_FAINT) == []


def test_a_link_shows_that_the_keyboard_stands_on_it(office: Office) -> None:
    page = office.open("/")
    page.keyboard.press("Tab")  # the way past the navigation
    page.keyboard.press("Tab")
    where = "() => [document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]"
    assert page.evaluate(where) == ["A", "solid"]


def test_nothing_moves_for_those_who_asked_for_rest(office: Office) -> None:
    page = office.open("/")
    page.emulate_media(reduced_motion="reduce")
    longest = "() => Math.max(...[...document.querySelectorAll('*')].map((n) => parseFloat(getComputedStyle(n).%s)))"
    for what in ("transitionDuration", "animationDuration"):
        assert page.evaluate(longest % what) < 0.01


def test_a_button_that_cannot_be_clicked_yet_is_no_empty_box(office: Office) -> None:
    """In dark, the ink of a primary button on its bright ground is as dark as the page."""
    page = office.open("/findings", dark=True)
    button = page.locator(".st-key-findings-accept button")
    assert button.is_disabled()
    seen = "one => getComputedStyle(one.querySelector('p')).color"
    red, green, blue = (int(part) for part in re.findall(r"\d+", button.evaluate(seen))[:3])
    assert min(red, green, blue) > 100


LINES = """node => {
  const lines = new Map()
  for (const text of (function* all(from) {
    const walk = document.createTreeWalker(from, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) yield walk.currentNode
  })(node)) {
    for (let i = 0; i < text.length; i++) {
      const range = document.createRange()
      range.setStart(text, i)
      range.setEnd(text, i + 1)
      const top = Math.round(range.getBoundingClientRect().bottom)
      lines.set(top, (lines.get(top) ?? "") + text.data[i])
    }
  }
  return [...lines.values()]
}"""
"""The lines of a text as they are drawn."""


def test_what_is_said_of_a_file_is_read_whole(office: Office) -> None:
    """At 125 % of 1,280 pixels, whatever the file is called and however much is said of it."""
    page = office.open("/intake", width=1024, height=576)
    name = "关于报送毕业生图像采集名单（附表）的说明，再报一次" * 4 + ".xlsx"
    choose(page, [{"name": name, "mimeType": "application/zip", "buffer": b"no"}])
    page.get_by_role("button", name="接收并核对").click()
    cell = page.locator(".rc-prose td").filter(has_text="关于报送").first
    expect(cell).to_have_text(name)
    assert cell.evaluate("one => one.scrollWidth <= one.clientWidth")
    lines = cell.evaluate(LINES)
    assert len(lines) > 2
    assert not [line for line in lines if line[0] in "，。、；：）" or line[-1] == "（"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_goes_by_the_keyboard_sees_a_grids_tools_and_reads_them_in_her_language(office: Office) -> None:
    page = office.open("/sites")
    page.get_by_role("button", name="查找：单位列表").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    tool = page.locator("[data-testid=stElementToolbar] button:focus-visible")
    assert tool.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    expect(page.get_by_test_id("stTooltipContent")).to_have_text("查找")


def test_streamlits_own_words_follow_the_language_there_and_back(office: Office) -> None:
    """They stayed Chinese on an English page until it was loaded again, and English on a Chinese one."""
    page = office.open("/intake")
    button = page.get_by_test_id("stFileUploader").first.locator("button").first
    hint = page.get_by_test_id("stFileUploader").first.get_by_text("64MB")
    for language, word, size in (
        ("English", "Upload", "64MB per file"),
        ("中文", "选择文件", "每个文件不超过 64MB"),
        ("English", "Upload", "64MB per file"),
    ):
        page.get_by_text(language, exact=True).click()
        expect(button).to_contain_text(word)
        expect(hint).to_have_text(size)


def test_a_name_that_is_read_out_has_no_escapes(office: Office) -> None:
    page = office.open("/intake")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<i id=probe></i>')")
    page.evaluate("document.getElementById('probe').setAttribute('aria-label', String.raw`a\\_b\\\\c`)")
    expect(page.locator("#probe")).to_have_attribute("aria-label", "a_b\\c")


def test_six_numbers_stand_three_and_three_where_a_line_has_no_room(office: Office) -> None:
    page = office.open("/", width=900)
    tops = page.get_by_test_id("stMetric").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().top)"
    )
    assert [tops[:6].count(top) for top in sorted(set(tops[:6]))] == [3, 3]


def test_no_english_word_of_the_list_of_files_is_broken(office: Office) -> None:
    page = office.open("/intake?lang=en", width=1024)
    cell = page.locator(".rc-prose td").filter(has_text="education").first
    assert [line.strip() for line in cell.evaluate(LINES)] == ["Open", "education"]


@pytest.mark.parametrize("path", ["/intake?lang=en", "/campaign?lang=en"])
def test_on_a_phone_a_list_of_sentences_breaks_no_head_and_the_page_stays_in_its_place(
    office: Office, path: str
) -> None:
    page = office.open(path, width=390)
    heads = page.locator(".rc-prose th")
    expect(heads.first).to_be_visible()
    for number in range(heads.count()):
        assert len(heads.nth(number).evaluate(LINES)) == 1, heads.nth(number).inner_text()
    assert page.get_by_test_id("stMain").evaluate("one => one.scrollWidth <= one.clientWidth")

"""The day's work without a mouse: where the keyboard stands is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.steps import cells, idle, wait_for_cells

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Office

PATH = "/findings?trust=confirm&state=waiting"


IN_GRID = "() => document.activeElement.closest('[data-testid=stDataFrame]') !== null"


def to_grid(page: Page) -> None:
    """Go to the grid over its last tool, as Tab does."""
    page.get_by_role("button", name="全屏：问题列表").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(IN_GRID)


def rule_on_the_next(page: Page) -> None:
    """Pick the row below with the keyboard and rule on it."""
    page.wait_for_function(IN_GRID)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_text("在表中选一行")).to_have_count(0)
    idle(page)
    before = cells(page)  # with the row picked: the grid is lower then and shows fewer
    page.keyboard.press("a")
    wait_for_cells(page, lambda found, seen=before: found != seen)
    idle(page)


def test_who_rules_on_a_row_goes_on_in_the_grid(office: Office) -> None:
    """The grid of the rows that are left is another one; the focus fell back to the top, sixty steps away."""
    page = office.open(PATH)
    to_grid(page)
    for _ in range(2):
        rule_on_the_next(page)
    page.wait_for_function(IN_GRID)


def test_a_grid_that_is_long_in_coming_is_gone_on_in(office: Office) -> None:
    """Where no grid stood in the old one's place in time, the focus was led to the page and stayed there."""
    page = office.open(PATH)
    to_grid(page)
    page.evaluate(
        """() => {
            const find = Element.prototype.querySelector
            const wait = window.setTimeout
            window.late = true
            Element.prototype.querySelector = function (said) {
                return window.late && said === "canvas[tabindex]" ? null : find.call(this, said)
            }
            window.setTimeout = (act, time, ...rest) => wait(act, time === 2000 ? 0 : time, ...rest)
        }"""
    )
    rule_on_the_next(page)
    page.wait_for_function(f"() => document.activeElement !== document.body && !({IN_GRID})()")
    page.evaluate("() => { window.late = false; document.body.append(new Text(' ')) }")
    page.wait_for_function(IN_GRID)
    rule_on_the_next(page)


def test_escape_leads_back_to_what_opened_a_question(office: Office) -> None:
    page = office.open(PATH)
    menu = page.get_by_role("button", name="对全部")
    menu.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('[role=menu]') !== null")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.activeElement.getAttribute('role') === 'menuitem'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    idle(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    idle(page)
    expect(menu).to_be_focused()


def test_names_are_shown_and_hidden_without_a_mouse(office: Office) -> None:
    """What the button unfolds stands at the end of the page: Tab led to everything else first."""
    page = office.open("/students")
    page.get_by_role("button", name="姓名与号码已隐藏").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.closest('[data-testid=stPopoverBody]') !== null")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(page.get_by_role("button", name="姓名与号码已隐藏")).to_be_focused()
    page.keyboard.press("Enter")
    show = page.get_by_role("button", name="显示", exact=True)
    for _ in range(4):
        page.wait_for_function("() => document.activeElement.closest('[data-testid=stPopoverBody]') !== null")
        if show.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="重新隐藏")).to_be_visible()
    page.wait_for_function("() => document.activeElement !== document.body")

"""What a person does in a browser, in the words of Streamlit's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from playwright.sync_api import FilePayload, FloatRect

PATIENCE = 60_000
"""Milliseconds: the gate runs on machines that do other things too."""
expect.set_options(timeout=PATIENCE)


_QUIET = """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') !== null
                && document.querySelector('[data-testid=stSkeleton]') === null"""


def idle(page: Page) -> None:
    """Wait until the script has run, nothing is a placeholder, and it stays so: one run may ask for another."""
    while True:
        page.wait_for_function(_QUIET, timeout=PATIENCE)
        page.wait_for_timeout(250)
        if page.evaluate(_QUIET):
            return


def click_row(page: Page, row: int, grid: int = 0) -> None:
    """Tick a row of a grid: it is drawn on a canvas with a header of 35 pixels and rows of 35."""
    idle(page)  # a page that is still being drawn puts another canvas in the place of this one
    canvas = page.get_by_test_id("stDataFrame").nth(grid).locator("canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 15, box["y"] + 35 + 35 * row + 17)
    idle(page)


def choose(page: Page, files: Sequence[Path | FilePayload], place: int = 0) -> None:
    """Put files into an uploader and, as a person does, wait until it holds them.

    Only once the page has drawn a file that is still on its way is the form's button shut for it.
    """
    page.locator("input[type=file]").nth(place).set_input_files(files)  # type: ignore[arg-type]  # all of a kind
    held = page.get_by_test_id("stFileUploader").nth(place)
    expect(held.get_by_test_id("stFileChip").first).to_be_visible()
    expect(held.get_by_test_id("stFileChipIconSpinner")).to_have_count(0)
    idle(page)


def cells(page: Page) -> list[str]:
    """Return the texts of the grid's cells, as a screen reader gets them."""
    grid = page.locator("[data-testid=stDataFrame] canvas [role=gridcell]")
    grid.first.wait_for(state="attached")
    return grid.all_inner_texts()


def wait_for_cells(page: Page, enough: Callable[[list[str]], bool]) -> list[str]:
    """Wait until the grid shows what is expected; a click's run may not have begun yet."""
    for _ in range(PATIENCE // 200):
        found = cells(page)
        if enough(found):
            return found
        page.wait_for_timeout(200)
    raise AssertionError(found)


def bars(page: Page, chart: int = 0) -> list[FloatRect]:
    """Return the boxes of the marks of a bar chart, in the order they were drawn."""
    points = page.get_by_test_id("stPlotlyChart").nth(chart).locator(".bars .point path")
    points.first.wait_for(state="attached")
    found = (points.nth(number).bounding_box() for number in range(points.count()))
    return [box for box in found if box]


def click_middle(page: Page, box: FloatRect) -> None:
    """Click the middle of a box."""
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def sign_off(page: Page, reason: str) -> None:
    """Sign the opened site off although something is left: it asks why."""
    page.get_by_role("button", name="办结").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="仍然办结").click()
    expect(dialog).to_contain_text("请填写理由")
    dialog.get_by_label("理由").fill(reason)
    dialog.get_by_role("button", name="仍然办结").click()
    expect(page.get_by_role("button", name="重新打开")).to_be_visible()

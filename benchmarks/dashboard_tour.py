"""The guided first run in a browser: from an empty workspace to the first findings, with nothing read.

    python -m benchmarks.dashboard_tour

Twice, each in an empty workspace of its own: once with the sample campaign by its button, once with the sample's own
files dropped as a registrar would drop theirs. Seconds since the page was asked for. Ends with 1 when the first finding
is not on the screen within two minutes. Needs Playwright and a Chromium (``CHROMIUM`` names it).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from recon.ui.sample_office import SHIPPED
from recon.ui.shots import CHROMIUM, served
from recon.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

ALLOWED_SECONDS = 120.0
EMPTY = """[campaign]
id = "first"
title = "第一次打开"
"""
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


def with_the_sample(page: Page) -> None:
    """Click the one button."""
    page.get_by_role("button", name="打开示例").click()


def with_own_files(page: Page) -> None:
    """Drop the extracts and the rosters, and start."""
    dropped = (SHIPPED / "extracts", SHIPPED / "rosters")
    for place, folder in enumerate(dropped):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        page.locator("input[type=file]").nth(place).set_input_files(files)
        page.get_by_test_id("stFileUploader").nth(place).get_by_text(files[0].name[:8]).first.wait_for()
        page.wait_for_selector(IDLE)
    page.get_by_role("button", name="开始核对").click()


def tour(browser: Browser, text: str, begin: Callable[[Page], None]) -> dict[str, float]:
    """Go the whole way once; returns the seconds at which each station was reached."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office"
        Workspace.init(place, text, actor="bench").close()
        with served(place) as server:
            page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN").new_page()
            page.set_default_timeout(ALLOWED_SECONDS * 1000)
            began = time.perf_counter()
            page.goto(server.url)
            page.locator("input[type=file]").first.wait_for(state="attached")
            reached = {"the two ways to begin": time.perf_counter() - began}
            begin(page)
            reached["chosen"] = time.perf_counter() - began
            page.get_by_test_id("stMetricValue").first.wait_for()
            reached["where we stand: the six numbers"] = time.perf_counter() - began
            page.goto(f"{server.url}/findings")
            page.locator("[data-testid=stDataFrame] canvas [role=gridcell]").first.wait_for(state="attached")
            reached["the first findings"] = time.perf_counter() - began
            page.context.close()
            return reached


def main() -> int:
    """Measure both ways, write a table, return the exit code."""
    text = (SHIPPED / "campaign.toml").read_text(encoding="utf-8")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        found = {
            "the sample, by its button": tour(browser, EMPTY, with_the_sample),
            "the same files, dropped": tour(browser, text, with_own_files),
        }
        browser.close()
    for name, reached in found.items():
        sys.stdout.write(f"{name}, seconds\n")
        for station, seconds in reached.items():
            sys.stdout.write(f"  {station:40}{seconds:7.1f}\n")
    slowest = max(reached["the first findings"] for reached in found.values())
    sys.stdout.write(f"the slower way: {slowest:.0f} s (allowed {ALLOWED_SECONDS:.0f} s)\n")
    return 0 if slowest <= ALLOWED_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())

"""The first page in a browser: of a process that has just been started, of a started server, and the next one.

    python -m benchmarks.dashboard_start [--findings 500000] [--times 3]

Seconds from asking for the address in a Chromium that is already open, with an empty cache, until the six numbers of
the overview have been painted, and until its four charts have. A process is new when it has just begun to answer;
started, when its warming up is over. Ends with 1 when the numbers of a started server take more than two seconds.
Needs Playwright and a Chromium (``CHROMIUM`` names it).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.large_office import grow
from recon.ui.shots import CHROMIUM, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

ALLOWED_SECONDS = 2.0
WARMING_SECONDS = 8.0
"""So long after a start nobody asks; the run is open by then."""
WATCH = """
const found = { numbers: () => document.querySelector('[data-testid=stMetricValue]'),
                charts: () => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 4 }
window.painted = {}
new MutationObserver(() => {
  for (const name in found) {
    if (window.painted[name] || !found[name]()) continue
    delete found[name]
    requestAnimationFrame(() => setTimeout(() => (window.painted[name] = performance.now() / 1000)))
  }
}).observe(document, { subtree: true, childList: true })
"""
"""Asked from outside, a busy browser answers late; this notes in the page itself when a frame has been painted."""


@dataclass(frozen=True)
class Seen:
    """When the numbers and when the charts stood there, in seconds since the page was asked for."""

    numbers: float
    charts: float


def looked(looker: BrowserContext, url: str) -> Seen:
    """Open the overview in a tab of its own."""
    page = looker.new_page()
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.painted.numbers && window.painted.charts")
    seen = Seen(**page.evaluate("window.painted"))
    page.close()
    return seen


def someone(browser: Browser) -> BrowserContext:
    """Return a browser that has never been here."""
    looker = browser.new_context(viewport={"width": 1280, "height": 800})
    looker.add_init_script(WATCH)
    return looker


def start(browser: Browser, place: Path) -> tuple[float, Seen, Seen, Seen]:
    """Start a server and look at once; start another, look when it is warm, and once more.

    Returns how long the process took to answer at all, and the three looks.
    """
    began = time.perf_counter()
    with served(place) as server:
        answers = time.perf_counter() - began
        cold = looked(someone(browser), server.url)
    with served(place) as server:
        time.sleep(WARMING_SECONDS)
        looker = someone(browser)
        return answers, cold, looked(looker, server.url), looked(looker, server.url)


def main(findings: int, times: int) -> int:
    """Measure, write a table, return the exit code."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        place = grow(Path(folder) / "office", findings)
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        rounds = [start(browser, place) for _ in range(times)]
        browser.close()
    middle = statistics.median
    sys.stdout.write(f"{findings:,} findings, seconds, median of {times}{'numbers':>15}{'charts':>8}\n")
    sys.stdout.write(f"{'a new process answers at all':42}{middle(one[0] for one in rounds):7.2f}\n")
    names = (
        "first page of a new process",
        "first page of a started server",
        "the next page there, files cached",
    )
    for place_of, name in enumerate(names, 1):
        numbers, charts = (
            middle(getattr(one[place_of], what) for one in rounds) for what in ("numbers", "charts")
        )
        sys.stdout.write(f"{name:42}{numbers:7.2f}{charts:8.2f}\n")
    return 0 if middle(one[2].numbers for one in rounds) <= ALLOWED_SECONDS else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=500_000)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    raise SystemExit(main(chosen.findings, chosen.times))

"""Pictures of every page, in both languages and both themes: ``python -m recon.ui.shots [FOLDER]``.

They show the sample campaign with names and numbers hidden, as they are by default. Needs Playwright and a
Chromium (``CHROMIUM`` names it; both are for development only).
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

from recon.ui.context import WORKSPACE
from recon.ui.navigation import PAGES
from recon.ui.sample_office import sample_office
from recon.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).resolve().parents[2]
CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDTH: Final = 1280
HEIGHTS: Final = {
    "overview": 1500, "findings": 1000, "sites": 1120, "students": 1060, "photos": 1250, "handover": 1200,
    "intake": 1150, "campaign": 1150,
}  # fmt: skip
LARGEST: Final = 200_000
"""Bytes; the repository is cloned by people on slow lines."""
ASKED: Final = {"findings": "trust=confirm&state=waiting&rule=MA03", "sites": "call=yes"}
CHOSEN: Final = {"findings": 1, "students": 1, "sites": 0}
"""The row picked on a page that shows one thing in full."""
LOOKS: Final = tuple((lang, theme) for lang in ("zh", "en") for theme in ("light", "dark"))
PATIENCE: Final = 600.0
"""Seconds for the server to start and for the first check."""


def main(target: Path) -> None:
    """Serve the sample on a port of its own, and take the pictures."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        place = sample_office(Path(folder))
        with served(place) as server:
            judged(place)
            browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            for name in PAGES:
                for lang, theme in LOOKS:
                    save(
                        picture(browser, server.url, name, lang, theme), target / f"{name}-{lang}-{theme}.png"
                    )
            browser.close()


class Server(NamedTuple):
    """A dashboard that answers: its address, and its process."""

    url: str
    pid: int


@contextmanager
def served(place: Path) -> Iterator[Server]:
    """Serve a workspace on a port of its own for as long as it is needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), f"--server.port={port}"]
    env = os.environ | {WORKSPACE: str(place), "PYTHONSAFEPATH": "1"}
    server = subprocess.Popen(  # noqa: S603 - this interpreter, our own script
        [*command, "--server.headless=true"], env=env, stdout=subprocess.DEVNULL
    )
    try:
        _until(lambda: _answers(f"http://127.0.0.1:{port}/_stcore/health"))
        yield Server(f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.terminate()
        server.wait(20)


def judged(place: Path) -> None:
    """Wait for the first check."""
    with Workspace.open(place) as office:
        _until(lambda: office.latest_run() is not None and not office.jobs.open())


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - the server started above
            return bool(answer.status == 200)
    except OSError:
        return False


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(PATIENCE)
        time.sleep(0.5)


def picture(browser: Browser, url: str, name: str, lang: str, theme: str) -> bytes:
    """Take one page as a PNG."""
    look = {"width": WIDTH, "height": HEIGHTS.get(name, 900)}
    context = browser.new_context(
        viewport=look,  # type: ignore[arg-type]
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{url}/{name}?{'&'.join(filter(None, (ASKED.get(name, ''), f'lang={lang}')))}")
    settled(page)
    if name in CHOSEN:
        _pick(page, CHOSEN[name])
    page.mouse.move(0, 0)
    page.wait_for_timeout(700)
    taken = page.screenshot()
    context.close()
    return taken


def settled(page: Page) -> None:
    """Wait until the script has run and nothing is a placeholder any more."""
    page.wait_for_timeout(500)  # a click's run may not have begun yet
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_selector("[data-testid=stHeading]")
    for _ in range(2):
        page.wait_for_load_state("networkidle")  # parts of Streamlit are fetched when they are first drawn
        page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton]')")
        page.wait_for_timeout(500)


def _pick(page: Page, row: int) -> None:
    """Tick a row of the first grid: a canvas with a header of 35 pixels and rows of 35."""
    box = page.get_by_test_id("stDataFrame").first.locator("canvas").first.bounding_box()
    if box:
        page.mouse.click(box["x"] + 15, box["y"] + 35 + 35 * row + 17)
        settled(page)


def save(taken: bytes, path: Path) -> None:
    """Save with as few colours as keep the picture small; flat surfaces need few."""
    for colours in (256, 128, 64, 32):
        buffer = io.BytesIO()
        picture = Image.open(io.BytesIO(taken)).convert("RGB")
        # Maximum coverage keeps the small dots of colour that mean something.
        few = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE)
        few.save(buffer, "png", optimize=True)
        if buffer.tell() <= LARGEST:
            break
    path.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))

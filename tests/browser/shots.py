"""Pictures of every page, in both languages and both themes: ``python -m tests.browser.shots [FOLDER]``.

They show the sample campaign, with names and numbers hidden as they are by default.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from recon.ui.navigation import PAGES
from recon.ui.sample_office import sample_office
from recon.workspace import Workspace
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Office, served
from tests.browser.steps import click_row

WIDTH = 1280
HEIGHTS = {"overview": 1500, "findings": 1000, "students": 1000, "photos": 1200}
LARGEST = 200_000
"""Bytes; the repository is cloned by people on slow lines."""
ASKED = {"findings": "trust=confirm&state=waiting&rule=MA03", "sites": "call=yes"}
CHOSEN = {"findings": 1, "students": 1, "sites": 0}
"""The row picked on a page that shows one thing in full."""


def judged(place: Path) -> None:
    """Wait for the first run."""
    with Workspace.open(place) as office:
        for _ in range(600):
            if office.latest_run() and not office.jobs.open():
                return
            time.sleep(0.5)
    raise TimeoutError(place)


def shoot(office: Office, target: Path) -> None:
    """Take every page."""
    for name in PAGES:
        for lang in ("zh", "en"):
            for theme in ("light", "dark"):
                asked = "&".join(filter(None, (ASKED.get(name, ""), f"lang={lang}")))
                page = office.open(
                    f"/{name}?{asked}", dark=theme == "dark", width=WIDTH, height=HEIGHTS.get(name, 900)
                )
                if name in CHOSEN:
                    click_row(page, CHOSEN[name])
                page.mouse.move(0, 0)
                page.wait_for_timeout(600)
                save(page.screenshot(), target / f"{name}-{lang}-{theme}.png")
                page.context.close()


def save(picture: bytes, path: Path) -> None:
    """Save with as few colours as keep the picture small; flat surfaces need few."""
    for colours in (256, 128, 64, 32):
        buffer = io.BytesIO()
        Image.open(io.BytesIO(picture)).convert("RGB").quantize(colours).save(buffer, "png", optimize=True)
        if buffer.tell() <= LARGEST:
            break
    path.write_bytes(buffer.getvalue())


def main(target: Path) -> None:
    """Serve the sample on a port of its own, and take the pictures."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        place = sample_office(Path(folder))
        with served(place) as url:
            judged(place)
            chromium = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            office = Office(url, chromium, place)
            shoot(office, target)
            office.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots"))

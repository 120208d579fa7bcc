"""A real server and a real Chromium. Every test fails on a console error, a page error or an outside request."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.steps import PATIENCE, idle
from tests.ui.synthetic import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-compositing",
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve(workspace: Path, log: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the front door as a person does; it must not depend on the folder one starts from."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), f"--server.port={port}"]
    env = os.environ | {"RECON_WORKSPACE": str(workspace), "PYTHONSAFEPATH": "1"}
    with log.open("wb") as sink:
        return subprocess.Popen(
            [*command, "--server.headless=true"], cwd=workspace.parent, env=env, stdout=sink, stderr=sink
        )


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=2)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the dashboard did not start: {log.read_text(encoding='utf-8')[-2000:]}")


@dataclass
class Seen:
    """What the browser met: trouble, requests to anywhere else, and every byte of the websocket."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)


class Office:
    """One workspace, its server, and pages opened on it."""

    def __init__(self, url: str, browser: BrowserContext, workspace: Path) -> None:
        self.url = url
        self.browser = browser
        self.workspace = workspace
        self.seen = Seen()
        self.pages: list[Page] = []

    def open(self, path: str = "/", *, dark: bool = False, width: int = 1280, height: int = 900) -> Page:
        page = self.browser.new_page()
        self.pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        self._watch(page)
        page.goto(self.url + path)
        idle(page)
        return page

    def _watch(self, page: Page) -> None:
        seen = self.seen

        def frame(payload: str | bytes) -> None:
            seen.frames.append(payload if isinstance(payload, str) else payload.decode("utf-8", "replace"))

        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
        page.on("request", lambda asked: None if self._ours(asked.url) else seen.outside.append(asked.url))
        page.on("websocket", lambda socket: socket.on("framereceived", frame))

    def _ours(self, url: str) -> bool:
        return url.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:"))

    def close(self) -> None:
        """Close what was opened and forget what the pages kept, as for the next person."""
        for page in self.pages:
            page.close()
        blank, *_ = self.browser.pages
        clearing = {"origin": self.url, "storageTypes": "cookies,local_storage,indexeddb"}
        self.browser.new_cdp_session(blank).send("Storage.clearDataForOrigin", clearing)
        assert not self.seen.errors, self.seen.errors
        assert not self.seen.outside, self.seen.outside


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """One Chromium with a folder of its own: like a person's it keeps the scripts it has compiled.

    A new profile for every page costs twice the processor time.
    """
    with sync_playwright() as player:
        chromium = player.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("chromium"),
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
        )
        chromium.set_default_timeout(PATIENCE)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("made") / "workspace")


@contextmanager
def served(workspace: Path) -> Iterator[str]:
    """Serve a workspace on a port of its own; a traceback in its log fails the test."""
    log, port = workspace.parent / "server.log", free_port()
    process = serve(workspace, log, port)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url, process, log)
        yield url
    finally:
        process.terminate()
        process.wait(20)
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server(made_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """One server per file of tests, on its own copy of the workspace."""
    workspace = tmp_path_factory.mktemp("office") / "workspace"
    shutil.copytree(made_office, workspace)
    with served(workspace) as url:
        yield url, workspace


@pytest.fixture
def office(server: tuple[str, Path], browser: BrowserContext) -> Iterator[Office]:
    opened = Office(server[0], browser, server[1])
    yield opened
    opened.close()

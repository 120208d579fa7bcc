"""The dashboard opens by its command and by Streamlit's, on this machine alone; its pictures are complete."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from recon.ui.navigation import PAGES

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
WAYS = {
    "recon": ("-m", "recon", "dashboard", "--workspace", "{office}", "--port", "{port}"),
    "streamlit": (
        "-m",
        "streamlit",
        "run",
        str(ROOT / "dashboard.py"),
        "--server.port={port}",
        "--server.headless=true",
    ),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(url: str, process: subprocess.Popen[bytes]) -> dict[str, str]:
    """Return the headers of the first page, as soon as it answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as got:
                return dict(got.headers.items())
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("the dashboard did not answer")


@pytest.mark.parametrize("way", WAYS)
def test_it_opens_on_this_machine_alone_with_its_headers(way: str, office: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [part.format(office=office, port=port) for part in WAYS[way]]
    env = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    env |= {"RECON_WORKSPACE": str(office), "PYTHONPATH": str(ROOT)}
    said = tmp_path / "said.txt"
    with said.open("wb") as terminal:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=office.parent, env=env, stdout=terminal, stderr=subprocess.STDOUT
        )
    try:
        headers = answer(f"http://127.0.0.1:{port}/", process)
        assert "restart" not in said.read_text(encoding="utf-8"), "no settings change at the start"
        assert "script-src 'self'" in headers["content-security-policy"]
        for address in addresses():
            with pytest.raises(OSError, match=r"(?i)refused|timed out"):
                socket.create_connection((address, port), timeout=1).close()
    finally:
        process.terminate()
        process.wait(20)


def addresses() -> set[str]:
    """Return this machine's addresses that others could reach it by."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only asks which way it would go
        except OSError:
            return set()
        return {str(probe.getsockname()[0])} - {"127.0.0.1", "0.0.0.0"}


@pytest.mark.parametrize(("lang", "word"), [("zh", "已被占用"), ("en", "is taken")])
def test_a_port_that_is_taken_is_told_with_another_to_take(lang: str, word: str, office: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "recon",
            "dashboard",
            "--workspace",
            str(office),
            "--port",
            str(port),
        ]
        environment = {**os.environ, "RECON_LANG": lang}
        done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE, env=environment)
    told = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert word in told
    assert f"http://localhost:{port}" in told
    assert "Traceback" not in told


def test_there_is_a_picture_of_every_page_in_both_languages_and_themes() -> None:
    wanted = {
        f"{page}-{lang}-{theme}.png" for page in PAGES for lang in ("zh", "en") for theme in ("light", "dark")
    }
    assert {path.name for path in (ROOT / "docs" / "screenshots").iterdir()} == wanted

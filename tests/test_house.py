"""The plan of the doors holds (docs/house.md), and nothing that must not be in the repository is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SYNTHETIC = frozenset({"10", "20", "30", "70", "90", "99"})
"""Never assigned to a province; 99 begins the temporary numbers of some schools."""
PERMITS = {("test_identity.py", prefix) for prefix in ("81", "82", "83")}
"""Residence permits are known by their prefix, so their one test cannot do without it."""


def test_no_room_opens_a_door_that_is_not_in_the_plan() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_every_resident_id_in_the_repository_is_of_a_province_that_was_never_assigned() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    suffixes = {".py", ".md", ".csv", ".json", ".toml", ".txt", ".ipynb"}
    paths = [ROOT / name for name in listed.splitlines() if Path(name).suffix in suffixes]
    if not paths:
        pytest.skip("not a checkout")
    pattern = re.compile(
        r"(?<![\dA-Za-z.])([1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?!\d)"
    )
    real = [
        (path.relative_to(ROOT).as_posix(), number[:2])
        for path in paths
        if path.is_file()
        for number in pattern.findall(path.read_text(encoding="utf-8", errors="ignore"))
        if number[:2] not in SYNTHETIC and (path.name, number[:2]) not in PERMITS
    ]
    assert not real, sorted(set(real))[:20]


def test_importing_is_cheap() -> None:
    heavy = ("pandas", "duckdb", "streamlit", "pyarrow", "plotly")
    code = f"import sys, recon; print(sum(name in sys.modules for name in {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"

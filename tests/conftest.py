"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from recon.engine import ENGINES, Engine, open_engine
from tests.support.postgres import postgres  # noqa: F401 -- a fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
# Each Spark test runs a few short queries, so Java's second compiler costs more than it gives back: without it the
# processor is busy for two fifths less, and Spark plans and computes the same.
os.environ.setdefault("SPARK_SUBMIT_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
# How long an example takes says something about the machine alone.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
NEEDS = {"browser": "chromium", "spark": "java", "postgres": "pg_config", "office": "soffice"}
"""Marker → the program it needs. ``postgres`` tests look for the server's binaries themselves."""


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are processors: each of them waits for a browser, a server or Java at times."""
    return (
        len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)) + 1
    )


def missing(marker: str) -> bool:
    """Tell whether this machine lacks what a marker needs."""
    return marker != "postgres" and shutil.which(NEEDS[marker]) is None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, and say so; under CI nothing may skip."""
    for item in items:
        for marker, program in NEEDS.items():
            if item.get_closest_marker(marker) and missing(marker):
                if os.environ.get("CI") == "true":
                    pytest.fail(f"{program} is missing, and under CI nothing may skip", pytrace=False)
                item.add_marker(pytest.mark.skip(reason=f"{program} is not installed"))


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """Put ``__main__`` back: Streamlit's script runner leaves a page there, and a spawned process would run it."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(params=[pytest.param(e, marks=[pytest.mark.spark] if e == "spark" else []) for e in ENGINES])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Every engine in turn."""
    with open_engine(request.param) as opened:
        yield opened


@pytest.fixture
def duck() -> Iterator[Engine]:
    """The default engine alone."""
    with open_engine("duckdb") as opened:
        yield opened

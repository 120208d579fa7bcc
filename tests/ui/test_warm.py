"""A server is warm before anybody asks: the run is open and its figures are drawn."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from recon.ui import context, warm
from recon.ui.parts.drawn import DRAW, drawn
from recon.ui.store.wide import wide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_after_warming_up_the_newest_run_is_open_and_drawn(
    office: Path, thawed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm.up().join(60)
    run = context.run()
    assert run is not None
    monkeypatch.setattr("recon.ui.parts.drawn.DRAW", {})
    assert [len(drawn(run, name, "zh").data) > 0 for name in DRAW] == [True] * 5
    monkeypatch.setattr(
        run.findings, "ask", lambda *_: pytest.fail("every finding is looked through by a click")
    )
    wide(run)


def test_what_stays_is_spared_the_collector(office: Path, thawed: None) -> None:
    warm.up().join(60)
    assert gc.get_freeze_count() > 50_000


def test_without_a_workspace_nothing_breaks(
    thawed: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv(context.WORKSPACE, raising=False)
    warm.up().join(60)
    assert not caplog.records

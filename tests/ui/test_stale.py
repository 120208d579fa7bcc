"""A ruling made since the newest run is told, and one click asks for a new run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from recon.ui.launch import SCRIPT
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("lang", "words"), [("zh", "1 条裁定"), ("en", "1 rulings")])
def test_a_ruling_that_waits_for_the_next_run_is_told(office: Path, lang: str, words: str) -> None:
    with Workspace.open(office) as place:
        place.rule("0123456789abcdef", "dismiss", actor="tester")
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.query_params["lang"] = lang
    page.run()
    assert any(words in warning.value for warning in page.warning)


def test_one_click_asks_for_a_new_run(office: Path) -> None:
    with Workspace.open(office) as place:
        before = {job.id for job in place.jobs.open()}
        place.rule("0123456789abcdef", "dismiss", actor="tester")
    page = AppTest.from_file(str(SCRIPT), default_timeout=30).run()
    page.button(key="stale.again").click().run()
    with Workspace.open(office) as place:
        assert [job.kind for job in place.jobs.open() if job.id not in before] == ["run"]
    assert not page.warning


def test_without_a_ruling_nothing_is_said(office: Path) -> None:
    page = AppTest.from_file(str(SCRIPT), default_timeout=30).run()
    assert not any("裁定" in warning.value for warning in page.warning)

"""A campaign that says next to nothing: what it needs is told first, and its form has room for all of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recon.campaign import Campaign, Scope
from recon.ui.overview.numbers import steps, totals
from recon.words import Category
from recon.workspace import Workspace
from tests.ui.test_pages import opened, submit

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from recon.ui.store import Run


def test_a_second_category_comes_into_a_bare_campaign_beside_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form had no place for it; and written alone into the text it would have put open education out."""
    Workspace.init(tmp_path / "new", '[campaign]\nid = "first"\n', actor="tester").close()
    monkeypatch.setenv("RECON_WORKSPACE", str(tmp_path / "new"))
    at = opened("campaign")
    at.text_input(key="campaign.adult.cohorts").set_value("2019级")
    submit(at, "检查并预览")
    at.button(key="campaign.save").click().run()
    assert not at.exception
    with Workspace.open(tmp_path / "new") as place:
        scope = place.campaign().scope
    assert set(scope) == {"open", "adult"}
    assert scope[Category.OPEN] == Scope()
    assert scope[Category.ADULT].cohorts == ("2019级",)


def test_a_campaign_without_cohorts_and_deadline_is_told_so_first(run: Run) -> None:
    first = steps(run, totals(run), Campaign(id="bare"))[0]
    assert (first.page, "在籍学生都算应报" in first.text) == ("app_pages/campaign.py", True)
    for said in (
        Campaign(id="c", deadline=date(2020, 6, 10)),
        Campaign(id="c", scope={Category.OPEN: Scope(("2018秋季",))}),
    ):
        assert steps(run, totals(run), said)[0].page != "app_pages/campaign.py"

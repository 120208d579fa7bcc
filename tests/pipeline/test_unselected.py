"""One category of two in scope of which nobody is selected: its rows are all surplus, and it is said why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import recon
from recon.campaign import load
from recon.sample import make
from recon.words import LANGS, Category, Lang

if TYPE_CHECKING:
    from pathlib import Path

    from recon.campaign import Campaign


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unselected")
    make(folder, seed=9, site_count=3, student_count=40)
    return folder


def notes(sample: Path, campaign: Campaign, lang: Lang) -> list[str]:
    extracts = sorted((sample / "extracts").iterdir())
    answer = recon.reconcile(sample / "rosters", extracts, campaign, lang=lang)
    return [note for note in answer.summary.get("notes", ()) if "[scope." in note]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("category", "wrong"),
    [(Category.ADULT, {"cohorts": ("2011级",)}), (Category.OPEN, {"statuses": ("开除",)})],
    ids=["cohort", "status"],
)
def test_a_category_of_whom_nobody_is_collected_is_told(
    sample: Path, lang: Lang, category: Category, wrong: dict[str, tuple[str, ...]]
) -> None:
    campaign = load(sample / "campaign.toml")
    assert not notes(sample, campaign, lang)
    other = replace(campaign.scope[category], **wrong)
    told = notes(sample, replace(campaign, scope=campaign.scope | {category: other}), lang)
    assert len(told) == 1
    assert f"[scope.{category}]" in told[0]
    assert ("学籍数据" in told[0]) == (lang == "zh")

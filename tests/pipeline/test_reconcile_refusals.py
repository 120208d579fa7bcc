"""What ``recon.reconcile`` says when it cannot go on: what is wrong, where, what to do, in the caller's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import recon
from recon.campaign import Campaign, Scope
from recon.errors import CampaignError, ExtractError, MissingPathError, OptionError, ReconError
from recon.words import Category

if TYPE_CHECKING:
    from pathlib import Path

ROSTER = pd.DataFrame({"学号": ["2018649010001"], "姓名": ["沙丽"]})
EXTRACT = pd.DataFrame(
    {"学号": ["2018649010001"], "姓名": ["沙莉"], "年级": ["2018秋季"], "学籍状态": ["在籍"]}
)
GONE = EXTRACT.assign(学籍状态="毕业")
OTHER_YEAR = Campaign(id="x", scope={Category.OPEN: Scope(cohorts=("2019春季",))})
TEXTS = {
    "scope": '[campaign]\nid = "x"\n[scope.open]\ncohorts = ["2019春季"]\n',
    "rules.NO99": '[campaign]\nid = "x"\n[rules]\nNO99 = "off"\n',
    "campaign.titel": '[campaign]\nid = "x"\ntitel = "x"\n',
}


def refused(
    kind: type[ReconError], roster: Any = ROSTER, extract: Any = EXTRACT, **given: Any
) -> tuple[str, str]:
    with pytest.raises(kind) as told:
        recon.reconcile(roster, extract, **given)
    return told.value.say("zh"), told.value.say("en")


def on_disk(folder: Path) -> tuple[Path, Path]:
    """The same frames as files."""
    paths = folder / "roster.csv", folder / "extract.csv"
    for frame, path in zip((ROSTER, EXTRACT), paths, strict=True):
        frame.to_csv(path, index=False)
    return paths


@pytest.mark.parametrize("where", TEXTS)
@pytest.mark.parametrize("given_as", ["frames", "paths"])
def test_a_campaign_is_named_as_its_file_is(where: str, given_as: str, tmp_path: Path) -> None:
    mine = tmp_path / "我的批次.toml"
    mine.write_text(TEXTS[where], encoding="utf-8")
    given = on_disk(tmp_path) if given_as == "paths" else (ROSTER, EXTRACT)
    for said in refused(CampaignError, *given, campaign=mine):
        assert f" {mine.name} " in said
        assert where in said
        assert str(tmp_path) not in said
        assert "campaign.toml" not in said


@pytest.mark.parametrize("campaign", [OTHER_YEAR, replace(OTHER_YEAR, rules={"NO99": "off"})])
def test_a_campaign_that_is_no_file_is_blamed_as_none(campaign: Campaign) -> None:
    zh, en = refused(CampaignError, campaign=campaign)
    assert zh.startswith("采集批次设置有误")
    assert en.startswith("The campaign is wrong at ")
    assert "toml" not in zh + en


def test_a_scope_of_nobody_says_whose_scope_it_is() -> None:
    adult = Campaign(id="x", scope={Category.ADULT: Scope()})
    zh, en = refused(CampaignError, campaign=adult)
    assert "（成人教育）" in zh
    assert "(Adult education)" in en


def test_without_a_campaign_it_is_the_extract_that_has_nobody_due(tmp_path: Path) -> None:
    path = tmp_path / "gone.csv"
    GONE.to_csv(path, index=False)
    for given in ((ROSTER, GONE), (on_disk(tmp_path)[0], path)):
        zh, en = refused(ExtractError, *given)
        assert "学籍状态" in zh
        assert "未给出采集批次" in zh
        assert "without a campaign" in en
        assert "campaign.toml" not in zh + en


@pytest.mark.parametrize("given_as", ["frames", "paths"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("engine", "dukdb"), ("memory", "lots"), ("threads", -1), ("threads", "many"), ("lang", "fr")],
)
def test_a_parameter_is_named_with_what_was_given(
    name: str, value: object, given_as: str, tmp_path: Path
) -> None:
    given = on_disk(tmp_path) if given_as == "paths" else (ROSTER, EXTRACT)
    zh, en = refused(OptionError, *given, **{name: value})
    assert f" {name} " in zh
    assert f"“{value}”" in zh
    assert en.startswith(f"{name} cannot be used")
    assert f"'{value}'" in en
    assert "--" not in zh + en


def test_a_path_that_is_not_there_is_told_by_the_parameter(tmp_path: Path) -> None:
    roster, extract = on_disk(tmp_path)
    none = tmp_path / "nothing.csv"
    for name, given in (
        ("roster", (none, extract)),
        ("extract", (roster, none)),
        ("campaign", (roster, extract, none)),
    ):
        with pytest.raises(MissingPathError, match=f"^{name}: ") as told:
            recon.reconcile(*given)
        assert str(none) in told.value.say("zh")

"""The next campaign is begun on the settings page, and an earlier one is gone back to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from recon.ui.i18n import t
from recon.workspace import Workspace
from tests.ui.test_pages import opened, submit

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def begun(code: str, day: date | None) -> AppTest:
    at = opened("campaign")
    at.text_input(key="campaign.new.id").set_value(code)
    at.date_input(key="campaign.new.deadline").set_value(day)
    submit(at, t("campaign.new_go"))
    assert not at.exception
    return at


def test_a_campaign_is_begun_and_the_earlier_one_is_gone_back_to(office: Path) -> None:
    with Workspace.open(office) as place:
        before, run = place.campaign(), place.latest_run()
        at = begun("2027", date(2027, 6, 10))
        assert any("已建立批次 2027" in one.value for one in at.success)
        assert (place.campaign().id, place.campaign().deadline) == ("2027", date(2027, 6, 10))
        assert (place.sources(), place.submissions(), place.latest_run()) == ([], [], None)
        assert any(one.value == t("welcome.title") for one in opened().subheader), "it begins with its files"
        at = opened("campaign")
        assert at.selectbox(key="campaign.other").value == before.id
        submit(at, t("campaign.another_go"))
        assert (place.campaign(), place.latest_run()) == (before, run)
        assert place.verify().ok
    assert not opened().exception


def test_a_campaign_needs_a_code_of_its_own_and_a_deadline(office: Path) -> None:
    with Workspace.open(office) as place:
        code = place.campaign().id
        assert [one.value for one in begun("", date(2027, 6, 10)).error] == [t("campaign.new_needed")]
        assert [one.value for one in begun("2027", None).error] == [t("campaign.new_needed")]
        [told] = begun(code, date(2027, 6, 10)).error
        assert "已经有了" in told.value
        assert list(place.campaign_texts()) == [code]


def test_no_campaign_is_begun_while_a_check_is_under_way(office: Path) -> None:
    with Workspace.open(office) as place:
        place.jobs.enqueue("run", {}, actor="tester")
    at = opened("campaign")
    assert t("campaign.others_busy") in [one.value for one in at.caption]
    assert t("campaign.new_go") not in [one.label for one in at.form_submit_button]


def test_the_only_campaign_leads_to_no_other(office: Path) -> None:
    at = opened("campaign")
    assert t("campaign.another_none") in [one.value for one in at.caption]

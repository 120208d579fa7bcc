"""An act on a page is kept in the campaign the page was drawn for, or it is not kept."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from recon.ui import at_work, context, outputs
from recon.workspace import Workspace
from recon.workspace.errors import OtherCampaignError
from tests.ui.synthetic import CAMPAIGN
from tests.ui.test_pages import choose, opened

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from recon.errors import ReconError
    from recon.ui.store import Run

NEXT = CAMPAIGN.replace("sample-2020", "next-2021")


def somebody_begins_the_next(office: Path) -> None:
    with Workspace.open(office) as place:
        place.save_campaign(NEXT, actor="another")


def said(at: AppTest) -> str:
    return " ".join(one.value for one in (*at.warning, *at.error))


def test_a_ruling_on_a_page_of_the_campaign_before_is_refused(office: Path) -> None:
    at = choose(opened("findings", trust="ask-site", state="waiting"), 0)
    somebody_begins_the_next(office)
    assert at.button(key="findings.send").click().run().exception, "told by the server's handler"
    at.run()
    assert "next-2021" in said(at)
    assert "没有保存" in said(at)
    assert not at.run().warning, "said once"
    with Workspace.open(office) as place:
        assert place.rulings() == []


def test_a_form_sent_on_a_page_of_the_campaign_before_is_not_carried_out(office: Path) -> None:
    at = opened("campaign")
    at.text_input(key="campaign.new.id").set_value("2099")
    at.date_input(key="campaign.new.deadline").set_value(date(2099, 6, 10))
    somebody_begins_the_next(office)
    next(one for one in at.button if one.label == "建立新批次").click().run()
    assert not at.exception
    assert "next-2021" in said(at)
    with Workspace.open(office) as place:
        assert set(place.campaign_texts()) == {"sample-2020", "next-2021"}


def test_who_changes_to_another_campaign_goes_on_in_it(office: Path) -> None:
    somebody_begins_the_next(office)
    at = opened("campaign")
    at.selectbox(key="campaign.other").set_value("sample-2020")
    next(one for one in at.button if re.search("换", one.label)).click().run()
    assert not at.exception
    assert not at.warning
    at.switch_page("app_pages/findings.py").run()
    choose(at, 0).button(key="findings.send").click().run()
    assert not at.exception
    with Workspace.open(office) as place:
        assert len(place.rulings()) == 1


def test_a_download_on_a_page_of_the_campaign_before_is_not_made(
    office: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(at_work, "drawn_for", lambda: "sample-2020")
    ready = outputs.of_province(run, "handover")
    assert ready.make()
    somebody_begins_the_next(office)
    with pytest.raises(OtherCampaignError):
        ready.make()
    with Workspace.open(office) as place:
        assert sum(entry.act == "download" for entry in place.entries()) == 1


def test_what_runs_outside_of_a_session_is_let_through(office: Path) -> None:
    place = context.office()
    assert place is not None
    somebody_begins_the_next(office)
    at_work.draw_for("sample-2020")
    assert at_work.drawn_for() == ""
    place.log("download", actor="clerk", what="circular", unit="", count=1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_names_both_campaigns(lang: str) -> None:
    told: ReconError = OtherCampaignError(now="2027", before="2026")
    assert "2027" in told.say(lang)  # type: ignore[arg-type]
    assert "2026" in told.say(lang)  # type: ignore[arg-type]

"""What a page says where there is nothing to say, and what stays where it was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from recon.campaign import PhotoPolicy
from recon.ui.campaigns.retention import FIELDS
from recon.ui.i18n import t
from recon.ui.overview import numbers
from recon.ui.photos.simulator import BatchNeed, outcomes
from recon.ui.photos.view import _compared
from recon.workspace import Workspace
from tests.ui.test_campaign_keeping import asked, first_student
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.store import Run


@pytest.mark.parametrize("left", [5, 0, None])
def test_no_site_is_silent_is_not_said_as_nought_sites(run: Run, left: int | None) -> None:
    found = numbers.totals(run)
    assert f"**{found.silent}** 个单位还没有动静。" in numbers.lead(found, left)
    said = numbers.lead(replace(found, silent=0), left)
    assert "动静" not in said
    assert said.endswith("。")


def test_one_day_is_compared_with_no_other(run: Run) -> None:
    """It said that 2026-12-03 and 2026-12-03 gave the same number of photos."""
    needs = [BatchNeed("202101", date(2021, 1, 20), 4000)]
    one, two = date(2020, 6, 1), date(2020, 7, 1)
    first, other = (outcomes(needs, day, PhotoPolicy()) for day in (one, two))
    assert _compared(one, one, first, first) == [t("photos.one_day")]
    assert _compared(one, two, first, other) == [t("photos.same", one=str(one), two=str(two))]


@pytest.mark.parametrize("which", ["person", "campaign"])
def test_what_was_typed_stays_where_the_tick_is_missing(office: Path, which: str) -> None:
    at = asked(opened("campaign"), "sample-2020", "保存期满", sure=False, which=which)
    first = next(iter(FIELDS[which]))
    assert at.text_input(key=f"retention.{which}.{first}").value == "sample-2020"
    assert at.text_input(key=f"retention.{which}.reason").value == "保存期满"
    forms = {block.proto.form.form_id: block.proto.form.clear_on_submit for block in at.get("form")}
    assert forms[f"retention.{which}"] is False


def test_a_deletion_that_was_carried_out_leaves_no_number_behind(office: Path) -> None:
    with Workspace.open(office) as place:
        number = first_student(place)
    at = asked(opened("campaign"), number, "学生要求", sure=True, which="person")
    assert at.text_input(key="retention.person.number").value == ""
    assert at.text_input(key="retention.person.reason").value == ""
    assert not at.checkbox(key="retention.person.sure").value

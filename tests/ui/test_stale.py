"""A ruling made since the newest run is told, and one click asks for a new run."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from recon.model import Ruling
from recon.pipeline import Options
from recon.pipeline.office import run_office
from recon.ui.launch import SCRIPT
from recon.ui.parts.stale import files_since, other_settings, ruled_since
from recon.workspace import Workspace, chain, rulings, runs
from tests.support.offices import DEADLINE, extract, person, roster
from tests.ui.synthetic import CAMPAIGN, tables, write_run
from tests.ui.test_pages import opened, submit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recon.words import Lang
    from recon.workspace import Ruled


@pytest.mark.parametrize(("lang", "words"), [("zh", "1 条裁定"), ("en", "1 ruling")])
def test_a_ruling_that_waits_for_the_next_run_is_told(office: Path, lang: str, words: str) -> None:
    with Workspace.open(office) as place:
        place.rule("0123456789abcdef", "dismiss", actor="tester")
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.query_params["lang"] = lang
    page.run()
    assert any(words in warning.value for warning in page.warning)


@pytest.mark.parametrize(
    ("begun", "asked", "shown", "told"),
    [("en", "", "en", ""), ("en", "zh", "zh", "zh"), ("fr", "", "zh", ""), ("", "en", "en", "en")],
)
def test_sessions_begin_in_the_language_of_the_command_line(
    office: Path, monkeypatch: pytest.MonkeyPatch, begun: str, asked: str, shown: str, told: str
) -> None:
    monkeypatch.setenv("RECON_LANG", begun)
    with Workspace.open(office) as place:
        place.rule("0123456789abcdef", "dismiss", actor="tester")
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    if asked:
        page.query_params["lang"] = asked
    page.run()
    words = {"zh": "1 条裁定", "en": "1 ruling"}[shown]
    assert any(words in warning.value for warning in page.warning)
    assert "".join(page.query_params.get("lang", "")) == told


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


def said(page: AppTest, words: str) -> bool:
    return any(words in box.value for box in (*page.warning, *page.info))


def test_a_ruling_made_and_taken_back_is_no_difference(office: Path) -> None:
    with Workspace.open(office) as place:
        place.rule("0123456789abcdef", "dismiss", actor="tester")
        assert ruled_since(place) == 1
        place.undo("0123456789abcdef", actor="tester")
        assert ruled_since(place) == 0
    assert not said(AppTest.from_file(str(SCRIPT), default_timeout=30).run(), "裁定")


def test_what_stood_before_is_asked_for_once_for_all_that_was_decided(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An act on thousands that was taken back held the next page up for seconds."""
    asked: list[int] = []
    histories = Workspace.ruling_histories

    def counted(place: Workspace, finding_ids: Sequence[str]) -> dict[str, list[Ruled]]:
        asked.append(len(finding_ids))
        return histories(place, finding_ids)

    many = [Ruling(f"{number:016x}", "dismiss") for number in range(1200)]
    with Workspace.open(office) as place:
        place.undo_bulk(place.rule_many(many, actor="tester", chosen_by={}), actor="tester")
        place.rule_many(many, actor="tester", chosen_by={})
        monkeypatch.setattr(Workspace, "ruling_histories", counted)
        assert ruled_since(place) == 1200
        assert ruled_since(place) == 1200
    assert [number for number in asked if number] == [1200]
    assert said(AppTest.from_file(str(SCRIPT), default_timeout=30).run(), "1,200 条裁定")


def test_what_was_decided_in_the_second_a_run_began_is_told_by_the_log(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (rulings, runs, chain):
        monkeypatch.setattr(module, "now", lambda: "2099-01-01T08:00:00+08:00")
    with Workspace.open(office) as place:
        place.rule("0123456789abcdef", "dismiss", actor="tester")
        place.rule("fedcba9876543210", "dismiss", actor="tester")
        place.undo("0123456789abcdef", actor="tester")
        run = place.start_run(actor="tester", inputs={})
        write_run(run.folder, tables(), place.campaign())
        place.finish_run(run.id, {})
        assert ruled_since(place) == 0, "the run saw all of it"
        place.rule("0123456789abcdef", "keep", actor="tester", reason="seen")
        assert ruled_since(place) == 1, "the run cannot have seen this"


def test_new_settings_are_told_until_a_run_follows_them(office: Path) -> None:
    with Workspace.open(office) as place:
        assert not other_settings(place)
        place.save_campaign(CAMPAIGN.replace("2019春季", "2019秋季"), actor="tester")
        assert other_settings(place)
        page = AppTest.from_file(str(SCRIPT), default_timeout=30).run()
        assert said(page, "设置已改")
        place.jobs.enqueue("run", {}, actor="tester")
    assert said(page.run(), "正在按新设置核对")


UNDATED = DEADLINE.replace("as_of = {as_of}\n", "")


@pytest.mark.parametrize("settings", [UNDATED, DEADLINE.format(as_of="2020-06-05")])
@pytest.mark.parametrize("asked", [None, date(2020, 6, 1)])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_day_and_language_a_run_was_asked_for_are_no_new_settings(
    tmp_path: Path, settings: str, asked: date | None, lang: Lang
) -> None:
    people = [person(n) for n in range(3)]
    with Workspace.init(tmp_path / "office", settings, actor="li") as place:
        place.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        place.receive(roster(people), "6400301.csv", actor="li")
        run_office(place, actor="li", options=Options(as_of=asked, lang=lang))
        assert not other_settings(place)
        place.save_campaign(DEADLINE.format(as_of="2020-06-07"), actor="li")
        assert other_settings(place), "another day in the settings is one"
        place.save_campaign(settings.replace("2020-06-10", "2020-06-12"), actor="li")
        assert other_settings(place), "another deadline is one"
        place.save_campaign(settings, actor="li")
        assert not other_settings(place)


def test_a_file_that_came_since_is_told(office: Path) -> None:
    with Workspace.open(office) as place:
        place.receive(b"rows", "新名单.xlsx", actor="tester")
        assert files_since(place) == 1
    assert said(AppTest.from_file(str(SCRIPT), default_timeout=30).run(), "1 份新收到的文件")


def test_nothing_is_frozen_while_a_run_is_under_way(office: Path) -> None:
    with Workspace.open(office) as place:
        place.jobs.enqueue("run", {}, actor="tester")
    page = opened("handover")
    assert page.button(key="handover.freeze").disabled
    assert said(page, "现在还不能定版：正在重新核对")


def test_freezing_asks_with_the_numbers_and_the_run(office: Path) -> None:
    page = opened("handover")
    ready, waiting = page.metric[0].value, page.metric[1].value
    page.button(key="handover.freeze").click().run()
    asked = next(text.value for text in page.markdown if "将定版" in text.value)
    assert f"**{ready}**" in asked
    assert f"**{waiting}**" in asked
    with Workspace.open(office) as place:
        assert not place.handovers(), "a click alone freezes nothing"
    submit(page, "确认定版")
    with Workspace.open(office) as place:
        assert len(place.handovers()) == 1

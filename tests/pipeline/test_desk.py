"""The desk only looks at lines sooner than the engine would: what is seen on it and without it is the same."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

import recon
from recon.engine import desk, desk_of, open_engine
from recon.pipeline.beside import Beside
from recon.sample import make
from tests.pipeline.test_parity import FRAMES, PEOPLE, TABLES, frame
from tests.pipeline.test_plain import judged, nation
from tests.story.conftest import told

if TYPE_CHECKING:
    from pathlib import Path

    from recon.pipeline.answers.answer import Answer


def whole(answer: Answer) -> dict[str, Any]:
    told = {name: said for name, said in answer.summary.items() if name != "seconds"}
    return {name: answer.tables[name].to_pylist() for name in TABLES} | {"summary": told}


def clear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing fit on the desk."""
    monkeypatch.setattr(desk, "LINES", 0)


def test_the_desk_is_for_few_lines_of_an_engine_that_plans() -> None:
    with open_engine("duckdb") as duck, open_engine("pandas") as pandas:
        assert desk_of(duck, desk.LINES).name == "arrow"
        assert desk_of(duck, desk.LINES + 1) is duck
        assert desk_of(pandas, 1) is pandas


def test_a_campaign_is_judged_alike_without_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, seed=12, site_count=4, student_count=60)
    campaign = told(tmp_path)
    on_the_desk = whole(campaign.judged("before"))
    clear(monkeypatch)
    assert whole(campaign.judged("before")) == on_the_desk


@pytest.mark.parametrize("kind", FRAMES)
def test_frames_that_trip_engines_are_judged_alike_without_the_desk(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_the_desk = whole(recon.reconcile(FRAMES[kind], frame(*PEOPLE)))
    clear(monkeypatch)
    assert whole(recon.reconcile(FRAMES[kind], frame(*PEOPLE))) == on_the_desk


@pytest.mark.parametrize("seed", [21, 22])
def test_mistakes_are_judged_alike_without_the_desk(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    people, rows = nation(seed)
    on_the_desk = whole(judged(people, rows))
    clear(monkeypatch)
    assert whole(judged(people, rows)) == on_the_desk


@pytest.mark.parametrize("kind", ["empty", "nulls"])
def test_an_extract_without_anybody_is_judged_as_every_engine_does(kind: str) -> None:
    roster = frame(*PEOPLE[:2])
    answer, expected = (recon.reconcile(roster, FRAMES[kind], engine=e) for e in ("duckdb", "pandas"))
    for name in TABLES:
        assert answer.tables[name].to_pylist() == expected.tables[name].to_pylist(), name


def test_a_job_beside_is_done_once_in_a_thread_of_its_own() -> None:
    done: list[int] = []

    def work() -> int:
        done.append(threading.get_ident())
        return len(done)

    job = Beside(work)
    with job:
        pass
    with job:
        assert job.answer() == 1
    assert job.answer() == 1
    assert len(done) == 1
    assert done[0] != threading.get_ident()


def test_a_job_that_nobody_began_is_done_when_it_is_asked() -> None:
    assert Beside(lambda: "done").answer() == "done"


def test_what_a_job_raises_reaches_whoever_asks() -> None:
    def fail() -> None:
        message = "the engine gave up"
        raise RuntimeError(message)

    with Beside(fail) as job:
        pass
    with pytest.raises(RuntimeError, match="the engine gave up"):
        job.answer()

"""Results are read from the workspace they belong to, whatever signs its place is written with."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from recon.paths import in_quotes, literal
from recon.ui.store import Run
from recon.ui.store.wide import wide
from recon.workspace import Workspace, history, parking
from tests.ui.synthetic import make_workspace


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Workspace.open(make_workspace(tmp_path_factory.mktemp("office") / "workspace")) as place:
        folder = place.latest_run()
    assert folder is not None
    return folder


@pytest.fixture(params=["campaign[1]'s", "campaign[0-9]'s"])
def told(finished: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A run below a place that reads as a pattern, beside the run of another office that fits it and found nothing."""
    mine, other = tmp_path / request.param, tmp_path / "campaign1's"
    for place in (mine, other):
        shutil.copytree(finished, place)
    for file in other.glob("*.parquet"):
        pq.write_table(pq.read_table(file).slice(0, 0), file)
    return mine


def test_a_page_shows_the_run_of_its_own_workspace(finished: Path, told: Path) -> None:
    one, other = Run(told), Run(finished)
    for name in ("findings", "students"):
        counted = "select count(*) from {file}"
        assert getattr(one, name).ask(counted) == getattr(other, name).ask(counted) != [(0,)]
    assert wide(one) == wide(other)
    ids = [value for (value,) in other.students.ask("select enrol_id from {narrow} limit 1")]
    assert one.ask_file("students", ["student_no"], "enrol_id", ids[0])


def test_what_is_remembered_of_runs_is_of_its_own_workspace(finished: Path, told: Path) -> None:
    assert parking.gone(told) == parking.gone(finished)
    assert history.stories([told, told]) == history.stories([finished, finished])


def test_a_plain_path_is_what_it_was() -> None:
    assert (
        literal(Path("office/runs/000001")) == in_quotes(Path("office/runs/000001")) == "office/runs/000001"
    )

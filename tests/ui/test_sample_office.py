"""A first look needs no files: the sample's office is made once, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.errors import WorkspaceError
from recon.sample import make
from recon.ui import launch
from recon.ui import sample_office as office
from recon.ui.context import WORKSPACE
from recon.ui.launch import prepare
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tmp_path / "source"
    make(source, seed=3, site_count=5, student_count=60)
    monkeypatch.setattr(office, "SHIPPED", source)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("RECON_WORKSPACE", raising=False)
    return source


def test_it_holds_everything_and_asks_for_a_run(small: Path, tmp_path: Path) -> None:
    with Workspace.open(office.sample_office(tmp_path / "made")) as place:
        assert {source.kind for source in place.sources()} >= {
            "extract",
            "photos",
            "planned",
            "sites",
            "submissions",
        }
        # The same bytes sent twice are one submission with two arrivals.
        arrived = sum(received.arrivals for received in place.submissions())
        assert arrived == sum(path.is_file() for path in (small / "rosters").rglob("*"))
        assert [job.kind for job in place.jobs.open()] == ["run"]


def test_it_is_made_once(small: Path, tmp_path: Path) -> None:
    first = office.sample_office(tmp_path / "made")
    secret = (first / "secret").read_bytes()
    assert office.sample_office(tmp_path / "made") == first
    assert (first / "secret").read_bytes() == secret


def test_a_start_that_fails_leaves_nothing_behind(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "campaign.toml").write_text("[campaign]\n", encoding="utf-8")
    with pytest.raises(Exception, match="id"):
        office.sample_office(tmp_path / "made")
    assert not list((tmp_path / "made").iterdir())


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError):
        prepare(tmp_path)


def test_the_environment_names_the_workspace(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = office.sample_office(tmp_path / "made")
    monkeypatch.setenv("RECON_WORKSPACE", str(made))
    assert prepare() == made


def test_a_workspace_that_is_not_there_is_told_and_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(WORKSPACE, str(tmp_path / "nowhere"))
    assert launch._place() == tmp_path / "nowhere"
    assert "recon workspace init" in caplog.text
    with pytest.raises(WorkspaceError):
        launch.serve()


def test_a_folder_in_which_no_sample_can_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.delenv(WORKSPACE, raising=False)
    monkeypatch.setattr(launch, "user_folder", lambda: tmp_path / "file")
    assert launch._place() == tmp_path / "file" / "sample"
    assert "无法写入" in caplog.text
    monkeypatch.delenv(WORKSPACE)

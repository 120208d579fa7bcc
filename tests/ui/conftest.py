"""One invented workspace for all tests of the dashboard; a test that acts gets its own copy."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from recon.ui import context
from recon.ui.store import Run, forget
from recon.workspace import Workspace
from tests.ui.synthetic import make_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("office") / "workspace")


@pytest.fixture
def office(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A workspace of one's own, which the dashboard serves."""
    place = tmp_path / "workspace"
    shutil.copytree(made, place)
    monkeypatch.setenv(context.WORKSPACE, str(place))
    yield place
    context.forget()
    forget()


@pytest.fixture
def run(made: Path) -> Run:
    with Workspace.open(made) as place:
        folder = place.latest_run()
    assert folder is not None
    return Run(folder)

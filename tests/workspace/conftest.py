"""A fresh workspace on SQLite and on a real PostgreSQL, the same tests on both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.postgres import Postgres

CAMPAIGN = """[campaign]
id = "nx-2020"
title = "2020年毕业生图像采集"
deadline = 2020-06-10
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database; empty for SQLite in the folder itself."""
    if request.param == "sqlite":
        return ""
    server: Postgres = request.getfixturevalue("postgres")
    return server.emptied()


@pytest.fixture
def ws(tmp_path: Path, database: str) -> Iterator[Workspace]:
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="registrar", database=database) as workspace:
        yield workspace


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace on SQLite, for what does not depend on the database."""
    with Workspace.init(tmp_path / "office", CAMPAIGN, actor="registrar") as workspace:
        yield workspace


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """One workspace for many generated examples."""
    with Workspace.init(
        tmp_path_factory.mktemp("shared") / "office", CAMPAIGN, actor="registrar"
    ) as workspace:
        yield workspace

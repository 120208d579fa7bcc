"""An extract straight from PostgreSQL: the same answer as from the files, and a workspace keeps what was answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from typer.testing import CliRunner, Result

from recon.cli.app import app
from recon.sample import make

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.postgres import Postgres

pytestmark = pytest.mark.postgres
FILE = "open_central.xlsx"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    make(folder, seed=3, site_count=3, student_count=40)
    return folder


@pytest.fixture(scope="module")
def address(sample: Path, postgres: Postgres) -> str:
    url = postgres.database()
    engine = sa.create_engine(url)
    extract = pd.read_excel(sample / "extracts" / FILE, dtype=str, engine="openpyxl")
    extract.to_sql("students", engine, index=False)
    engine.dispose()
    return url


def run(sample: Path, *words: Any) -> Result:
    given = ("--campaign", sample / "campaign.toml", "--rosters", sample / "rosters", "--json")
    others = [
        w
        for path in sorted((sample / "extracts").iterdir())
        if path.name != FILE
        for w in ("--extract", path)
    ]
    return CliRunner().invoke(app, ["run", *map(str, (*given, *others, *words))])


def test_the_answer_is_that_of_the_file(sample: Path, address: str, tmp_path: Path) -> None:
    file = run(sample, "--extract", sample / "extracts" / FILE, "--out", tmp_path / "file")
    table = run(sample, "--extract", address, "--extract-query", "students", "--out", tmp_path / "base")
    assert (file.exit_code, table.exit_code) == (1, 1), table.output
    first, second = (pq.read_table(tmp_path / name / "findings.parquet") for name in ("file", "base"))
    assert first.drop(["finding_id", "cause_id"]).equals(second.drop(["finding_id", "cause_id"]))
    assert (tmp_path / "file" / "coverage.csv").read_bytes() == (
        tmp_path / "base" / "coverage.csv"
    ).read_bytes()


def test_a_workspace_keeps_the_answer_and_not_the_address(sample: Path, address: str, tmp_path: Path) -> None:
    words = (
        "--extract",
        address,
        "--extract-query",
        "SELECT * FROM students",
        "--workspace",
        tmp_path / "office",
    )
    result = run(sample, *words)
    assert result.exit_code == 1, result.output
    assert json.loads(result.stdout)["coverage"]["due"] > 0
    status = CliRunner().invoke(app, ["workspace", "status", str(tmp_path / "office")]).output
    assert "学籍与登记\t4" in status


def test_a_database_that_does_not_answer_is_one_sentence(sample: Path, address: str, tmp_path: Path) -> None:
    result = run(sample, "--extract", address, "--extract-query", "nowhere", "--out", tmp_path)
    assert result.exit_code == 2
    assert "数据库查询失败" in result.output
    assert "程序出错" not in result.output

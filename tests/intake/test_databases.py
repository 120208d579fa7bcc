"""An extract straight from a database: PostgreSQL as Debian ships it, SQLite, DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from recon.errors import ExtractError
from recon.intake import read_query

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.postgres import Postgres

ROWS = [("2018649010001", "甲", "2018-09-01"), ("2018649010002", None, None)]
EXPECTED = [{"学号": a, "姓名": b, "入学": c} for a, b, c in ROWS]


@pytest.fixture(scope="module")
def address(postgres: Postgres) -> str:
    url = postgres.database()
    with postgres.connect(url.partition("@/")[2].partition("?")[0]) as connection:
        connection.execute('CREATE TABLE students ("学号" text, "姓名" text, "入学" date)')
        connection.cursor().executemany("INSERT INTO students VALUES (%s, %s, %s)", ROWS)
        connection.execute("CREATE SCHEMA 学籍")
        connection.execute("CREATE VIEW 学籍.学生 AS SELECT * FROM students")
    return url


@pytest.mark.postgres
@pytest.mark.parametrize(
    "query",
    [
        "students",
        "学籍.学生",
        'SELECT "学号", "姓名", "入学"::date FROM students ORDER BY 1;',
        "SELECT * FROM students WHERE \"学号\" LIKE '2018%' AND ':x' <> '' ORDER BY 1",
    ],
)
def test_a_table_or_a_query_of_postgres_is_text(address: str, query: str) -> None:
    assert read_query(address, query).to_pylist() == EXPECTED


@pytest.mark.postgres
@pytest.mark.parametrize("query", ["nowhere", "SELEC 1", "DROP TABLE students"])
def test_what_postgres_refuses_is_one_sentence(address: str, query: str) -> None:
    with pytest.raises(ExtractError, match="database query failed"):
        read_query(address, query)
    assert read_query(address, "students").num_rows == 2


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://clerk:geheim@127.0.0.1:1/base",
        "postgresql+psycopg://clerk:geheim@127.0.0.1:1/base?password=geheim",
        "postgresql+nodriver://clerk:geheim@host/base",
        "nosuch://clerk:geheim@host/base",
        "postgresql://clerk:geheim@host:port/base",
        "mysql+pymysql://clerk:geheim@127.0.0.1:1/base",
        "duckdb:///nowhere/geheim.duckdb?x=geheim",
    ],
)
def test_a_password_is_never_shown(url: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read_query(url, "students")
    said = caught.value.say("zh") + caught.value.say("en") + str(caught.value)
    assert ":geheim" not in said
    assert "=geheim" not in said
    assert caught.value.__cause__ is None


def test_duckdb_reads_its_file_and_whatever_it_can_read(tmp_path: Path) -> None:
    file = tmp_path / "a.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE students (学号 VARCHAR, 姓名 VARCHAR, 入学 DATE)")
        connection.executemany("INSERT INTO students VALUES (?, ?, ?)", ROWS)
        connection.execute(f"COPY students TO '{tmp_path / 'a.parquet'}'")
    assert read_query(f"duckdb:///{file}", "students").to_pylist() == EXPECTED
    assert read_query("duckdb://", f"SELECT * FROM '{tmp_path}/*.parquet'").to_pylist() == EXPECTED
    for query in ("DROP TABLE students", "nowhere", "CHECKPOINT"):
        with pytest.raises(ExtractError):
            read_query(f"duckdb:///{file}", query)


def test_the_kinds_of_a_database_are_spelt_as_a_workbook_spells_them() -> None:
    columns: dict[str, Any] = read_query(
        "duckdb://", "SELECT 12::BIGINT a, 0.5 b, true c, NULL d"
    ).to_pylist()[0]
    assert columns == {"a": "12", "b": "0.5", "c": "TRUE", "d": None}

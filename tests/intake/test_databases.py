"""An extract straight from a database: PostgreSQL as Debian ships it, SQLite, DuckDB."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
import sqlalchemy as sa

from recon.errors import ExtractError
from recon.intake import read_query

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.postgres import Postgres

ROWS = [("2018649010001", "甲", "2018-09-01"), ("2018649010002", None, None)]
WRITING = (
    "DROP TABLE students",
    "DELETE FROM students",
    "INSERT INTO students VALUES ('1', '2', '2018-09-01')",
    "SELECT 1; DROP TABLE students",
    "/* SELECT */ UPDATE students SET 姓名 = ''",
    "WITH gone AS (SELECT 1) DELETE FROM students",
    "SELECT * INTO copied FROM students",
    "CREATE TABLE copied AS SELECT * FROM students",
)
LONG = "101010199503050017"
EXPECTED = [{"学号": a, "姓名": b, "入学": c} for a, b, c in ROWS]


@pytest.fixture(scope="module")
def address(postgres: Postgres) -> str:
    url = postgres.database()
    with postgres.connect(url.partition("@/")[2].partition("?")[0]) as connection:
        connection.execute('CREATE TABLE students ("学号" text, "姓名" text, "入学" date)')
        connection.cursor().executemany("INSERT INTO students VALUES (%s, %s, %s)", ROWS)
        connection.execute("CREATE SCHEMA 学籍")
        connection.execute("CREATE SEQUENCE counter")
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
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nowhere", "no table or view nowhere"),
        ("nirgends.students", "no table or view nirgends"),
        ("SELECT nocol FROM students", "no column nocol"),
        ('SELECT * FROM students WHERE "姓名" = "2018649010001"', "no column …"),
        ("SELECT 1 FROM students WHERE WHERE", "syntax error"),
        ("SELECT '甲'::int FROM students", "a type it is not of"),
        ("SELECT nextval('counter')", "would change the database"),
    ],
)
def test_what_postgres_refuses_is_one_sentence_that_says_why(address: str, query: str, said: str) -> None:
    with pytest.raises(ExtractError, match=f"database query failed: .*{said}") as told:
        read_query(address, query)
    assert "甲" not in told.value.say("zh")
    assert read_query(address, "students").num_rows == 2


@pytest.mark.postgres
def test_who_may_not_log_in_to_postgres_is_told_so(address: str, postgres: Postgres) -> None:
    with pytest.raises(ExtractError, match="the login failed"):
        read_query(address.replace("//recon@", "//nobody:geheim@"), "students")
    with pytest.raises(ExtractError, match="no database nirgends"):
        read_query(address.replace(address.partition("@/")[2].partition("?")[0], "nirgends"), "students")
    with pytest.raises(ExtractError, match="was refused"):
        read_query(address.replace(str(postgres.folder), f"{postgres.folder}/nirgends"), "students")


@pytest.mark.postgres
@pytest.mark.parametrize("query", WRITING)
def test_postgres_is_never_changed(address: str, query: str) -> None:
    with pytest.raises(ExtractError, match="must never change a database"):
        read_query(address, query)
    assert read_query(address, "students").to_pylist() == EXPECTED


@pytest.mark.postgres
def test_what_only_looks_like_a_query_changes_nothing_in_postgres(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look at the query is no lock: the transaction is one."""
    monkeypatch.setattr("recon.intake.databases.only_reads", lambda _: True)
    for query in (
        "DROP TABLE students",
        "WITH gone AS (DELETE FROM students RETURNING *) SELECT * FROM gone",
    ):
        with pytest.raises(ExtractError):
            read_query(address, query)
    with pytest.raises(ExtractError, match="would change the database"):
        read_query(address, "SELECT setval('counter', 7)")
    assert read_query(address, "students").to_pylist() == EXPECTED


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
    for query in (*WRITING, "nowhere", "CHECKPOINT"):
        with pytest.raises(ExtractError):
            read_query(f"duckdb:///{file}", query)
    assert read_query(f"duckdb:///{file}", "students").to_pylist() == EXPECTED


def test_duckdb_itself_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "new.csv"
    for query in (
        f"COPY (SELECT 1) TO '{target}'",
        f"ATTACH '{target}' AS a",
        f"SELECT 1; COPY (SELECT 1) TO '{target}'",
    ):
        with pytest.raises(ExtractError, match="must never change a database"):
            read_query("duckdb://", query)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def lite(tmp_path: Path) -> Path:
    file = tmp_path / "学籍 #1%20.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE students (学号, 姓名, 入学)")
        connection.executemany("INSERT INTO students VALUES (?, ?, ?)", ROWS)
    connection.close()
    return file


def of_sqlite(file: Path) -> str:
    return sa.URL.create("sqlite", database=str(file)).render_as_string()


def own(file: Path) -> str:
    """Return a file's address as SQLite itself writes it, asking to write."""
    how = {"uri": "true", "mode": "rwc"}
    return sa.URL.create("sqlite", database=file.as_uri(), query=how).render_as_string()


@pytest.mark.parametrize(
    "query",
    [
        "students",
        " students ",
        "SELECT * FROM students;",
        "-- 全部; 不含成教\nSELECT * FROM students",
        "/* x; */ WITH s AS (SELECT * FROM students) SELECT * FROM s",
    ],
)
def test_sqlite_is_read(lite: Path, query: str) -> None:
    assert read_query(of_sqlite(lite), query).to_pylist() == EXPECTED
    assert read_query(own(lite), query).to_pylist() == EXPECTED


NAMES = {
    '"学生 信息"': "学生 信息",
    '"学生-信息"': "学生-信息",
    '"a ""b"" [c]"': 'a "b" [c]',
    "`学生 信息`": "学生 信息",
    "[学生 信息]": "学生 信息",
    ' "select" ': "select",
    "2018学生": "2018学生",
    'main."学生.信息"': "学生.信息",
}
"""A table as it is given → what it is called."""


@pytest.mark.parametrize("given", NAMES)
def test_a_table_whose_name_must_be_quoted_is_read(given: str, tmp_path: Path) -> None:
    quoted = '"' + NAMES[given].replace('"', '""') + '"'
    make, fill = f"CREATE TABLE {quoted} (学号 TEXT)", f"INSERT INTO {quoted} VALUES ('甲')"
    with sqlite3.connect(tmp_path / "a.db") as lite:
        lite.execute(make)
        lite.execute(fill)
    lite.close()
    with duckdb.connect(str(tmp_path / "a.duckdb")) as duck:
        duck.execute(make)
        duck.execute(fill)
    for url in (of_sqlite(tmp_path / "a.db"), f"duckdb:///{tmp_path / 'a.duckdb'}"):
        assert read_query(url, given).to_pylist() == [{"学号": "甲"}]


@pytest.mark.parametrize("given", ["学生 信息", '"a"; DROP TABLE a', '"a" b', "学生-信息", '"a'])
def test_a_name_that_is_none_says_how_one_is_quoted(given: str, lite: Path) -> None:
    with pytest.raises(ExtractError, match="in double quotes") as told:
        read_query(of_sqlite(lite), given)
    assert "双引号" in told.value.say("zh")


@pytest.mark.parametrize("query", WRITING)
def test_sqlite_is_never_changed(lite: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lite.read_bytes()
    with pytest.raises(ExtractError, match="must never change a database"):
        read_query(of_sqlite(lite), query)
    monkeypatch.setattr("recon.intake.databases.only_reads", lambda _: True)
    for address in (of_sqlite(lite), own(lite)):
        with pytest.raises(ExtractError):
            read_query(address, query)
    assert lite.read_bytes() == before


@pytest.mark.parametrize("scheme", ["sqlite:///", "duckdb:///"])
def test_a_file_that_is_not_there_is_told_and_not_made(scheme: str, tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="the database file is not there") as told:
        read_query(f"{scheme}{tmp_path / 'no.db'}", "students")
    assert "找不到数据库文件" in told.value.say("zh")
    with pytest.raises(ExtractError):
        read_query(f"sqlite:///file:{tmp_path}/no%23.db?uri=true", "students")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nowhere", "no table or view nowhere"),
        ("SELECT nocol FROM students", "no column nocol"),
        ("SELECT * FROM students WHERE WHERE", "syntax error"),
    ],
)
@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_file_says_why_it_does_not_answer(kind: str, query: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with sqlite3.connect(file) if kind == "sqlite" else duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE students (a VARCHAR)")
    connection.close()
    with pytest.raises(ExtractError, match=f"database query failed: .*{said}"):
        read_query(f"{kind}:///{file}", query)
    other = {"sqlite": "duckdb", "duckdb": "sqlite"}[kind]
    with pytest.raises(ExtractError, match="no database of this kind"):
        read_query(f"{other}:///{file}", "students")


def test_a_server_that_is_not_there_is_told_apart_from_one_that_is_not_known() -> None:
    with pytest.raises(ExtractError, match="the connection was refused"):
        read_query("postgresql+psycopg://clerk:geheim@127.0.0.1:1/base", "students")
    with pytest.raises(ExtractError, match="the host cannot be found"):
        read_query("postgresql+psycopg://clerk:geheim@nowhere.invalid/base", "students")


@pytest.mark.parametrize("kind", ["BIGINT", "DECIMAL(18,0)", "DECIMAL(38,10)", "HUGEINT"])
def test_an_id_that_is_a_number_in_duckdb_keeps_its_digits(kind: str) -> None:
    assert read_query("duckdb://", f"SELECT {LONG}::{kind} a").to_pylist() == [{"a": LONG}]


def test_an_id_that_is_a_floating_number_is_not_taken_for_exact(tmp_path: Path) -> None:
    """A double has fifteen digits: what it says of the others is nobody's ID, and must be refused as such."""
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("CREATE TABLE students (a REAL)")
        base.execute(f"INSERT INTO students VALUES ({LONG}), (2.5), (1864001450123)")
    for address, query in (
        (f"sqlite:///{tmp_path}/a.db", "students"),
        ("duckdb://", f"SELECT unnest([{LONG}::DOUBLE, 2.5, 1864001450123]) a"),
    ):
        texts = read_query(address, query)["a"].to_pylist()
        assert texts == [f"{float(LONG):.14E}", "2.5", "1864001450123"]
    assert read_query("duckdb://", "SELECT 'nan'::DOUBLE a").to_pylist() == [{"a": None}]


def test_text_that_is_no_utf_8_is_told_and_not_quoted(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("CREATE TABLE students (a TEXT)")
        base.execute("INSERT INTO students VALUES (CAST(x'6162c0f6' AS TEXT))")
    with pytest.raises(ExtractError) as caught:
        read_query(f"sqlite:///{tmp_path}/a.db", "students")
    assert "UTF-8" in caught.value.say("en")
    assert "ab\\x" not in caught.value.say("en")


def test_an_id_that_is_a_number_in_sqlite_keeps_its_digits(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("CREATE TABLE students (a INTEGER)")
        base.execute(f"INSERT INTO students VALUES ({LONG})")
    assert read_query(f"sqlite:///{tmp_path}/a.db", "students").to_pylist() == [{"a": LONG}]


@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["bigint", "numeric", "numeric(18)", "numeric(20,2)"])
def test_an_id_that_is_a_number_in_postgres_keeps_its_digits(address: str, kind: str) -> None:
    assert read_query(address, f"SELECT {LONG}::{kind} a").to_pylist() == [{"a": LONG}]


@pytest.mark.postgres
@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York"])
def test_a_moment_falls_on_the_day_it_has_in_shanghai(address: str, zone: str) -> None:
    told = f"{address}&options=-c%20TimeZone%3D{zone}"
    answer = read_query(told, "SELECT TIMESTAMPTZ '2018-08-31 16:00:00+00' a, current_setting('TimeZone') b")
    assert answer.to_pylist() == [{"a": "2018-09-01", "b": zone}]


@pytest.mark.postgres
def test_the_blanks_of_a_column_of_one_width_are_nobody_s_name(address: str) -> None:
    query = "SELECT v::char(6) a, v b FROM (VALUES ('甲'), ('乙 '), (''), (NULL)) t(v)"
    assert read_query(address, query)["a"].to_pylist() == ["甲", "乙", "", None]
    assert read_query(address, query)["b"].to_pylist() == ["甲", "乙 ", "", None]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-32-be"])
def test_a_width_may_be_counted_in_bytes(encoding: str, tmp_path: Path) -> None:
    names = ["甲乙", "Anna", "古丽·阿不都"]
    blank = len(" ".encode(encoding))
    wide = [name + " " * ((96 - len(name.encode(encoding))) // blank) for name in names]
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("CREATE TABLE students (a TEXT, b TEXT)")
        base.executemany("INSERT INTO students VALUES (?, ?)", zip(wide, [*names[1:], "甲 "], strict=True))
    answer = read_query(f"sqlite:///{tmp_path}/a.db", "students").to_pydict()
    assert answer == {"a": names, "b": [*names[1:], "甲 "]}


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT pg_sleep(9)", "allows a query"),
        ("SELECT 'infinity'::date", "no calendar has"),
        ("SELECT '0001-01-01 BC'::timestamp", "no calendar has"),
        ("SELECT pg_terminate_backend(pg_backend_pid())", "the connection was lost"),
    ],
)
def test_what_ends_a_query_of_postgres_is_told_apart(address: str, query: str, said: str) -> None:
    with pytest.raises(ExtractError, match=said):
        read_query(f"{address}&options=-c%20statement_timeout%3D200", query)


def test_the_kinds_of_a_database_are_spelt_as_a_workbook_spells_them() -> None:
    columns: dict[str, Any] = read_query(
        "duckdb://", "SELECT 12::BIGINT a, 0.5 b, true c, NULL d"
    ).to_pylist()[0]
    assert columns == {"a": "12", "b": "0.5", "c": "TRUE", "d": None}

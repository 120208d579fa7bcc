"""Extracts as tables of text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.errors import ExtractError
from recon.intake import read_query, read_table, to_parquet

if TYPE_CHECKING:
    from pathlib import Path


def test_parquet_is_text_without_exponents_and_keeps_its_nulls(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    columns = {
        "学号": ["001", None],
        "n": [1864001450123, None],
        "f": [1.86400145012e12, 0.5],
        "d": [date(2020, 1, 2), None],
        "b": [True, False],
        "c": pa.array(["x", "y"]).dictionary_encode(),
    }
    pq.write_table(pa.table(columns), path)
    assert read_table(path).to_pylist() == [
        {"学号": "001", "n": "1864001450123", "f": "1864001450120", "d": "2020-01-02", "b": "TRUE", "c": "x"},
        {"学号": None, "n": None, "f": "0.5", "d": None, "b": "FALSE", "c": "y"},
    ]


def test_a_folder_of_parquet_parts_is_one_table(tmp_path: Path) -> None:
    for part in range(2):
        pq.write_table(pa.table({"学号": [f"{part}"]}), tmp_path / f"part-{part}.parquet")
    (tmp_path / "_SUCCESS").write_bytes(b"")
    assert sorted(read_table(tmp_path)["学号"].to_pylist()) == ["0", "1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('学号,姓名,姓名,\n0012,阿依·古丽䶮,"a\nb",\n0013,,,x\n'.encode(encoding))
    table = read_table(path)
    assert table.column_names == ["学号", "姓名", "姓名 (2)", "(4)"]
    assert [list(row.values()) for row in table.to_pylist()] == [
        ["0012", "阿依·古丽䶮", "a\nb", ""],
        ["0013", "", "", "x"],
    ]
    assert set(table.schema.types) == {pa.string()}


def test_the_header_may_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("学籍数据\t\n学号\t姓名\n1\t张三\n", encoding="utf-8")
    assert read_table(path, choose=lambda records: records.index(["学号", "姓名"])).to_pylist() == [
        {"学号": "1", "姓名": "张三"}
    ]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("学号,姓名\n", encoding="utf-8")
    assert (read_table(path).num_rows, read_table(path).column_names) == (0, ["学号", "姓名"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("学号,姓名\n1,张三\n2,李四,x\n3\n".encode(), "2 行的列数"),
        (b"PAR1 broken", "损坏"),
        (b"", "没有表头"),
        ("é,è\n".encode("latin-1"), "编码"),
        ("学号,姓名\n".encode() * 9 + b"\xff\xff,x\n", "编码"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(ExtractError) as caught:
        read_table(path)
    assert said in caught.value.say("zh")


def test_to_parquet_streams_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path, target = tmp_path / "a.csv", tmp_path / "out.parquet"
    path.write_text("学号,姓名\n" + "".join(f"{n:013},张三\n" for n in range(200_000)), encoding="gb18030")
    table = pq.read_table(to_parquet(path, target))
    assert (table.num_rows, table["学号"][199_999].as_py()) == (200_000, "0000000199999")
    path.write_text("学号,姓名\n1,2,3\n", encoding="utf-8")
    target.unlink()
    with pytest.raises(ExtractError):
        to_parquet(path, target)
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_a_database_answers_with_text(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "a.db") as database:
        database.execute("create table s (学号 text, n integer, f real)")
        database.executemany(
            "insert into s values (?, ?, ?)", [("001", 1864001450123, 0.1), (None, None, None)]
        )
    database.close()
    url = f"sqlite:///{tmp_path / 'a.db'}"
    assert read_query(url, "select * from s order by n desc").to_pylist() == [
        {"学号": "001", "n": "1864001450123", "f": "0.1"},
        {"学号": None, "n": None, "f": None},
    ]
    assert read_query(url, "select * from s where n = 0").column_names == ["学号", "n", "f"]


def test_a_failing_query_shows_no_password(tmp_path: Path) -> None:
    with pytest.raises(ExtractError) as caught:
        read_query(f"sqlite:///{tmp_path / 'a.db'}", "select * from nowhere")
    assert "OperationalError" in caught.value.say("en")
    with pytest.raises(ExtractError) as caught:
        read_query("nosuch://clerk:secret@host/base", "select 1")
    assert "secret" not in caught.value.say("en") + str(caught.value)

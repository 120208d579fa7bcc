"""Tables of millions of rows: streamed by a child, mapped by the parent, right to the last field."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.campaign import Limits
from recon.errors import ExtractError
from recon.intake import Pool, is_bulk, read_bulk
from recon.intake.bulk import LARGE
from recon.intake.sources import Source
from recon.intake.titles import unique

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Read = Callable[..., pa.Table]


def first(records: Sequence[Sequence[str]]) -> int | None:
    return 0 if records else None


@pytest.fixture(scope="module")
def roomy() -> Iterator[Pool]:
    with Pool(Limits(extract_seconds=30.0, extract_memory_bytes=2 << 30), workers=1, roomy=True) as pool:
        yield pool


@pytest.fixture
def table(roomy: Pool, tmp_path: Path) -> Read:
    def reading(content: bytes | None = None, name: str = "a.csv", **how: object) -> pa.Table:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        return read_bulk(Source(path, name), roomy, **{"choose": first, **how})  # type: ignore[arg-type]

    return reading


def test_parquet_is_text_without_exponents_and_keeps_its_nulls(table: Read, tmp_path: Path) -> None:
    columns = {
        "学号": ["001", None],
        "n": [1864001450123, None],
        "f": [1.86400145012e12, 0.5],
        "d": [date(2020, 1, 2), None],
        "b": [True, False],
        "c": pa.array(["x", "y"]).dictionary_encode(),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert table(name="a.parquet").to_pylist() == [
        {"学号": "001", "n": "1864001450123", "f": "1864001450120", "d": "2020-01-02", "b": "TRUE", "c": "x"},
        {"学号": None, "n": None, "f": "0.5", "d": None, "b": "FALSE", "c": "y"},
    ]


def test_parquet_texts_kept_as_bytes_are_texts(table: Read, tmp_path: Path) -> None:
    columns = {"学号": [b"001", None], "姓名": ["王丽".encode("gb18030"), "李四".encode()]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    assert table(name="a.parquet").to_pylist() == [
        {"学号": "001", "姓名": "王丽"},
        {"学号": None, "姓名": "李四"},
    ]


def test_a_day_no_calendar_has_does_not_stop_a_parquet(table: Read, tmp_path: Path) -> None:
    moments = pa.array([-(10**17), 0], pa.timestamp("us"))
    pq.write_table(pa.table({"学号": ["001", "002"], "d": moments}), tmp_path / "a.parquet")
    assert table(name="a.parquet")["学号"].to_pylist() == ["001", "002"]


def test_parquet_columns_of_one_name_are_named(table: Read, tmp_path: Path) -> None:
    columns = [pa.array(["001"]), pa.array(["王丽"]), pa.array(["002"])]
    pq.write_table(pa.Table.from_arrays(columns, ["学号", "姓名", "学号"]), tmp_path / "a.parquet")
    with pytest.raises(ExtractError, match="学号"):
        table(name="a.parquet")


def test_no_title_takes_the_name_that_another_was_given() -> None:
    assert unique(["学号", "学号", "学号 (2)"]) == ("学号", "学号 (2)", "学号 (2) (2)")


def test_a_folder_of_parquet_parts_is_one_table(table: Read, tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    for part in range(2):
        pq.write_table(pa.table({"学号": [f"{part}"]}), folder / f"part-{part}.parquet")
    (folder / "_SUCCESS").write_bytes(b"")
    assert sorted(table(name="parts")["学号"].to_pylist()) == ["0", "1"]


def test_the_parts_of_a_folder_may_differ_in_columns_and_types(table: Read, tmp_path: Path) -> None:
    folder = tmp_path / "学籍 2026"
    (folder / "_delta_log").mkdir(parents=True)
    parts = (
        {"学号": [1], "姓名": pa.nulls(1)},
        {"身份证号": ["x"], "学号": ["x2"]},
        {"姓名": ["李四"], "学号": pa.array(["3"]).dictionary_encode()},
    )
    for number, part in enumerate(parts):
        pq.write_table(pa.table(part), folder / f"part-{number}.PARQUET")
    for aside in ("_SUCCESS", ".part-0.parquet.crc", "Thumbs.db", "_delta_log/0.json"):
        (folder / aside).write_text("")
    assert table(name=folder.name).to_pylist() == [
        {"学号": "1", "姓名": None, "身份证号": None},
        {"学号": "x2", "姓名": None, "身份证号": "x"},
        {"学号": "3", "姓名": "李四", "身份证号": None},
    ]


def test_the_folders_of_a_parquet_table_tell_the_columns_its_files_lack(table: Read, tmp_path: Path) -> None:
    """As Hive, Spark and DuckDB lay a table out: signs no folder may have as in an address, and a word for null."""
    folder = tmp_path / "base"
    lines = pa.table({"学号": ["1864", "1865", "1866"], "年级": ["201809", "2018/秋%", None]})
    duckdb.sql("from lines").write_parquet(str(folder), partition_by=["年级"])
    assert sorted(part.parent.name.partition("=")[2] for part in folder.rglob("*.parquet")) == [
        "2018%2F%E7%A7%8B%25", "201809", "__HIVE_DEFAULT_PARTITION__",
    ]  # fmt: skip
    assert sorted(table(name="base").to_pylist(), key=itemgetter("学号")) == lines.to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding(table: Read, encoding: str) -> None:
    found = table('学号,姓名,姓名,\n0012,阿依·古丽䶮,"a\nb",\n="0013",,,x\n'.encode(encoding))
    assert found.column_names == ["学号", "姓名", "姓名 (2)", "(4)"] or found.column_names[3:] == []
    assert [list(row.values())[:3] for row in found.to_pylist()] == [
        ["0012", "阿依·古丽䶮", "a\nb"],
        ["0013", "", ""],
    ]
    assert set(found.schema.types) == {pa.string()}


def test_a_tab_that_keeps_a_number_is_no_part_of_it(table: Read) -> None:
    found = table("学号,姓名\n1864901450001\t,王丽\n\t0012,王 丽\n".encode("gb18030"))
    assert found.to_pylist() == [{"学号": "1864901450001", "姓名": "王丽"}, {"学号": "0012", "姓名": "王 丽"}]


def test_the_header_is_chosen_among_the_records_and_unwanted_columns_are_left(table: Read) -> None:
    content = "导出时间：2020-05-01\t\t\n\n学号\t备注\t姓名\n1\tx\t王丽\n".encode()

    def choose(records: Sequence[Sequence[str]]) -> int:
        return [len(record) for record in records].index(3)

    found = table(content, choose=choose, keep=lambda title: title != "备注")
    assert found.to_pylist() == [{"学号": "1", "姓名": "王丽"}]
    assert table(content, choose=choose, keep=lambda _: False).num_columns == 3


def test_a_footer_of_the_export_is_a_short_line_and_stays(table: Read) -> None:
    found = table("学号,姓名,层次\n1,王丽,本科\n共 1 人\n,,\n".encode())
    assert [list(row.values()) for row in found.to_pylist()] == [
        ["1", "王丽", "本科"],
        ["", "", ""],
        ["共 1 人", "", ""],
    ]


def test_a_header_alone_is_an_empty_table(table: Read) -> None:
    found = table("学号,姓名\n".encode())
    assert (found.num_rows, found.column_names) == (0, ["学号", "姓名"])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("学号,姓名\n1,张三\n2,李四,x\n3\n".encode(), "有的行列数比表头多（表头 2 列，其中一行 3 列）"),
        (b"PAR1 broken", "损坏"),
        (b"\r\n", "没有找到表头"),
        ("é,è\n".encode("latin-1"), "编码"),
        ("学号,姓名\n".encode() * 9 + b"\xff\xff,x\n", "编码"),
        ('学号,姓名\n1,"张三\n'.encode() + b"2,x\n" * 500_000, "双引号没有配对"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(table: Read, content: bytes, said: str) -> None:
    with pytest.raises(ExtractError) as caught:
        table(content)
    assert said in caught.value.say("zh")
    assert "a.csv" in caught.value.say("en")
    assert "WPS" not in caught.value.say("zh") or "编码" in said


def test_what_is_streamed_is_told_by_content_and_size(tmp_path: Path) -> None:
    parquet, text, small, book = (tmp_path / name for name in ("vaulted", "long", "short.csv", "a.xlsx"))
    pq.write_table(pa.table({"学号": ["1"]}), parquet)
    text.write_bytes("学号,姓名\n".encode() + b"1,x\n" * (LARGE // 4))
    small.write_bytes("学号,姓名\n".encode())
    book.write_bytes(b"PK\x03\x04" + bytes(LARGE))
    table = tmp_path / "table"
    table.mkdir()
    pq.write_table(pa.table({"学号": ["1"]}), table / "part-0.parquet")
    given = (parquet, table, text, small, tmp_path)  # the last holds files of every kind
    assert [is_bulk(path) for path in given] == [True, True, True, False, False]


def test_a_stream_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("学号,姓名\n".encode() + "1864901450001,王丽\n".encode() * 2_000_000)
    with (
        Pool(Limits(extract_seconds=0.05), workers=1, roomy=True) as pool,
        pytest.raises(ExtractError) as caught,
    ):
        read_bulk(Source(path, "a.csv"), pool, choose=first)
    assert "超过 0.05 秒" in caught.value.say("zh")


def test_a_long_table_needs_no_memory_of_the_parent_s(table: Read) -> None:
    before = pa.total_allocated_bytes()
    found = table("学号,姓名\n".encode() + b"".join(b"%013d,x\n" % n for n in range(300_000)))
    assert (found.num_rows, found["学号"][299_999].as_py()) == (300_000, "0000000299999")
    assert pa.total_allocated_bytes() - before < found.nbytes / 2

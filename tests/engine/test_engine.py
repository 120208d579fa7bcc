from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.engine import DESK, Engine, check, engine_of, open_engine
from recon.engine.duck import DuckEngine
from recon.errors import OptionError

if TYPE_CHECKING:
    from pathlib import Path

TABLE = pa.table({"k": ["1", "1", "2", ""], "v": ["甲", "乙", "𠮷", ""], "n": [1, 2, 3, 4]})


def rows(table: pa.Table) -> list[dict[str, object]]:
    return sorted(table.to_pylist(), key=repr)


def test_a_table_comes_back_as_it_went_in(engine: Engine) -> None:
    assert rows(engine.collect(engine.frame(TABLE))) == rows(TABLE)


def test_keeping_changes_nothing_and_may_be_repeated(engine: Engine) -> None:
    frame = engine.frame(TABLE)
    kept = engine.keep(engine.keep(frame, "same"), "same")
    assert rows(engine.collect(kept)) == rows(TABLE)


def test_counts_and_sums_are_plain_integers(engine: Engine) -> None:
    grouped = engine.frame(TABLE).group_by("k").agg(nw.col("n").sum(), nw.len().alias("rows"))
    table = engine.collect(grouped)
    assert [str(kind) for kind in table.schema.types] == ["string", "int64", "int64"]
    assert rows(table) == [
        {"k": "", "n": 4, "rows": 1},
        {"k": "1", "n": 3, "rows": 2},
        {"k": "2", "n": 3, "rows": 1},
    ]


@pytest.mark.parametrize("desk", [False, True])
def test_what_is_told_of_a_key_stands_beside_it(engine: Engine, *, desk: bool) -> None:
    holder = DESK if desk else engine
    told = holder.frame(pa.table({"key": ["2", "1", "9"], "said": ["二", "一", "九"], "more": [2, 1, 9]}))
    found = holder.look_up(holder.frame(TABLE), told, {"k": "key"})
    facts = {"1": ("一", 1), "2": ("二", 2)}
    assert rows(holder.collect(found.select("k", "v", "n", "said", "more"))) == rows(
        pa.Table.from_pylist(
            [
                line | dict(zip(("said", "more"), facts.get(line["k"], (None, None)), strict=True))
                for line in TABLE.to_pylist()
            ]
        )
    )


@pytest.mark.parametrize("desk", [False, True])
def test_a_key_may_be_of_several_columns(engine: Engine, *, desk: bool) -> None:
    holder = DESK if desk else engine
    table = pa.table({"a": ["1", "1", None, "2\x1fx"], "b": ["x", "y", "x", "x"], "n": [1, 2, 3, 4]})
    told = pa.table({"c": ["1", "2", None], "d": ["y", "x", "x"], "said": ["甲", "乙", "丙"]})
    found = holder.look_up(holder.frame(table), holder.frame(told), {"a": "c", "b": "d"})
    said = holder.collect(found.select("n", "said")).sort_by("n")["said"].to_pylist()
    assert said == [None, "甲", None, None]
    none = holder.look_up(
        holder.frame(table.slice(0, 0)), holder.frame(told.slice(0, 0)), {"a": "c", "b": "d"}
    )
    assert holder.collect(none.select("said")).num_rows == 0


def test_an_empty_table_is_a_table(engine: Engine) -> None:
    assert engine.collect(engine.keep(engine.frame(TABLE.slice(0, 0)), "empty")).num_rows == 0


def test_an_expression_leaves_the_frame_it_was_made_from_alone(engine: Engine) -> None:
    frame = engine.frame(TABLE)
    engine.collect(frame.with_columns(many=nw.len().over("k")))
    assert engine.collect(frame).column_names == TABLE.column_names


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(OptionError, match=r"^engine .*'oracle'.*duckdb"):
        open_engine("oracle")


@pytest.mark.parametrize(
    ("bounds", "option"),
    [
        ({"memory": "lots"}, "memory"),
        ({"memory": "2 apples"}, "memory"),
        ({"memory": "2Gi"}, "memory"),
        ({"memory": "99999999TB"}, "memory"),
        ({"memory": "-1GB"}, "memory"),
        ({"memory": 2_000_000}, "memory"),
        ({"threads": -1}, "threads"),
        ({"threads": 2.5}, "threads"),
        ({"threads": "many"}, "threads"),
    ],
)
def test_a_bound_that_makes_no_sense_is_named(bounds: dict[str, Any], option: str) -> None:
    with pytest.raises(OptionError, match=f"^{option} .*'{bounds[option]}'") as told:
        open_engine("duckdb", **bounds)
    assert f"“{bounds[option]}”" in told.value.say("zh")


@pytest.mark.parametrize(
    ("engine", "bounds", "heeding"),
    [
        ("pandas", {"memory": "2GB"}, "duckdb / spark"),
        ("polars", {"memory": "2GB"}, "duckdb / spark"),
        ("polars", {"threads": 2}, "duckdb"),
        ("spark", {"threads": 2}, "duckdb"),
        ("duckdb", {"master": "local[2]"}, "spark"),
    ],
)
def test_a_bound_the_engine_would_not_heed_is_refused(
    engine: str, bounds: dict[str, Any], heeding: str
) -> None:
    for refuse in (open_engine, check):
        with pytest.raises(OptionError, match=f"^{next(iter(bounds))} .*{heeding} .*{engine}") as told:
            refuse(engine, **bounds)  # type: ignore[operator]
        assert f"{heeding}，此处的引擎是 {engine}" in told.value.say("zh")


@pytest.mark.parametrize("size", ["0GB", "1KB", "1MB", "0.2GB", "255.5 mb"])
def test_a_memory_that_no_run_can_do_with_is_refused(size: str) -> None:
    with pytest.raises(OptionError, match=f"^memory .*'{size}' .*256MB"):
        check("duckdb", size)


@pytest.mark.parametrize(
    ("size", "held"),
    [("256MB", "244.1 MiB"), ("2g", "1.8 GiB"), ("0.5GB", "476.8 MiB"), (" 2 GiB ", "2.0 GiB")],
)
def test_a_size_may_be_written_as_people_do(size: str, held: str) -> None:
    check("duckdb", size)
    with open_engine("duckdb", memory=size) as engine:
        assert isinstance(engine, DuckEngine)
        limit = engine.connection.execute("select current_setting('memory_limit')").fetchall()
        assert limit == [(held,)]


def test_too_little_memory_is_said_in_our_words() -> None:
    table = pa.table({"k": [f"{n:032}" for n in range(100_000)]})
    with (
        open_engine("duckdb", memory="1MB") as engine,
        pytest.raises(OptionError, match=r"^memory .*'1MB' is too little for these data"),
    ):
        engine.keep(engine.frame(table).sort("k"), "sorted")


def test_memory_and_threads_bound_duckdb() -> None:
    with open_engine("duckdb", memory="64MB", threads=1) as engine:
        assert isinstance(engine, DuckEngine)
        asked = "SELECT current_setting('threads'), current_setting('memory_limit')"
        assert engine.connection.execute(asked).fetchone() == (1, "61.0 MiB")


def test_what_does_not_fit_into_memory_spills_into_the_folder(tmp_path: Path) -> None:
    table = pa.table({"k": [f"{n:032}" for n in range(400_000)], "n": range(400_000)})
    with open_engine("duckdb", tmp_path, memory="96MB", threads=1) as engine:
        frame = engine.frame(table)
        other = frame.select("k", m="n")
        joined = engine.keep(frame.join(other, on="k", how="inner").sort("k"), "joined")
        assert engine.collect(joined.select(nw.col("n").sum(), nw.col("m").sum())).to_pylist() == [
            {"n": 79_999_800_000, "m": 79_999_800_000}
        ]


def test_a_line_keeps_its_place_in_a_file(duck: Engine, tmp_path: Path) -> None:
    path = tmp_path / "lines.parquet"
    pq.write_table(TABLE, path)
    for source in (path, TABLE):
        table = duck.collect(duck.numbered(source, "place")).sort_by("place")
        assert table["place"].to_pylist() == [0, 1, 2, 3]
        assert table["v"].to_pylist() == TABLE["v"].to_pylist()


def test_the_engine_fits_the_frame_a_caller_holds() -> None:
    assert engine_of(TABLE) == "duckdb"
    assert engine_of(TABLE.to_pandas()) == "pandas"

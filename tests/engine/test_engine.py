from __future__ import annotations

import narwhals.stable.v2 as nw
import pyarrow as pa
import pytest

from recon.engine import Engine, engine_of, open_engine
from recon.errors import OptionError

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


def test_an_empty_table_is_a_table(engine: Engine) -> None:
    assert engine.collect(engine.keep(engine.frame(TABLE.slice(0, 0)), "empty")).num_rows == 0


def test_an_expression_leaves_the_frame_it_was_made_from_alone(engine: Engine) -> None:
    frame = engine.frame(TABLE)
    engine.collect(frame.with_columns(many=nw.len().over("k")))
    assert engine.collect(frame).column_names == TABLE.column_names


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(OptionError, match="duckdb"):
        open_engine("oracle")


def test_the_engine_fits_the_frame_a_caller_holds() -> None:
    assert engine_of(TABLE) == "duckdb"
    assert engine_of(TABLE.to_pandas()) == "pandas"

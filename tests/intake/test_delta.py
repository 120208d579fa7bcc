"""A table of Delta Lake: parts that its log has taken back are not read as today's rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.errors import ExtractError
from recon.intake.titles import is_parquet

if TYPE_CHECKING:
    from pathlib import Path


def table(folder: Path, *commits: list[dict[str, Any]]) -> Path:
    (folder / "_delta_log").mkdir(parents=True)
    for name in ("a b.parquet", "b.parquet"):
        pq.write_table(pa.table({"学号": ["1"]}), folder / name)
    for number, actions in enumerate(commits):
        lines = "\n".join(map(json.dumps, actions))
        (folder / "_delta_log" / f"{number:020d}.json").write_text(lines, encoding="utf-8")
    return folder


ADD, REMOVE = {"add": {"path": "a%20b.parquet"}}, {"remove": {"path": "a%20b.parquet"}}


@pytest.mark.parametrize(
    "commits",
    [
        [[ADD], [REMOVE, {"add": {"path": "b.parquet"}}]],
        [[ADD], [{"add": {"path": "b.parquet", "deletionVector": {"cardinality": 1}}}]],
    ],
)
def test_a_part_that_counts_no_more_refuses_the_table(commits: list[Any], tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="whose log") as told:
        is_parquet(table(tmp_path / "students", *commits))
    assert "Delta" in told.value.say("zh")
    assert "students" in told.value.say("zh")


@pytest.mark.parametrize(
    "commits",
    [
        [],
        [[ADD, {"add": {"path": "b.parquet"}}]],
        [[ADD], [REMOVE], [ADD]],
        [[ADD], [{"remove": {"path": "vacuumed.parquet"}}]],
    ],
)
def test_a_table_all_of_whose_parts_count_is_read(commits: list[Any], tmp_path: Path) -> None:
    assert is_parquet(table(tmp_path / "students", *commits))

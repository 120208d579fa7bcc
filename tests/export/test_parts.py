"""With Spark a ``.parquet`` is a folder of parts; either takes the place of the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from recon.export.contract import write_contract_files
from recon.export.tables import parts

if TYPE_CHECKING:
    from pathlib import Path

    from recon.result import Result


def test_parts_hold_the_table_in_its_order(tmp_path: Path) -> None:
    table = pa.table({"n": range(25)})
    parts(table, tmp_path / "n.parquet", rows=10)
    assert len(list((tmp_path / "n.parquet").iterdir())) == 3
    assert pq.read_table(tmp_path / "n.parquet").equals(table)
    parts(table.slice(0, 0), tmp_path / "none.parquet")
    assert pq.read_table(tmp_path / "none.parquet").schema.equals(table.schema)


def test_a_folder_of_parts_and_a_file_take_each_others_place(small: Result, tmp_path: Path) -> None:
    spark = replace(small, summary=small.summary | {"engine": "spark"})
    for result, is_folder in ((small, False), (spark, True), (small, False)):
        write_contract_files(result, tmp_path)
        for name in ("findings", "matches"):
            path = tmp_path / f"{name}.parquet"
            assert path.is_dir() is is_folder
            assert pq.read_table(path).num_rows == result.tables[name].num_rows

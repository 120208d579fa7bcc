"""The run in numbers."""

from __future__ import annotations

import pyarrow as pa

from recon import model
from recon.pipeline.summary import summarise


def test_files_of_an_unknown_unit_are_counted_as_no_unit() -> None:
    lines = [{"site_code": code, "status": "checked"} for code in ("6400101", "?")]
    empty = {
        "findings": model.FINDINGS.empty_table(),
        "files": model.FILES.empty_table(),
        "coverage": pa.table({c: [0] for c in model.COUNT_COLUMNS}),
    }
    sites = {"sites": pa.Table.from_pylist(lines)}
    found = summarise(empty | sites, engine="duckdb", as_of="", not_asked={})
    assert found["sites"] == {"checked": 1}

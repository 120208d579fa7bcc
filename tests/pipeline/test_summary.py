"""The run in numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

import recon
from recon import model
from recon.campaign import Campaign, Scope
from recon.pipeline.answers.summary import summarise
from recon.words import Category
from tests.pipeline.test_frames import SITES, placed
from tests.pipeline.test_parity import PEOPLE, frame

if TYPE_CHECKING:
    from pathlib import Path


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


def test_rows_of_a_frame_are_counted_though_no_file_was_read() -> None:
    sent = frame(*PEOPLE[:3]).append_column("file", pa.array([f"{SITES[0]}.xlsx", *[f"{SITES[1]}.xlsx"] * 2]))
    campaign = Campaign(id="x", as_of=date(2020, 5, 1), scope={Category.OPEN: Scope()})
    answer = recon.reconcile(sent, placed(*SITES), campaign)
    rows = {"read": 3, "judged": 3, "superseded": 0, "parked": 0, "unreadable": 0}
    assert answer.summary["rows"] == rows
    assert sum(line["rows"] for line in answer.tables["sites"].to_pylist()) == 3
    assert sum(answer.summary["sites"].values()) == len(SITES)
    assert answer.summary["files"]["read"] == 0
    assert answer.summary["as_of"] == "2020-05-01"
    assert answer.summary["seconds"] > 0
    assert [one["rows"] for one in answer.summary["extracts"]] == [3]


def test_lives_of_rows_are_told_apart() -> None:
    lives = {"a": Counter(live=2, parked=1), "b": Counter(superseded=4)}
    none = {
        name: getattr(model, name.upper()).empty_table()
        for name in ("findings", "files", "coverage", "sites")
    }
    found = summarise(none, engine="duckdb", as_of="", not_asked={}, lives=lives)["rows"]
    assert found == {"read": 7, "judged": 2, "superseded": 4, "parked": 1, "unreadable": 0}


def test_without_a_campaign_files_tell_their_time_and_extracts_too(tmp_path: Path) -> None:
    for name, table in (("roster", frame(*PEOPLE[:2])), ("extract", frame(*PEOPLE))):
        table.to_pandas().to_csv(tmp_path / f"{name}.csv", index=False)
    found = recon.reconcile(tmp_path / "roster.csv", tmp_path / "extract.csv").summary
    assert found["rows"]["read"] == found["rows"]["judged"] == 2
    assert found["seconds"] > 0
    assert [one["rows"] for one in found["extracts"]] == [len(PEOPLE)]

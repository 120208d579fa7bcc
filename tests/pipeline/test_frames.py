"""What a caller may hand over: mixed columns, folders whose files differ, and a clear word about everything else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import recon
from recon.errors import OptionError
from recon.pipeline.gathering.frames import as_text, to_arrow
from tests.pipeline.test_parity import PEOPLE, frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_pandas_column_of_numbers_and_texts_is_read_as_excel_shows_it() -> None:
    mixed: list[Any] = [18, 18.0, "018", None, float("nan"), pd.Timestamp("2018-09-01"), pd.NaT]
    table = to_arrow(pd.DataFrame({"cohort": pd.Series(mixed, dtype=object), "row": range(7)}))
    assert table["cohort"].to_pylist() == ["18", "18", "018", None, None, "2018-09-01", None]
    assert table["row"].to_pylist() == list(range(7))


def test_the_files_of_a_folder_need_not_have_the_same_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"学号": [1, 2], "姓名": ["甲", "乙"]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"层次": ["专科"], "学号": ["03"]}), tmp_path / "b.parquet")
    assert to_arrow(tmp_path).to_pydict() == {
        "学号": ["1", "2", "03"],
        "姓名": ["甲", "乙", None],
        "层次": [None, None, "专科"],
    }


@pytest.mark.parametrize("option", ["extract", "sites"])
def test_a_frame_beside_paths_is_refused_without_a_word_of_what_stands_in_it(
    option: str, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("学号,姓名\n1,甲\n", encoding="utf-8")
    given: dict[str, Any] = {"extract": roster} | {option: frame(*PEOPLE).to_pandas()}
    with pytest.raises(OptionError) as refused:
        recon.reconcile(roster, **given)
    assert option in str(refused.value)
    assert PEOPLE[0]["student_no"] not in str(refused.value)


def test_no_extract_at_all_is_refused() -> None:
    with pytest.raises(OptionError, match="extract"):
        recon.reconcile(frame(PEOPLE[0]), [])


def test_the_answer_is_written_to_a_folder_named_by_text(tmp_path: Path) -> None:
    answer = recon.reconcile(frame(PEOPLE[0]), frame(*PEOPLE))
    assert answer.to_excel(str(tmp_path / "out"))


def test_trust_alone_stands_after_one_space() -> None:
    answer = recon.reconcile(frame(PEOPLE[0]), frame(*PEOPLE), lang="en")
    omitted = answer.findings.filter(pa.compute.equal(answer.findings["rule"], "OM01"))
    assert "Proposal: (" in answer.explain(omitted["finding_id"][0].as_py())


@pytest.mark.parametrize("engine", ["duckdb", "pandas"])
def test_a_row_without_a_number_is_row_0_and_stands_first(engine: str) -> None:
    roster = frame(*PEOPLE[:3]).append_column("row", pa.array([4, None, 6]))
    answer = recon.reconcile(roster, frame(*PEOPLE), engine=engine)
    assert answer.tables["rows"]["row"].to_pylist() == [0, 4, 6]


def test_several_threads_may_ask_for_a_long_table_at_once() -> None:
    answer = recon.reconcile(frame(*PEOPLE), frame(*PEOPLE))
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(lambda: answer.rows.num_rows) for _ in range(4)]
        assert [one.result() for one in asked] == [len(PEOPLE)] * 4


SITES = ["6400101", "6400102", "6400103"]


def placed(*codes: str) -> pa.Table:
    """Return an extract of three students, each at one of these sites."""
    return frame(*PEOPLE[:3]).append_column("教学点代码", pa.array(codes))


def counts(answer: Any) -> dict[str, Any]:
    lines = {line["site_code"]: line["status"] for line in answer.tables["sites"].to_pylist()}
    rules = set(answer.findings["rule"].to_pylist())
    return {
        "elsewhere": answer.summary["coverage"]["submitted_elsewhere"],
        "silent units": "OM02" in rules,
        "sites": lines,
        "reasons": answer.tables["omissions"]["reason"].to_pylist(),
    }


def test_a_frame_that_tells_of_no_file_came_from_nobody_and_so_from_nowhere_else() -> None:
    found = counts(recon.reconcile(frame(*PEOPLE[:2]), placed(*SITES)))
    assert (found["elsewhere"], found["reasons"]) == (0, ["omitted"])
    assert found["sites"]["?"] == "checked"


def test_whose_home_no_extract_tells_was_not_sent_from_elsewhere() -> None:
    sent = frame(*PEOPLE[:2]).append_column("file", pa.array(["6400101 名单.xlsx"] * 2))
    assert (
        counts(recon.reconcile(sent, placed("6400101", "6400101", "6400101")))["sites"]["6400101"] != "silent"
    )
    found = counts(recon.reconcile(sent, frame(*PEOPLE[:3])))
    assert (found["elsewhere"], found["reasons"]) == (0, ["omitted"])


def test_a_file_of_another_unit_is_elsewhere_still() -> None:
    sent = frame(*PEOPLE[:3]).append_column("file", pa.array(["6400101 名单.xlsx"] * 3))
    assert counts(recon.reconcile(sent, placed("6400101", "6400101", "6400102")))["elsewhere"] == 1


def test_the_unit_whose_rows_a_frame_tells_is_not_silent() -> None:
    sent = frame(*PEOPLE[:3]).append_column("file", pa.array([f"{code}.xlsx" for code in SITES]))
    assert set(counts(recon.reconcile(sent, placed(*SITES)))["sites"].values()) == {"clean"}


LONG = PEOPLE[0]["id_card"]
MOMENT = datetime(2018, 8, 31, 16, tzinfo=UTC)
"""Midnight in Shanghai, as a platform that counts in UTC keeps the first of September."""


@pytest.mark.parametrize("scale", [0, 2, 10])
def test_a_decimal_is_the_number_it_means_whatever_its_scale(scale: int) -> None:
    exact = pa.array([Decimal(LONG), Decimal("0.5") if scale else None], pa.decimal128(38, scale))
    assert as_text(exact).to_pylist() == [LONG, "0.5" if scale else ""]
    among = pd.DataFrame({"a": pd.Series([Decimal(f"{LONG}.00"), "x"], dtype=object)})
    assert to_arrow(among)["a"].to_pylist() == [LONG, "x"]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/New_York", "+05:30"])
@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_a_moment_falls_on_the_day_it_has_in_shanghai(zone: str, unit: str) -> None:
    moments = pa.array([MOMENT, None], pa.timestamp("us", "UTC")).cast(pa.timestamp(unit, zone))
    assert as_text(moments).to_pylist() == ["2018-09-01", ""]
    among = pd.DataFrame({"a": pd.Series([pd.Timestamp(MOMENT), "x"], dtype=object)})
    assert to_arrow(among)["a"].to_pylist() == ["2018-09-01", "x"]


def test_for_ever_in_utc_is_no_day_beyond_the_calendar() -> None:
    ever = pa.array([datetime(9999, 12, 31, 23, 59, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    assert as_text(ever).to_pylist() == ["9999-12-31"]


def test_a_moment_without_a_zone_is_the_office_s_own() -> None:
    assert as_text(pa.array([datetime(2018, 8, 31, 16)])).to_pylist() == ["2018-08-31"]  # noqa: DTZ001


KINDS: dict[str, Callable[[pa.Table], Any]] = {
    "arrow": lambda table: table,
    "pandas": pa.Table.to_pandas,
    "polars": pl.from_arrow,
    "duckdb": duckdb.from_arrow,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_capture_of_a_shanghai_morning_is_of_that_day_in_every_kind_of_frame(kind: str) -> None:
    register = pa.table({"学号": [PEOPLE[0]["student_no"]], "采集日期": pa.array([MOMENT])})
    answer = recon.reconcile(
        frame(PEOPLE[0]), KINDS[kind](frame(*PEOPLE)), photos=KINDS[kind](register), engine="duckdb"
    )
    assert answer.students["captured_on"][0].as_py() == "2018-09-01"


def test_a_month_of_pandas_is_read_as_it_shows_and_not_as_it_is_counted() -> None:
    months = pd.DataFrame({"年级": pd.period_range("2018-09", periods=2, freq="M")})
    assert to_arrow(months)["年级"].to_pylist() == ["2018-09", "2018-10"]


@pytest.mark.parametrize("kind", ["batch", "reader"])
def test_what_duckdb_gives_as_arrow_is_a_frame(kind: str) -> None:
    def given(table: pa.Table) -> Any:
        if kind == "batch":
            return table.combine_chunks().to_batches()[0]
        return duckdb.connect().from_arrow(table).arrow()

    sent, official = frame(*PEOPLE[:2]), frame(*PEOPLE)
    answer = recon.reconcile(given(sent), given(official))
    assert isinstance(answer.findings, pa.Table)
    assert answer.findings.to_pylist() == recon.reconcile(sent, official).findings.to_pylist()

"""``recon.reconcile``: frames in, frames of the same kind out, and the command line's answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import duckdb
import narwhals
import narwhals.stable.v2
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import recon
from recon.errors import OptionError
from tests.pipeline.test_parity import FRAMES, PEOPLE, frame
from tests.support.frames import student

if TYPE_CHECKING:
    from pathlib import Path

EXTRACT = frame(*PEOPLE)


def rules(answer: Any) -> list[tuple[str, str]]:
    table = answer.tables["findings"].to_pylist()
    return [(f["rule"], f["field"]) for f in table if f["severity"] in {"error", "warning"}]


@pytest.mark.parametrize(
    ("convert", "kind"),
    [
        (lambda t: t.to_pandas(), pd.DataFrame),
        (pl.from_arrow, pl.DataFrame),
        (lambda t: t, pa.Table),
        (duckdb.from_arrow, duckdb.DuckDBPyRelation),
    ],
    ids=["pandas", "polars", "pyarrow", "duckdb"],
)
def test_the_answer_comes_in_kind(convert: Any, kind: type) -> None:
    answer = recon.reconcile(convert(FRAMES["twice"]), convert(EXTRACT))
    assert isinstance(answer.findings, kind)
    assert isinstance(answer.coverage, kind)
    assert ("OM01", "") in rules(answer)


class Own(pd.DataFrame):
    """A class derived from pandas', as GeoPandas and Pandera have."""


@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize(
    "wrap", [narwhals.from_native, narwhals.stable.v2.from_native, Own], ids=["narwhals", "stable", "derived"]
)
def test_a_frame_in_somebody_s_wrapping_is_answered_as_what_it_holds(wrap: Any) -> None:
    answer = recon.reconcile(wrap(FRAMES["twice"].to_pandas()), [wrap(EXTRACT.to_pandas())])
    assert isinstance(answer.findings, pd.DataFrame)
    assert answer.summary["engine"] == "pandas"


def test_an_interrupted_cell_says_so_whatever_a_library_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> None:
        raise duckdb.InvalidInputException(
            "reading the schema of the Arrow source failed: KeyboardInterrupt: "
        )

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    def busy(*_: object) -> None:
        raise duckdb.ConnectionException("connection is busy with another call")

    monkeypatch.setattr("recon.pipeline.reconciling.judge", asked)
    with pytest.raises(KeyboardInterrupt):
        recon.reconcile(FRAMES["twice"], EXTRACT)
    monkeypatch.setattr("recon.pipeline.reconciling.judge", stopped)
    monkeypatch.setattr("recon.engine.duck.DuckEngine.close", busy)
    with pytest.raises(KeyboardInterrupt):
        recon.reconcile(FRAMES["twice"], EXTRACT)


@pytest.mark.spark
def test_spark_frames_are_answered_with_spark_frames() -> None:
    from pyspark.sql import DataFrame

    from recon.engine.spark import session

    spark = session()
    answer = recon.reconcile(spark.createDataFrame(FRAMES["twice"]), spark.createDataFrame(EXTRACT))
    assert isinstance(answer.findings, DataFrame)
    plain = recon.reconcile(FRAMES["twice"], EXTRACT)
    found = {(row["rule"], row["row"]) for row in answer.findings.collect()}
    assert found == {(row["rule"], row["row"]) for row in plain.findings.to_pylist()} != set()


def test_without_a_campaign_everybody_enrolled_is_due_and_nothing_has_a_date() -> None:
    gone = student(9, status="退学")
    answer = recon.reconcile(frame(*PEOPLE), frame(*PEOPLE, gone))
    (total,) = answer.coverage.to_pylist()
    assert (total["due"], total["submitted"], total["clean"], total["omitted"]) == (4, 4, 4, 0)
    assert answer.summary["as_of"] == ""
    assert rules(answer) == []


def test_a_clean_roster_gives_no_finding_at_all() -> None:
    assert recon.reconcile(frame(*PEOPLE), EXTRACT).findings.num_rows == 0


def test_columns_may_be_codes_and_numbers_are_seen_as_numbers() -> None:
    person = PEOPLE[0]
    roster = pd.DataFrame(
        {"student_no": [int(person["student_no"])], "name": [person["name"]], "id_card": [person["id_card"]]}
    )
    answer = recon.reconcile(roster, EXTRACT)
    assert ("NO04", "student_no") in rules(answer)
    assert answer.findings.set_index("rule").loc["NO04", "trust"] == "safe"


def test_row_file_and_sheet_are_kept_where_they_are_given() -> None:
    roster = FRAMES["strangers"].append_column("file", [["a.xlsx"]]).append_column("row", [[7]])
    findings = recon.reconcile(roster, EXTRACT).findings.to_pylist()
    finding = next(f for f in findings if f["rule"] == "MA01")
    assert (finding["file"], finding["row"]) == ("a.xlsx", 7)


def test_a_finding_is_explained_in_words() -> None:
    answer = recon.reconcile(FRAMES["strangers"], EXTRACT, lang="en")
    unmatched = next(f for f in answer.findings.to_pylist() if f["rule"] == "MA01")
    assert "MA01" in answer.explain(unmatched["finding_id"])
    with pytest.raises(OptionError, match="no finding"):
        answer.explain("0" * 16)


def test_a_frame_that_names_nobody_is_refused_with_a_reason() -> None:
    with pytest.raises(OptionError, match="学号"):
        recon.reconcile(pd.DataFrame({"姓名": ["某"]}), EXTRACT)
    with pytest.raises(OptionError, match="no dataframe"):
        recon.reconcile(object(), EXTRACT)


def test_a_notebook_shows_coverage_and_findings_and_nobody(tmp_path: Path) -> None:
    answer = recon.reconcile(FRAMES["strangers"].to_pandas(), EXTRACT.to_pandas())
    finding = next(f for f in answer.tables["findings"].to_pylist() if f["rule"] == "MA01")
    shown = (
        answer,
        answer.show_coverage("cohort"),
        answer.show_findings(),
        answer.show_findings("MA01", limit=1),
        answer.explain(finding["finding_id"], masked=True),
    )
    for one in shown:
        told = one._repr_mimebundle_()
        assert "<table>" in told["text/html"]
        assert not re.search(r"\d{9,}|某人", "".join(told.values()))
    assert "某人" in answer.show_findings("MA01", masked=False)
    assert ".xlsx" in {path.suffix for path in answer.to_excel(tmp_path)}
    with pytest.raises(OptionError, match="cohort"):
        answer.show_coverage("weather")


def test_an_answer_shown_on_a_terminal_commands_none() -> None:
    hostile = EXTRACT.to_pandas().assign(branch="甲\x1b[2J\u202e<b>")
    shown = recon.reconcile(FRAMES["strangers"].to_pandas(), hostile).show_coverage("branch")
    assert not set(repr(shown) + str(shown)) & {"\x1b", "\u202e"}
    assert "<b>" not in shown.html


def test_what_is_printed_of_a_finding_begins_no_line_and_commands_no_terminal() -> None:
    hostile = PEOPLE[0] | {"name": "甲\x1b[2J\u202e\n建议：通过"}
    answer = recon.reconcile(frame(hostile), EXTRACT)
    finding = next(f for f in answer.findings.to_pylist() if f["rule"] == "DF01")
    for shown in (answer.explain(finding["finding_id"]), answer.show_findings(masked=False)):
        assert not set(f"{shown}") & {"\x1b", "\u202e"}
        assert not any(line.startswith("建议：通过") for line in f"{shown}".splitlines())


def test_what_a_person_ruled_is_kept_in_the_next_answer() -> None:
    wrong = PEOPLE[0] | {"name": "别的名字"}
    roster = frame(wrong, *PEOPLE[1:])
    answer = recon.reconcile(roster, EXTRACT)
    found = next(f for f in answer.findings.to_pylist() if f["field"] == "name" and f["severity"] == "error")
    dismissed = answer.rule(found["finding_id"], "keep", reason="户口本核对")
    again = recon.reconcile(roster, EXTRACT, rulings=[dismissed])
    assert (answer.coverage.to_pylist()[0]["open"], again.coverage.to_pylist()[0]["open"]) == (1, 0)


def test_what_cannot_be_done_is_said_of_the_argument() -> None:
    rows = frame(*PEOPLE)
    answer = recon.reconcile(rows, EXTRACT)
    with pytest.raises(OptionError, match="roster"):
        recon.reconcile([rows], EXTRACT)
    with pytest.raises(OptionError, match="extract"):
        recon.reconcile(rows, object())
    twice = rows.append_column(rows.column_names[-1], rows.column(0))
    for given in (twice, twice.to_pandas()):
        with pytest.raises(OptionError, match=rows.column_names[-1]):
            recon.reconcile(given, EXTRACT)
        with pytest.raises(OptionError, match=rows.column_names[-1]):
            recon.reconcile(rows, given)
    with pytest.raises(OptionError, match="finding_id"):
        answer.explain(3)  # type: ignore[arg-type]
    assert "<table" in answer.show_findings(1).html  # type: ignore[arg-type]


def test_too_little_memory_is_said_in_our_words(tmp_path: Path) -> None:
    rows = [student(n) for n in range(20_000)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "extract.parquet")
    with pytest.raises(OptionError, match=r"^memory .*'1MB'"):
        recon.reconcile(tmp_path / "extract.parquet", tmp_path / "extract.parquet", memory="1MB")

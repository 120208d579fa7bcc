"""An extract that stays where it lies is judged as one that is read into memory."""

from __future__ import annotations

import gc
import tempfile
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import recon
from recon.errors import ExtractError, OptionError
from recon.intake.titles import parts_of
from recon.pipeline.gathering import scanned
from tests.pipeline.test_parity import FRAMES, PEOPLE, TABLES, frame
from tests.support.frames import student

if TYPE_CHECKING:
    from pathlib import Path

FIRST = [*PEOPLE, student(5, name="学生 壬午", level="高起专"), student(6)]
AGAIN = [student(6, name="学生另名"), PEOPLE[1], student(7, cohort="2018年秋")]
NOBODY: dict[str, Any] = {}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files that share two numbers and disagree on a name, with a line that names nobody."""
    paths = [tmp_path / "one.parquet", tmp_path / "two.parquet"]
    for path, lines in zip(paths, ([*FIRST, NOBODY], AGAIN), strict=True):
        pq.write_table(frame(*lines), path)
    return paths


def assert_alike(one: Any, other: Any) -> None:
    for name in TABLES:
        assert one.tables[name].to_pylist() == other.tables[name].to_pylist(), name


@pytest.mark.parametrize("kind", ["twice", "strangers", "wide"])
def test_a_file_is_judged_as_the_frame_it_holds(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "extract.parquet"
    pq.write_table(frame(*FIRST), path)
    assert_alike(recon.reconcile(FRAMES[kind], path), recon.reconcile(FRAMES[kind], frame(*FIRST)))


@pytest.mark.parametrize("blank", [None, "   "])
def test_what_pads_a_column_is_no_part_of_a_record(blank: str | None, tmp_path: Path) -> None:
    path = tmp_path / "extract.parquet"
    bare = frozenset() if blank else {"student_no", "id_card", "name"}
    padded = [
        {name: f" {text}  " if text and name not in bare else text or blank for name, text in one.items()}
        for one in FIRST
    ]
    wide = frame(*padded, {"student_no": blank})
    pq.write_table(wide, path)
    sent, plain = frame(*FIRST[:5]), frame(*FIRST)
    for extract in (path, wide):
        assert_alike(recon.reconcile(sent, extract), recon.reconcile(sent, plain))


def test_numbers_that_stand_twice_are_merged_as_in_a_frame(tmp_path: Path) -> None:
    path, both = tmp_path / "extract.parquet", frame(*FIRST, NOBODY, *AGAIN)
    pq.write_table(both, path)
    lying, held = (recon.reconcile(frame(*FIRST[:5]), extract) for extract in (path, both))
    assert lying.summary["findings"] == held.summary["findings"]
    assert lying.coverage.to_pylist() == held.coverage.to_pylist()
    numbers = [answer.students["student_no"].to_pylist() for answer in (lying, held)]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == len(set(numbers[0])) == 7


def test_the_same_records_given_twice_are_not_said_twice(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "students.parquet" for folder in ("spring", "autumn")]
    for path in paths:
        path.parent.mkdir()
        pq.write_table(frame(*FIRST), path)
    once = recon.reconcile(frame(*FIRST[:5]), frame(*FIRST)).summary["findings"]
    for twice in (paths, [frame(*FIRST)] * 2):
        assert recon.reconcile(frame(*FIRST[:5]), twice).summary["findings"] == once


def test_two_files_that_disagree_on_a_name_are_one_dispute(files: list[Path]) -> None:
    assert recon.reconcile(frame(*FIRST[:5]), files).summary["findings"]["all"]["EX03"] == 1


def test_a_folder_of_files_is_one_extract(files: list[Path]) -> None:
    assert scanned.parquet_files(files[0].parent) == files
    whole, parts = (recon.reconcile(frame(*FIRST[:5]), extract) for extract in (files[0].parent, files))
    assert whole.findings.to_pylist() == parts.findings.to_pylist()


def test_no_file_of_a_folder_is_passed_over_for_what_it_is_called(tmp_path: Path) -> None:
    for name, lines in (("one.parquet", FIRST[:3]), ("two.PARQUET", FIRST[3:4]), ("three", FIRST[4:])):
        pq.write_table(frame(*lines), tmp_path / name)
    (tmp_path / "_SUCCESS").touch()
    sent = frame(*FIRST[:5])
    assert told(recon.reconcile(sent, tmp_path)) == told(recon.reconcile(sent, frame(*FIRST)))


def test_a_roster_folder_of_parquet_and_workbooks_is_read_whole(tmp_path: Path) -> None:
    folder, extract = tmp_path / "rosters", tmp_path / "extract.parquet"
    folder.mkdir()
    frame(*FIRST[:3]).to_pandas().to_excel(folder / "a.xlsx", index=False)
    pq.write_table(frame(*FIRST[3:5]), folder / "b.parquet")
    pq.write_table(frame(*FIRST), extract)
    rows = recon.reconcile(folder, extract).rows
    assert sorted(rows["file"].to_pylist()) == ["a.xlsx"] * 3 + ["b.parquet"] * 2


@pytest.mark.parametrize("aside", ["_补充", "_补充/2018"])
def test_a_workbook_below_a_low_line_is_no_platform_s(aside: str, tmp_path: Path) -> None:
    """The folder was one table of Parquet, and three students were passed over without a word."""
    folder, extract = tmp_path / "rosters", tmp_path / "extract.parquet"
    (folder / aside).mkdir(parents=True)
    frame(*FIRST[:3]).to_pandas().to_excel(folder / aside / "a.xlsx", index=False)
    pq.write_table(frame(*FIRST[3:5]), folder / "b.parquet")
    pq.write_table(frame(*FIRST), extract)
    assert recon.reconcile(folder, extract).rows.num_rows == 5


def test_what_a_platform_keeps_below_a_low_line_is_nobody_s(tmp_path: Path) -> None:
    for name in ("_delta_log/0.json", "_delta_log/0.checkpoint.parquet", "_temporary/0/x", "_SUCCESS"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"{}")
    pq.write_table(frame(*FIRST), tmp_path / "a.parquet")
    assert parts_of(tmp_path) == [tmp_path / "a.parquet"]


def test_an_extract_folder_of_parquet_and_workbooks_is_refused_beside_a_frame_and_read_beside_a_path(
    tmp_path: Path,
) -> None:
    folder, sent = tmp_path / "extracts", tmp_path / "roster.xlsx"
    folder.mkdir()
    frame(*FIRST[:3]).to_pandas().to_excel(folder / "a.xlsx", index=False)
    pq.write_table(frame(*FIRST[3:]), folder / "b.parquet")
    frame(*FIRST[:5]).to_pandas().to_excel(sent, index=False)
    with pytest.raises(OptionError, match="extract"):
        recon.reconcile(frame(*FIRST[:5]), folder)
    assert recon.reconcile(sent, folder).students.num_rows == len(FIRST)


@pytest.mark.parametrize("name", ["b[1].parquet", "b?.parquet", "b*.parquet"])
def test_a_file_is_no_pattern_that_another_one_fits(name: str, tmp_path: Path) -> None:
    pq.write_table(frame(*FIRST), tmp_path / name)
    pq.write_table(frame(*FIRST[:2]), tmp_path / "b1.parquet")
    sent = frame(*FIRST[:5])
    assert_alike(recon.reconcile(sent, tmp_path / name), recon.reconcile(sent, frame(*FIRST)))


def laid_out(table: pa.Table, folder: Path) -> Path:
    """Lay a table out by cohort and level, as platforms do: its files have neither."""
    ds.write_dataset(
        table, folder, format="parquet", partitioning=["年级", "层次"], partitioning_flavor="hive"
    )
    assert not {"年级", "层次"} & {
        name for part in folder.rglob("*.parquet") for name in pq.read_schema(part).names
    }
    return folder


def told(answer: Any) -> set[tuple[str, ...]]:
    names = ("finding_id", "rule", "student_no", "field", "submitted", "official", "trust")
    return set(zip(*(answer.findings[name].to_pylist() for name in names), strict=True))


@pytest.mark.parametrize(
    "engine", ["duckdb", "polars", "pandas", pytest.param("spark", marks=pytest.mark.spark)]
)
def test_what_only_the_folders_of_a_table_tell_is_a_column_of_it(engine: str, tmp_path: Path) -> None:
    sent = frame(student(1, cohort="2019春季"), *FIRST[1:5])
    where = laid_out(frame(*FIRST), tmp_path / "学籍")
    expected = told(recon.reconcile(sent, frame(*FIRST)))
    assert {one[3] for one in expected} >= {"cohort"}
    assert told(recon.reconcile(sent, where, engine=engine)) == expected


def test_folders_tell_columns_of_a_roster_and_of_an_extract_that_is_read_whole(tmp_path: Path) -> None:
    sent, official = laid_out(frame(*FIRST[1:5]), tmp_path / "sent"), frame(*FIRST)
    assert told(recon.reconcile(sent, official)) == told(recon.reconcile(frame(*FIRST[1:5]), official))
    accounts = official.append_column("入学批次", pa.repeat(1.5, len(official)))  # no text: nothing lies here
    whole = laid_out(accounts, tmp_path / "whole")
    assert told(recon.reconcile(frame(*FIRST[1:5]), whole)) == told(
        recon.reconcile(frame(*FIRST[1:5]), official)
    )


def test_a_column_of_the_files_goes_before_what_their_folder_is_called(tmp_path: Path) -> None:
    (tmp_path / "年级=2011春季").mkdir()
    pq.write_table(frame(*FIRST), tmp_path / "年级=2011春季" / "one.parquet")
    sent = frame(*FIRST[1:5])
    assert told(recon.reconcile(sent, tmp_path)) == told(recon.reconcile(sent, frame(*FIRST)))


def test_a_file_without_a_needed_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "thin.parquet"
    pq.write_table(frame(*PEOPLE).drop_columns(["姓名"]), path)
    with pytest.raises(ExtractError, match=r"thin\.parquet"):
        recon.reconcile(frame(*PEOPLE), path)


def test_columns_of_numbers_are_read_whole(tmp_path: Path) -> None:
    """A double cannot be cast where it lies: 18 digits would be lost without a word."""
    path = tmp_path / "floats.parquet"
    table = frame(*PEOPLE)
    pq.write_table(table.set_column(0, "学号", pa.array([float(p["student_no"]) for p in PEOPLE])), path)
    assert recon.reconcile(frame(*PEOPLE), path).summary["coverage"]["submitted"] == len(PEOPLE)


def test_long_tables_are_made_when_asked_for_and_the_engine_goes_with_the_answer(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(kept))
    answer = recon.reconcile(frame(*PEOPLE), files)
    assert set(answer.tables._makers) == {"matches", "students", "rows"}
    assert answer.rows.num_rows == len(PEOPLE)
    assert set(answer.tables._makers) == {"matches", "students"}
    assert list(kept.iterdir())
    del answer
    gc.collect()
    assert not list(kept.iterdir())


@pytest.mark.spark
@pytest.mark.parametrize("how", ["one name twice", "two names that are one to Spark", "cannot be computed"])
def test_a_spark_extract_that_cannot_be_read_is_refused_without_a_word_of_what_stands_in_it(how: str) -> None:
    from pyspark.sql import functions as sf

    from recon.engine.spark import session

    person = student(1)
    columns = {"学号": [person["student_no"]], "姓名": [person["name"]], "学籍状态": ["在籍"]}
    frame = session().createDataFrame(pa.table(columns))
    odd = {
        "one name twice": frame.select("*", "姓名"),
        "two names that are one to Spark": frame.select("*", sf.lit(1).alias("x"), sf.lit(2).alias("X")),
        "cannot be computed": frame.withColumn("姓名", sf.raise_error(sf.col("姓名"))),
    }[how]
    with pytest.raises(OptionError, match="extract cannot be used") as refused:
        recon.reconcile(frame, odd)
    said = str(refused.value)
    assert ("2 columns are called 姓名" if how == "one name twice" else "cannot be read as a table") in said
    assert person["name"] not in said

"""Extracts and registers through one door: whatever kind of file they come in, the same table comes out."""

from __future__ import annotations

import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from recon import intake, normalise
from recon.campaign import Campaign, load
from recon.errors import ExtractError
from recon.intake.grid import FIRST, LONG
from recon.pipeline.gathering.door import tables
from recon.pipeline.gathering.gather import gather
from recon.pipeline.gathering.holdings import official_side, official_tables
from recon.pipeline.inputs import Inputs, Options
from tests.support.papers import dbf, docx, paragraph, tbl, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parents[2] / "sample_data"
HEAD = ["学号", "姓名", "专业层次", "入学年度学期", "培养方案号"]
ROWS = [[f"18649014{n:05}", "王丽", "本科", "2018秋季", "P1"] for n in range(30)]
INPUTS = Inputs(Campaign(id="door"), (), ())


@pytest.fixture(scope="module")
def pool() -> Iterator[intake.Pool]:
    with intake.Pool(INPUTS.campaign.limits, workers=1, roomy=True) as pool:
        yield pool


def csv(folder: Path, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in [HEAD, *ROWS]), encoding="gb18030")
    return path


def parquet(folder: Path) -> Path:
    path = folder / "vaulted"
    pq.write_table(pa.table(dict(zip(HEAD, zip(*ROWS, strict=True), strict=True))), path)
    return path


def packed(folder: Path) -> Path:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(csv(folder), "学生信息_20200501.csv")
        archive.writestr("__MACOSX/._a.csv", b"x")
    return path


def letter(folder: Path) -> Path:
    path = folder / "a.docx"
    path.write_bytes(docx(paragraph("导出时间：2020-05-01") + tbl(*(tr(*row) for row in [HEAD, *ROWS]))))
    return path


@pytest.mark.parametrize("make", [csv, parquet, packed, letter])
def test_the_same_students_come_out(make, tmp_path: Path, pool: intake.Pool) -> None:
    (found,) = tables(make(tmp_path), "--extract", INPUTS, pool)
    assert found.table.select(HEAD[:2]).to_pylist() == [{"学号": r[0], "姓名": r[1]} for r in ROWS]
    said = {packed: ("2020-05-01", "name"), letter: ("2020-05-01", "content")}
    assert found.exported == said.get(make, ("", ""))


def test_a_dbase_extract_s_names_cut_to_five_characters_are_known(tmp_path: Path, pool: intake.Pool) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(dbf([(name[:5], "C", 20) for name in HEAD], ROWS))
    extract = official_tables(replace(INPUTS, extracts=(str(path),)), Options(), pool)
    assert extract.table.num_rows == len(ROWS)
    assert set(extract.table["cohort_raw"].to_pylist()) == {"2018秋季"}


@pytest.fixture(scope="module")
def adult() -> list[list[str]]:
    """The header of the sample's adult extract, and its first lines."""
    book = openpyxl.load_workbook(SAMPLE / "extracts" / "adult_chsi.xlsx")
    values = book.worksheets[0].iter_rows(max_row=400, values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in values]


@pytest.mark.parametrize("make", ["dbf", "docx"])
def test_the_adult_extract_says_the_same_as_a_dbase_table_or_a_document(
    make: str, adult: list[list[str]], tmp_path: Path, pool: intake.Pool
) -> None:
    inputs = replace(INPUTS, campaign=load(SAMPLE / "campaign.toml"))
    plain, path = tmp_path / "a.csv", tmp_path / f"a.{make}"
    plain.write_text("\n".join("\t".join(row) for row in adult), encoding="utf-8")
    columns, rows = [(name, "C", 60) for name in adult[0]], [tr(*map(escape, row)) for row in adult]
    path.write_bytes(dbf(columns, adult[1:]) if make == "dbf" else docx(tbl(*rows)))
    one, other = (
        official_tables(replace(inputs, extracts=(str(given),)), Options(), pool).table.drop_columns("source")
        for given in (plain, path)
    )
    assert other.num_rows > 300
    assert other.equals(one)


@pytest.mark.parametrize("option", ["extracts", "photos"])
def test_a_deleted_record_is_told_beside_the_answer(option: str, tmp_path: Path, pool: intake.Pool) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(dbf([(name[:5], "C", 20) for name in HEAD], ROWS, deleted=(3, 4)))
    given = {"extracts": (str(csv(tmp_path)),)} | {option: (str(path),) if option == "extracts" else (path,)}
    official = official_side(replace(INPUTS, **given), Options(), pool)
    (said,) = (note.zh for note in (*official.extract.notes, *official.notes) if "删除标记" in note.zh)
    assert said.startswith("a.dbf：2 条记录（5–6）")


def test_a_long_text_is_streamed_to_the_same_table(
    tmp_path: Path, pool: intake.Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv(tmp_path, "2020-05-01.csv")
    (laid_out,) = tables(path, "--extract", INPUTS, pool)
    monkeypatch.setattr("recon.intake.bulk.LARGE", 100)
    (streamed,) = tables(path, "--extract", INPUTS, pool)
    assert streamed.table.equals(laid_out.table.drop_columns(["培养方案号"]))
    assert streamed.exported == laid_out.exported == ("2020-05-01", "name")
    assert [found.numbers[:2] for found in tables(path, "--sites", INPUTS, pool)] == [(2, 3)]


def test_what_cannot_be_read_is_to_be_exported_again_not_sent_again(
    tmp_path: Path, pool: intake.Pool
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(ExtractError) as caught:
        list(tables(path, "--extract", INPUTS, pool))
    assert caught.value.say("zh").endswith("请从系统重新导出。")


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_a_column_of_a_parquet_that_is_no_utf_8_is_named(
    kind: pa.DataType, tmp_path: Path, pool: intake.Pool
) -> None:
    """Parquet promises UTF-8; a platform that keeps GBK in it says otherwise, and the bytes are nobody's name."""
    path = parquet(tmp_path)
    table = pq.read_table(path)
    gbk = pa.array([text.encode("gbk") for text in table["姓名"].to_pylist()], pa.binary())
    garbled: pa.Array = pa.Array.from_buffers(pa.string(), len(gbk), gbk.buffers())
    if pa.types.is_dictionary(kind):
        garbled = pa.DictionaryArray.from_arrays(pa.array(range(len(gbk)), pa.int32()), garbled)
    elif pa.types.is_large_string(kind):
        large = gbk.cast(pa.large_binary())
        garbled = pa.Array.from_buffers(kind, len(gbk), large.buffers())
    pq.write_table(table.set_column(1, "姓名", garbled), path)
    with pytest.raises(ExtractError) as caught:
        list(tables(path, "--extract", INPUTS, pool))
    assert "姓名" in caught.value.say("zh")
    assert "UTF-8" in caught.value.say("en")


def test_an_id_that_a_parquet_holds_as_a_floating_number_is_refused_as_in_a_workbook(
    tmp_path: Path, pool: intake.Pool
) -> None:
    path = parquet(tmp_path)
    table = pq.read_table(path)
    ids = pa.array([101010199503050018.0, None, float("nan")] * 10)
    pq.write_table(table.append_column("身份证号", ids), path)
    with pytest.raises(ExtractError) as caught:
        official_tables(Inputs(INPUTS.campaign, (str(path),), ()), Options(), pool)
    assert "身份证号" in caught.value.say("zh")
    pq.write_table(table.append_column("身份证号", pa.array([None, float("nan"), None] * 10)), path)
    found = official_tables(Inputs(INPUTS.campaign, (str(path),), ()), Options(), pool)
    assert set(found.table["id_card_raw"].to_pylist()) == {""}


def test_the_person_tells_the_date_where_no_file_does(tmp_path: Path, pool: intake.Pool) -> None:
    named, plain = csv(tmp_path, "20200501.csv"), csv(tmp_path)
    inputs = Inputs(INPUTS.campaign, (str(named), str(plain)), (), extract_date="2020-05-09")
    origins = official_tables(inputs, Options(), pool).origins
    assert [(o.exported_on, o.exported_by) for o in origins] == [
        ("2020-05-01", "name"),
        ("2020-05-09", "told"),
    ]


def workbook(folder: Path, lines: int) -> Path:
    """A platform's export: a line above the header, gaps, short rows, numbers, texts that Arrow cannot hold."""
    path = folder / "学生信息.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "导出时间：2020-05-01")
        sheet.write_row(2, 0, [*HEAD, "学号", "证件号码"])
        for row in range(3, lines, 2):
            number = 1864901400000 + row
            sheet.write(row, 0, str(number) if row % 4 == 1 else number)
            sheet.write_row(row, 1, ["王丽", "本科", "2018秋季"][: row % 5])
            if row % 7 == 0:
                sheet.write(row, 5, f"备注{row}")
    return path


def test_a_long_workbook_is_carried_by_columns_to_the_same_table(tmp_path: Path, pool: intake.Pool) -> None:
    path = workbook(tmp_path, 2 * LONG + 100)
    (read,) = intake.read_paths([path], pool=pool)
    (long,) = intake.read_paths([path], pool=pool, long=True)
    assert (len(read.sheets[0].rows), len(long.sheets[0].rows)) == (LONG + 51, FIRST)
    assert (long.sheets[0].cells, long.troubles) == (read.sheets[0].cells, read.troubles)
    (laid_out,), (carried,) = normalise.tables(read, INPUTS.campaign), normalise.tables(long, INPUTS.campaign)
    assert carried.table.equals(laid_out.table)
    assert carried.numbers == laid_out.numbers
    assert carried.exported == laid_out.exported == ("2020-05-01", "content")
    assert carried.numbers[:2] == (4, 6)
    (door,) = tables(path, "--extract", INPUTS, pool)
    assert door.table.equals(carried.table)


def test_an_id_number_that_went_through_excel_is_refused_by_its_row(
    tmp_path: Path, pool: intake.Pool
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["学号", "身份证号"])
        for row in range(1, LONG + 10):
            sheet.write_row(row, 0, [f"18649014{row:05}", "101010199001011237"])
        sheet.write(LONG + 3, 1, 101010199001011237)
    with pytest.raises(ExtractError, match=f"row {LONG + 4}"):
        list(tables(path, "--extract", INPUTS, pool))


def test_an_extract_that_cannot_be_used_stops_the_reading_of_rosters(tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 broken")
    rosters = tmp_path / "rosters"
    rosters.mkdir()
    for number in range(40):
        csv(rosters, f"{number}.csv")
    seen: list[tuple[str, int, int]] = []
    options = Options(progress=lambda *step: seen.append(step))
    with pytest.raises(ExtractError):
        gather(Inputs(Campaign(id="door"), (str(tmp_path / "bad.xlsx"),), (rosters,)), options)
    assert seen[0] == ("extract", 1, 1)


def test_progress_is_told_by_the_thread_that_asked(tmp_path: Path) -> None:
    rosters = tmp_path / "rosters"
    rosters.mkdir()
    inputs = Inputs(
        Campaign(id="door"), (str(csv(tmp_path, "a.csv")), str(csv(tmp_path, "b.csv"))), (rosters,)
    )
    csv(rosters, "c.csv")
    threads: set[int] = set()
    gathered = gather(inputs, Options(progress=lambda *_: threads.add(threading.get_ident())))
    assert threads == {threading.get_ident()}
    assert [origin.file for origin in gathered.extract.origins] == ["a.csv", "b.csv"]
    assert [read.file for read in gathered.reads] == ["c.csv"]


@pytest.mark.parametrize("option", ["--extract", "--photos", "--sites"])
def test_a_folder_of_other_files_is_told_to_be_one(option: str, tmp_path: Path, pool: intake.Pool) -> None:
    csv(tmp_path)
    with pytest.raises(ExtractError, match="it is a folder"):
        list(tables(tmp_path, option, INPUTS, pool))

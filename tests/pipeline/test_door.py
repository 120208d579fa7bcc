"""Extracts and registers through one door: whatever kind of file they come in, the same table comes out."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon import intake
from recon.campaign import Campaign
from recon.errors import ExtractError
from recon.pipeline.door import tables
from recon.pipeline.gather import official_tables
from recon.pipeline.inputs import Inputs, Options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@pytest.mark.parametrize("make", [csv, parquet, packed])
def test_the_same_students_come_out(make, tmp_path: Path, pool: intake.Pool) -> None:
    (found,) = tables(make(tmp_path), "--extract", INPUTS, pool)
    assert found.table.select(HEAD[:2]).to_pylist() == [{"学号": r[0], "姓名": r[1]} for r in ROWS]
    assert found.exported == (("2020-05-01", "name") if make is packed else ("", ""))


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


def test_the_person_tells_the_date_where_no_file_does(tmp_path: Path, pool: intake.Pool) -> None:
    named, plain = csv(tmp_path, "20200501.csv"), csv(tmp_path)
    inputs = Inputs(INPUTS.campaign, (str(named), str(plain)), (), extract_date="2020-05-09")
    origins = official_tables(inputs, Options(), pool).origins
    assert [(o.exported_on, o.exported_by) for o in origins] == [
        ("2020-05-01", "name"),
        ("2020-05-09", "told"),
    ]

"""A run on disk: exact, complete, and the same when it is opened again."""

from __future__ import annotations

import csv
import dataclasses
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon import campaign, model
from recon.campaign import Campaign, Limits, PhotoPolicy, Scope, Shooting
from recon.campaign.dump import dumps
from recon.errors import OutputError, WorkspaceError
from recon.export import contract, csvs, open_run, save, write_contract_files
from recon.result import TABLES
from recon.words import Category

FILES = {
    "findings.csv",
    "findings.parquet",
    "matches.parquet",
    "omissions.csv",
    "surplus.csv",
    "coverage.csv",
    "sites.csv",
    "circular.xlsx",
    "record-corrections.xlsx",
    "summary.json",
}
PAYLOADS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "=cmd|'/C calc'!A0", '=DDE("a";"b")',
    '=HYPERLINK("http://example.invalid","x")', "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)",
)  # fmt: skip


def test_a_saved_run_opens_with_the_same_tables_campaign_and_summary(small, tmp_path):
    save(small, tmp_path / "run")
    opened = open_run(tmp_path / "run")
    assert opened.campaign == small.campaign
    assert {name: opened.tables[name].equals(small.tables[name]) for name in TABLES} == dict.fromkeys(
        TABLES, True
    )
    assert opened.summary == {**small.summary, "lang": "zh"}


def test_an_incomplete_run_says_so(small, tmp_path):
    save(small, tmp_path / "run")
    (tmp_path / "run" / "rows.parquet").unlink()
    with pytest.raises(WorkspaceError, match="run again"):
        open_run(tmp_path / "run")


FULL = Campaign(
    id="x-2021",
    title='某省\n\x7f"图像\\采集',
    year=2021,
    mode="capture-code",
    deadline=date(2021, 6, 10),
    as_of=date(2021, 6, 1),
    mend_days=0,
    province_code="640",
    lang="en",
    scope={Category.ADULT: Scope(("2019级",), ("专科",), ("在籍", "休学"), "51383", {"某 站": "6400101"})},
    earlier="due",
    reshoot="no",
    photo=PhotoPolicy(validity_months=6, pixels=(1, 2), named_by="id_card"),
    batches={"202101": date(2020, 12, 31)},
    cohort_batches={"2018秋季": "202101"},
    shooting=(Shooting("6400101", (date(2021, 6, 20),), ("6400101",)), Shooting("空")),
    headers={"name": ("姓 名", 'a"b\\c')},
    vocabulary={"level": {"高起专 ": "专科"}, "sex": {"M": "男"}},
    limits=Limits(ratio=7, seconds=1.5),
    rules={"DF09": "off"},
    templates={"open_title": "附表"},
    contacts={"学籍科": "示例"},
)


def test_every_part_of_a_campaign_survives_its_file():
    plain = Campaign(id="")
    assert not [
        one.name for one in dataclasses.fields(FULL) if getattr(FULL, one.name) == getattr(plain, one.name)
    ]
    assert campaign.loads(dumps(FULL)) == FULL


def test_a_campaign_of_defaults_survives_its_file():
    assert campaign.loads(dumps(Campaign(id="x"))) == Campaign(id="x")


def test_the_contract_files_are_there_and_named_in_the_summary(small, tmp_path):
    written = write_contract_files(small, tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert names == set(json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["outputs"])
    assert {name for name in names if "/" not in name} == FILES
    assert sum(name.startswith("corrected/") for name in names) == 3
    assert sum(name.startswith("returned/") for name in names) == 1
    assert set(written.paths) == {tmp_path / name for name in names}


def test_the_csv_has_the_contracts_columns_and_plain_truth_values(small, tmp_path):
    write_contract_files(small, tmp_path)
    raw = (tmp_path / "findings.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert tuple(lines[0]) == model.FINDING_COLUMNS
    assert {line["charged"] for line in lines} == {"true", "false"}
    assert pq.read_schema(tmp_path / "findings.parquet").names == list(model.FINDINGS.names)


def test_a_cell_that_would_start_a_formula_gets_an_apostrophe_in_csv_and_only_there(run, tmp_path):
    for text in PAYLOADS:
        run.add("surplus", name=text, branch=f"x{text}")
    result = run.result()
    write_contract_files(result, tmp_path)
    with (tmp_path / "surplus.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["name"] for line in lines] == [f"'{text}" for text in PAYLOADS]
    assert [line["branch"] for line in lines] == [f"x{text}" for text in PAYLOADS]
    save(result, tmp_path / "run")
    assert open_run(tmp_path / "run").surplus["name"].to_pylist() == list(PAYLOADS)


def test_a_table_whose_first_part_is_empty_is_written_whole_and_nothing_else(tmp_path):
    told = pa.table({"rule": ["OM01", "OM02"], "message": ["一、二", ""]})
    parts = pa.concat_tables([told.schema.empty_table(), told[:1], told.schema.empty_table(), told[1:]])
    assert csvs.write(parts, tmp_path / "parts.csv").read_bytes() == (
        csvs.BOM + 'rule,message\n"OM01","一、二"\n"OM02",""\n'.encode()
    )
    assert csvs.write(parts[:0], tmp_path / "none.csv").read_bytes() == csvs.BOM + b"rule,message\n"


def test_no_value_is_a_sentinel(run, tmp_path):
    words = ["null", "NA", "nan", "None", "那", "", '"', "a,b", "a\nb", "0012"]
    for word in words:
        run.add("surplus", name=word)
    write_contract_files(run.result(), tmp_path)
    with (tmp_path / "surplus.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [line["name"] for line in csv.DictReader(file)] == words


def test_above_the_limit_the_findings_csv_is_left_out_and_that_is_said(small, tmp_path, monkeypatch):
    monkeypatch.setattr(contract, "MOST_CSV_ROWS", 2)
    written = write_contract_files(small, tmp_path)
    assert not (tmp_path / "findings.csv").exists()
    assert (tmp_path / "findings.parquet").exists()
    assert "findings.parquet" in written.notes[0]
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["notes"] == list(written.notes)


def test_a_second_run_removes_what_the_first_wrote_and_nothing_else(small, run, tmp_path):
    write_contract_files(small, tmp_path)
    mine = tmp_path / "corrected" / "mine.xlsx"
    mine.write_bytes(b"x")
    write_contract_files(run.result(), tmp_path)
    assert [path.name for path in (tmp_path / "corrected").iterdir()] == ["mine.xlsx"]


def test_equal_results_give_equal_bytes(small, tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    for out in (first, second):
        write_contract_files(small, out)
    for path in first.rglob("*.*"):
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes(), path.name


def test_an_output_folder_that_is_a_file_is_refused_in_words(small, tmp_path):
    (tmp_path / "out").write_bytes(b"x")
    with pytest.raises(OutputError) as caught:
        write_contract_files(small, tmp_path / "out")
    assert "请换一个有写入权限的文件夹" in caught.value.say("zh")


def test_a_full_disk_leaves_the_old_files_and_no_trace(small, run, tmp_path, monkeypatch):
    write_contract_files(small, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(contract.records, "build", full)
    with pytest.raises(OutputError, match="No space left"):
        write_contract_files(run.result(), tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert not list(tmp_path.glob(".recon-*"))


def test_a_file_with_nobody_in_it_goes_back_too(run, tmp_path):
    """Its unit has no live row: it was read, and there was no student in it (FI07)."""
    run.row(name="示例甲", student_no="1864001400001")
    for unit, rule in (("6400102", "FI07"), ("6400103", "")):
        run.add("files", unit=unit, file=f"{unit}.xlsx", verdict="read", rows=0)
        if rule:
            run.finding(rule, unit=unit, file=f"{unit}.xlsx", trust="ask-site")
    write_contract_files(run.result(), tmp_path / "out")
    returned = [path.name for path in (tmp_path / "out" / "returned").iterdir()]
    assert len(returned) == 1
    assert "6400102" in returned[0]

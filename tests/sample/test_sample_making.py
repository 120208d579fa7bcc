"""Making a sample: the same bytes, in a folder of its own, of any size."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recon.campaign import load
from recon.errors import OptionError, OutputError
from recon.sample import make
from recon.words import Category

SHIPPED = Path(__file__).parents[2] / "sample_data"
SMALL = {"seed": 7, "site_count": 6, "student_count": 400}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_the_same_bytes_in_another_process_zone_locale_and_hash_seed(made, tmp_path):
    make_it = "from recon.sample import make; make(Path(sys.argv[1]), **eval(sys.argv[2]))"
    code = f"import sys; from pathlib import Path; {make_it}"
    other = {"PYTHONHASHSEED": "12345", "TZ": "America/New_York", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), repr(SMALL)],
        env={**os.environ, **other},
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert tree(tmp_path) == tree(made.folder)


def test_another_seed_is_another_province(made, tmp_path):
    make(tmp_path, **{**SMALL, "seed": 8})
    there, here = tree(tmp_path), tree(made.folder)
    assert there["extracts/open_students.xlsx"] != here["extracts/open_students.xlsx"]


def test_made_again_nothing_of_the_former_rosters_stays(tmp_path):
    make(tmp_path, site_count=6, student_count=60)
    make(tmp_path, site_count=2, student_count=20)
    files = json.loads((tmp_path / "expected.json").read_text(encoding="utf-8"))["files"]
    listed = {file["file"] for file in files}
    assert {p.relative_to(tmp_path / "rosters").as_posix() for p in tmp_path.glob("rosters/*/*")} == listed


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "letter.docx").write_bytes(b"mine")
    with pytest.raises(OutputError):
        make(tmp_path, site_count=2, student_count=20)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.docx"]


@pytest.mark.parametrize("wrong", [{"site_count": 0}, {"site_count": 401}, {"student_count": 0}])
def test_a_size_that_cannot_be_made_is_refused(wrong, tmp_path):
    with pytest.raises(OptionError):
        make(tmp_path, **wrong)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("site_count", [1, 2, 3, 10])
@pytest.mark.parametrize("spoiled", [True, False])
def test_small_campaigns_can_be_made(site_count, spoiled, tmp_path):
    make(tmp_path, site_count=site_count, student_count=40, spoiled=spoiled)
    assert list(tmp_path.glob("rosters/*/*"))


def test_the_campaign_file_is_the_one_of_2020(made):
    campaign = load(made.folder / "campaign.toml")
    opened, adult = campaign.scope[Category.OPEN], campaign.scope[Category.ADULT]
    assert (opened.cohorts, opened.levels, opened.institution_code) == (
        ("2018秋季", "2019春季"),
        ("专科", "本科"),
        "51161",
    )
    assert (adult.cohorts, adult.levels, adult.institution_code) == (("2019级",), ("专科",), "51383")
    assert str(campaign.deadline) == "2020-06-10"
    assert set(campaign.cohort_batches.values()) <= set(campaign.batches)
    assert set(adult.sites.values()) <= {row["site_code"] for row in site_list(made)}


def test_every_site_is_shot_somewhere_and_reports_to_somebody_listed(made):
    served = [code for point in load(made.folder / "campaign.toml").shooting for code in point.serves]
    listed = {row["site_code"] for row in site_list(made)}
    assert sorted(served) == sorted(code for code in listed if len(code) == 7)
    assert {row["reports_through"] for row in site_list(made)} - {""} <= listed


def site_list(made) -> list[dict[str, str]]:
    with (made.folder / "sites.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_shipped_sample_is_small_and_about_8000_are_due_of_40000():
    assert sum(len(content) for content in tree(SHIPPED).values()) <= 12_000_000
    totals = json.loads((SHIPPED / "expected.json").read_text(encoding="utf-8"))["totals"]["after"]
    assert 7_800 <= totals["due"] <= 8_200


@pytest.mark.nightly
def test_the_shipped_sample_is_what_the_generator_makes(tmp_path):
    make(tmp_path)
    assert tree(tmp_path) == tree(SHIPPED)

"""An answer on an omission list excuses a student of the site that gives it, in this campaign, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon import marks
from recon.pipeline import Inputs, Options, run
from tests.support.clerk import CAMPAIGN, people

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "学号,姓名,性别,身份证号,层次,专业,年级,学籍状态,学习中心代码,学习中心"
FIELDS = ("student_no", "name", "sex", "id_card", "level", "major", "cohort")
STUDENT = people(1)[0]
HOME, OTHER, ABOVE = "6490102", "6490201", "64901"


def told(folder: Path, unit: str, campaign: str = CAMPAIGN.id) -> tuple[int, int, list[str]]:
    """Return how many are excused and omitted, and what FI12 says, where a unit's list answers 放弃 for one student."""
    row = ",".join(STUDENT[field] for field in FIELDS)
    another = "1864901499999,甲某某,男,,专科,会计学,2018秋季"
    official = [HEAD, f"{row},在籍,{HOME},云溪教学点", f"{another},在籍,{OTHER},白滩教学点"]
    (folder / "extract.csv").write_text("\n".join(official), encoding="utf-8")
    mark = marks.mark(marks.MARK_OMISSIONS, campaign, unit, "open")
    sheet = [mark, "学号,姓名,补报,缓拍,放弃,失联,已转出,说明", f"{STUDENT['student_no']},某,,,√,,,"]
    (folder / "rosters").mkdir()
    (folder / "rosters" / "answers.csv").write_text("\n".join(sheet), encoding="utf-8")
    found = run(Inputs(CAMPAIGN, (str(folder / "extract.csv"),), (folder / "rosters",)), Options(lang="en"))
    coverage = found.summary["coverage"]
    said = [line["message"] for line in found.findings.to_pylist() if line["rule"] == "FI12"]
    return coverage["excused"], coverage["omitted"], said


@pytest.mark.parametrize("unit", [HOME, ABOVE])
def test_the_students_own_site_and_who_reports_for_it_answer_for_them(unit: str, tmp_path: Path) -> None:
    assert told(tmp_path, unit) == (1, 1, [])


@pytest.mark.parametrize("unit", [OTHER, "6499999", ""])
def test_another_site_or_nobody_known_excuses_nobody_and_is_told(unit: str, tmp_path: Path) -> None:
    """A list that was sent under another site's mark took its students off the list of omissions, unsaid."""
    excused, omitted, said = told(tmp_path, unit)
    assert (excused, omitted) == (0, 2)
    assert len(said) == 1
    assert "another unit" in said[0]


def test_last_years_list_excuses_nobody_and_is_told(tmp_path: Path) -> None:
    """Who was put off a year ago stands on a list that still lies in the folder."""
    excused, omitted, said = told(tmp_path, HOME, "last-year")
    assert (excused, omitted) == (0, 2)
    assert len(said) == 1
    assert "another campaign" in said[0]

"""A finding's explanation says whom it is about and whose they are, whatever the rule; masked where that is asked."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import recon
from recon import fields
from recon.errors import OptionError
from recon.model import FINDINGS, Site
from recon.values.masking import mask_name, mask_number
from tests.support.frames import identity, student

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

REGISTER = {"branch_code": "分校代码", "site_code": "教学点代码", "status": "学籍状态"}
HOME = Site("6400101", "第一教学点", "64001", "第一分校")
OMITTED, SWAPPED, CLEAN = (student(n) for n in (1, 2, 3))
STRANGER = student(77777, name="某某人", id_card=identity(901, born="19600101"))
CASES = [("OM01", OMITTED), ("MA03", SWAPPED), ("MA01", STRANGER)]


def frame(*lines: dict[str, str], **more: list[Any]) -> pa.Table:
    """Return these people under the titles of an extract; ``more`` are further columns."""
    codes = ("student_no", "name", "id_card", "sex", "level", "major", "cohort", "branch", "site", *REGISTER)
    titles = {code: REGISTER.get(code) or fields.BY_CODE[code].title.zh for code in codes}
    columns = {title: pa.array([line.get(code, "") for line in lines]) for code, title in titles.items()}
    return pa.table(columns | {name: pa.array(values) for name, values in more.items()})


def judged(lang: str = "zh") -> Answer:
    wrong = SWAPPED | {"id_card": identity(902, born="19600101")}
    sent = frame(wrong, CLEAN, STRANGER, file=["第一教学点.xlsx"] * 3, row=[5, 6, 7])
    # What an extract tells of an enrolment is no column of a roster.
    sent = sent.drop([*REGISTER.values()])
    sites = pa.Table.from_pylist([{k: v for k, v in asdict(HOME).items() if v}])
    return recon.reconcile(sent, frame(OMITTED, SWAPPED, CLEAN), sites=sites, lang=lang)


def test_whoever_gives_a_whole_finding_is_told_so_and_nothing_of_it() -> None:
    answer = judged("en")
    line = answer.tables["findings"].to_pylist()[0]
    for given in (line, pa.Table.from_pylist([line]), None):
        with pytest.raises(OptionError, match=f"finding_id .*{type(given).__name__} was given") as refused:
            answer.explain(given)  # type: ignore[arg-type]
        assert line["student_no"] not in str(refused.value)
    assert answer.explain(answer.tables["findings"]["finding_id"][0]) == answer.explain(line["finding_id"])


def found(answer: Answer, rule: str) -> str:
    lines = answer.tables["findings"].to_pylist()
    return next(line["finding_id"] for line in lines if line["rule"] == rule)


@pytest.mark.parametrize(("rule", "who"), CASES, ids=lambda case: case if isinstance(case, str) else "")
def test_an_explanation_says_who_is_meant_and_whose_they_are(rule: str, who: dict[str, str]) -> None:
    answer = judged()
    told = answer.explain(found(answer, rule)).splitlines()
    assert f"学生：{who['name']} {who['student_no']}" in told
    assert "单位：第一教学点（6400101），第一分校" in told


@pytest.mark.parametrize(("rule", "who"), CASES, ids=lambda case: case if isinstance(case, str) else "")
def test_masked_it_says_so_of_nobody(rule: str, who: dict[str, str]) -> None:
    answer = judged("en")
    shown = answer.explain(found(answer, rule), masked=True)
    assert f"Student: {mask_name(who['name'])} {mask_number(who['student_no'])}" in shown.splitlines()
    assert "Unit: 第一教学点 (6400101), 第一分校" in shown.splitlines()
    for text in (shown, shown.html):
        assert not any(who[code] in text for code in ("name", "student_no", "id_card"))


def test_a_finding_about_no_single_cell_names_its_row() -> None:
    answer = judged()
    assert "位置：第一教学点.xlsx 第 7 行" in answer.explain(found(answer, "MA01"))
    assert "第一教学点.xlsx 第 7 行" in answer.show_findings("MA01")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({}, ""),
        ({"site_code": "?"}, "单位：单位不明"),
        ({"site_code": "64001", "site_name": "第一分校", "branch": "第一分校"}, "单位：第一分校（64001）"),
        ({"site_code": "第一教学点", "site_name": "第一教学点"}, "单位：第一教学点"),
        ({"branch": "第一分校"}, "单位：第一分校"),
    ],
)
def test_a_unit_is_told_as_far_as_it_is_known(place: dict[str, str], said: str) -> None:
    from recon.pipeline.answers.shown import explanation

    blank = dict.fromkeys(FINDINGS.names, "") | {"row": 0, "rule": "FI01", "message": "x"}
    lines = explanation(blank | place, "zh").splitlines()
    assert lines == [line for line in (said, "问题：FI01 x") if line]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "建议：（退回教学点）"), ("en", "Proposal: (Back to the site)")]
)
def test_what_happens_to_a_proposal_is_said_in_words(lang: str, said: str) -> None:
    answer = judged(lang)
    assert said in answer.explain(found(answer, "MA01")).splitlines()


@pytest.mark.parametrize(
    ("lang", "head", "status"), [("zh", "学号", "学籍状态"), ("en", "Student number", "Status")]
)
def test_a_column_is_called_by_its_title(lang: str, head: str, status: str) -> None:
    answer = recon.reconcile(frame(CLEAN), frame(CLEAN).drop(["学籍状态"]), lang=lang)
    assert head in answer.show_findings().splitlines()[1].split("\t")
    assert status in answer.summary["not_asked"]["SC03"]

"""A frame's columns are optional; what it lacks and what nobody reads is said, by the columns' names alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import recon
from recon import export, fields
from recon.campaign import Campaign
from recon.pipeline.gathering.columns import columns_of
from recon.words import LANGS
from tests.pipeline.test_parity import PEOPLE, frame
from tests.support.frames import identity, student

if TYPE_CHECKING:
    from pathlib import Path

    from recon.words import Lang

EXTRACT = frame(*PEOPLE)
WRONG = pa.table(
    {
        "学号": [PEOPLE[0]["student_no"]],
        "nm": ["某某人"],
        "身份证号": [PEOPLE[0]["id_card"]],
        "2018649010001": ["x"],
        "id_card": ["y"],
        "序号": [1],
        "file": ["a.xlsx"],
    }
)


@pytest.mark.parametrize(
    ("lang", "absent"), [("zh", "未核对：院校代码、姓名、性别、"), ("en", "Name, Sex, ")]
)
def test_a_name_that_was_never_compared_is_said_wherever_the_answer_is_shown(lang: Lang, absent: str) -> None:
    answer = recon.reconcile(WRONG, EXTRACT, lang=lang)
    assert answer.summary["coverage"]["clean"] == 1
    lacking, unknown, second = answer.summary["notes"]
    assert absent in lacking
    assert "nm" in unknown
    assert "id_card" in second
    told = answer._repr_mimebundle_()
    for shown in (told["text/plain"], repr(answer), told["text/html"].replace("&#x27;", "'")):
        assert all(note in shown for note in answer.summary["notes"])
    assert "“姓名”" in answer.summary["not_asked"]["DF01"] or lang == "en"
    assert answer.summary["not_asked"]["NA01"] == answer.summary["not_asked"]["DF01"]
    keys = [PEOPLE[0][code] for code in ("student_no", "id_card", "name")]
    for text in (repr(answer), json.dumps(answer.summary, ensure_ascii=False)):
        assert not any(word in text for word in ("某某人", "2018649010001", "序号", *keys))


@pytest.mark.parametrize(("lang", "word"), [("zh", "核对结果：应报 4，"), ("en", "recon result: Due 4, ")])
def test_the_totals_are_said_in_the_answers_language(lang: Lang, word: str) -> None:
    assert word in repr(recon.reconcile(WRONG, EXTRACT, lang=lang))


@pytest.mark.parametrize("code", ["name", "id_card", "student_no", "level", "cohort"])
def test_a_rule_said_to_be_unasked_has_found_nothing_and_no_other_was_silenced(code: str) -> None:
    rows = frame(
        *(person | {"name": "某某人", "level": "x", "cohort": "x", "id_card": "1"} for person in PEOPLE)
    )
    lean = rows.drop([fields.BY_CODE[code].title.zh])
    told, full = (recon.reconcile(one, EXTRACT) for one in (lean, rows))
    silent = told.summary["not_asked"].keys() - full.summary["not_asked"].keys()
    assert silent
    assert silent.isdisjoint(told.findings["rule"].to_pylist())
    assert not full.summary["not_asked"].keys() & set(full.findings["rule"].to_pylist())


def test_columns_of_every_kind_are_told_apart() -> None:
    names = ["序号", "file", "学号", "student_no", "name", "name_type", "sex_type", "教学点代码", "nm"]
    names += ["__index_level_0__"]
    found = columns_of(names, Campaign(id="x", headers={"name": ("nm",)}))
    assert dict(found.named) == {"student_no": "学号", "name": "name"}
    assert found.second == ("student_no", "nm")
    assert found.unknown == ("sex_type", "教学点代码")
    assert found.absent == set(fields.CODES) - {"student_no", "name"}


@pytest.mark.parametrize("lang", LANGS)
def test_a_roster_with_every_column_has_nothing_to_be_said_of_it(lang: Lang) -> None:
    person = {code: student(1).get(code, "64100") for code in fields.CODES}
    answer = recon.reconcile(pa.Table.from_pylist([person]), EXTRACT, lang=lang)
    assert answer.summary["notes"] == []
    assert "\n" not in repr(answer)


def test_what_is_written_keeps_the_notes(tmp_path: Path) -> None:
    answer: Any = recon.reconcile(WRONG, EXTRACT).whole()
    export.write_contract_files(answer, tmp_path)
    assert json.loads((tmp_path / "summary.json").read_text("utf-8"))["notes"][:3] == answer.summary["notes"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"学号": "1999001211111"}, "The student number is not in "),
        ({"学号": "1999001211111", "身份证号": ""}, "The student number is not in "),
        ({"学号": "", "身份证号": identity(901)}, "The ID is not in "),
        (
            {"学号": "1999001211111", "身份证号": identity(901)},
            "Neither the student number nor the ID is in ",
        ),
        ({"学号": " "}, "There is no student number and no ID "),
    ],
)
def test_a_stranger_is_told_by_what_the_row_gives(given: dict[str, str], said: str) -> None:
    roster = pa.Table.from_pylist([{"姓名": "某某人"} | given])
    found = recon.reconcile(roster, EXTRACT, lang="en").tables["findings"].to_pylist()
    (stranger,) = [line for line in found if line["rule"] == "MA01"]
    assert stranger["message"].startswith(said)

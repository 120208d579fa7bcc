"""From a wrong ID in the record to the extract that agrees: what a correct-record ruling does to the whole answer."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import recon
from recon.errors import OptionError
from recon.export import build
from tests.pipeline.test_parity import PEOPLE, frame

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

RIGHT = PEOPLE[0]["id_card"]
WRONG = f"{RIGHT[:-2]}{(int(RIGHT[-2]) + 1) % 10}{RIGHT[-1]}"
ROSTER = frame(*PEOPLE)
EXTRACT = frame(PEOPLE[0] | {"id_card": WRONG}, *PEOPLE[1:])
WHY = "身份证复印件与名单一致"


def told(answer: Answer) -> list[dict[str, Any]]:
    return [line for line in answer.tables["findings"].to_pylist() if line["field"] == "id_card"]


def listed(answer: Answer) -> list[tuple[Any, ...]]:
    _, data = build("record-corrections", answer)
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    return [line[5:10] for line in sheet.iter_rows(min_row=5, values_only=True)]


@pytest.fixture(scope="module")
def before() -> Answer:
    return recon.reconcile(ROSTER, frame(PEOPLE[0] | {"name": PEOPLE[0]["name"] + "錡"}, *PEOPLE[1:]))


def test_the_whole_answer_follows_a_ruling(before: Answer) -> None:
    (wrong,) = [line for line in before.tables["findings"].to_pylist() if line["rule"] == "DF01"]
    ruling = before.rule(wrong["finding_id"], "correct-record", reason=WHY)
    extract = frame(PEOPLE[0] | {"name": PEOPLE[0]["name"] + "錡"}, *PEOPLE[1:])
    after = recon.reconcile(ROSTER, extract, rulings=[ruling])
    coverage = after.summary["coverage"]
    assert coverage["held"] == before.summary["coverage"]["held"] + 1
    assert coverage["submitted"] == coverage["clean"] + coverage["open"] + coverage["held"]
    (found,) = [line for line in after.tables["findings"].to_pylist() if line["rule"] == "DF01"]
    assert (found["trust"], found["charged"], found["open"]) == ("authority", False, True)
    assert listed(after) == [
        ("姓名", wrong["official"], wrong["submitted"], listed(after)[0][3], wrong["submitted"])
    ]
    mended = recon.reconcile(ROSTER, ROSTER, rulings=[ruling])
    assert mended.summary["coverage"]["held"] == 0
    assert not [line for line in mended.tables["findings"].to_pylist() if line["rule"] == "DF01"]


def test_a_record_that_looks_wrong_by_itself_is_on_the_list_without_a_ruling() -> None:
    answer = recon.reconcile(ROSTER, EXTRACT)
    assert {line["trust"] for line in told(answer)} == {"authority"}
    assert [(line[0], line[4]) for line in listed(answer)] == [("身份证号", None)]


def test_a_reason_is_needed(before: Answer) -> None:
    (wrong,) = [line for line in before.tables["findings"].to_pylist() if line["rule"] == "DF01"]
    with pytest.raises(OptionError):
        before.rule(wrong["finding_id"], "correct-record")


def test_what_can_be_nobodys_id_is_refused_at_once() -> None:
    answer = recon.reconcile(frame(PEOPLE[0] | {"id_card": RIGHT[:-1]}, *PEOPLE[1:]), ROSTER)
    (differs,) = [line for line in told(answer) if line["rule"] == "MA03"]
    assert "ID05" in {line["rule"] for line in told(answer)}
    with pytest.raises(OptionError) as caught:
        answer.rule(differs["finding_id"], "correct-record", reason=WHY)
    assert "wrong by itself" in caught.value.say("en")

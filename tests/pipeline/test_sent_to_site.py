"""A proposal of one click that the registrar sends back: the whole answer asks the site for it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import recon
from recon.export import corrected, returned
from recon.export.view import View
from tests.pipeline.test_parity import PEOPLE, frame

if TYPE_CHECKING:
    from recon.pipeline.answers.answer import Answer

RIGHT = PEOPLE[0]["id_card"]
ROSTER = frame(PEOPLE[0] | {"id_card": f"{RIGHT[:-2]}{(int(RIGHT[-2]) + 1) % 10}{RIGHT[-1]}"}, *PEOPLE[1:])
EXTRACT = frame(*PEOPLE)


def found(answer: Answer) -> list[dict[str, Any]]:
    return [line for line in answer.tables["findings"].to_pylist() if line["field"] == "id_card"]


def cells(data: bytes | None, name: str) -> str:
    assert data is not None
    sheet = openpyxl.load_workbook(BytesIO(data))[name]
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.fixture(scope="module")
def before() -> Answer:
    return recon.reconcile(ROSTER, EXTRACT)


@pytest.mark.parametrize("rule", ["MA03", "DF03", "ID07"])
def test_the_site_is_asked_whichever_finding_of_the_mistake_was_sent_back(before: Answer, rule: str) -> None:
    assert {line["trust"] for line in found(before)} == {"confirm"}
    unit = found(before)[0]["unit"]
    view = View(before)
    assert returned.build(view, unit, "open") is None
    (one,) = [line for line in found(before) if line["rule"] == rule]
    after = recon.reconcile(ROSTER, EXTRACT, rulings=[before.rule(one["finding_id"], "send-to-site")])
    assert [(line["trust"], line["open"]) for line in found(after)] == [("ask-site", True)] * 3
    assert after.summary["findings"]["by_trust"]["charged"] == {"ask-site": 1}
    assert after.summary["coverage"] == before.summary["coverage"]
    view = View(after)
    assert returned.to_mend(view, unit) == 1
    sheet = cells(returned.build(view, unit, "open"), "退回清单")
    assert "行中有 1 行需要修改" in sheet
    assert "学籍科正在核定" not in sheet
    assert "学籍科正在核定" not in cells(corrected.build(view, unit, "open"), "待处理")


def test_what_is_taken_back_waits_for_a_click_again(before: Answer) -> None:
    again = recon.reconcile(ROSTER, EXTRACT, rulings=[])
    assert found(again) == found(before)

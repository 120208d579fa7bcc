"""Plain rows are not looked at one by one: whatever they and their neighbours say, the answer is as if they were."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import recon
from recon import normalise
from recon.campaign import Campaign, Scope
from recon.pipeline.rows import matching
from recon.sample import make
from recon.words import Category
from tests.pipeline.test_parity import TABLES
from tests.story.conftest import told
from tests.support.frames import identity, student

if TYPE_CHECKING:
    from pathlib import Path

    from recon.pipeline.answers.answer import Answer
    from recon.pipeline.rows.matching import Keyed

PEOPLE = 120
LEVELS = ("专科", "本科")
COLUMNS = (
    "student_no",
    "name",
    "sex",
    "id_card",
    "level",
    "major",
    "cohort",
    "study_form",
    "class_name",
    "branch",
    "site",
)
CAMPAIGN = Campaign(
    id="plain",
    year=2020,
    scope={
        Category.OPEN: Scope(cohorts=("2018秋季", "2019春季"), levels=("专科",), institution_code="64100")
    },
)


def spoiled(r: random.Random, row: dict[str, Any]) -> dict[str, Any]:
    """Return the row with one mistake, or with another way of writing what is right."""
    digit, name = r.choice("0123456789"), row["name"]
    changes: tuple[dict[str, str], ...] = (
        {"name": f"{name[:1]}　{name[1:]}"},
        {"name": "#REF!"},
        {"name": "某人", "id_card": identity(901, born="19600101")},
        {"id_card": row["id_card"][:-1] + digit},
        {"id_card": ""},
        {"student_no": row["student_no"][:-1] + digit},
        {"student_no": ""},
        {"level": "本科"},
        {"cohort": "18秋"},
        {"cohort": "2017秋季"},
        {"major": " 会计"},
        {"major": ""},
        {"sex": "女"},
        {"sex": "M"},
        {"site": "第二教学点"},
    )
    return row | r.choice(changes)


def nation(seed: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return records with gaps of their own, and rows of them of which about one in six is spoiled."""
    r = random.Random(seed)
    people = []
    for n in range(1, PEOPLE):
        person = student(n, site_code=f"640010{n % 3 + 1}", site=f"第{n % 3 + 1}教学点")
        odd: tuple[dict[str, str], ...] = (
            {"status": "毕业"},
            {"level": "本科"},
            {"cohort": "2016春季"},
            {"sex": ""},
            {"sex": "女"},
            {"id_card": person["id_card"][:-1] + "X"},
            {"major": "未知专业"},
            {"name": person["name"] + " "},
            {"cohort": "2018.9"},
        )
        person |= r.choice(odd) if r.random() < 1 / 4 else {}
        people.append(person)
    rows = []
    for person in people:
        row = {code: person[code] for code in COLUMNS} | {"file": f"{person['site_code']}.xlsx", "sheet": "1"}
        row = spoiled(r, row) if r.random() < 1 / 6 else row
        rows += [row] * r.choices((0, 1, 2), (1, 12, 1))[0]
    return people, rows


def judged(
    people: list[dict[str, Any]], rows: list[dict[str, Any]], without: tuple[str, ...] = (), **more: Any
) -> Answer:
    extract = pa.Table.from_pylist(
        [{k: v for k, v in p.items() if k not in ("category", "source", "exam_no", *without)} for p in people]
    )
    return recon.reconcile(pa.Table.from_pylist([row | more for row in rows]), extract, CAMPAIGN)


def whole(answer: Answer) -> dict[str, list[dict[str, Any]]]:
    return {name: answer.tables[name].to_pylist() for name in TABLES}


CASES: dict[str, dict[str, Any]] = {
    "the right code": {"institution_code": "64100"},
    "a code that is wrong everywhere": {"institution_code": "99999"},
    "numbers in every cell of a column": {"cohort_type": "number"},
    "keys that are numbers": {"student_no_type": "number"},
    "an extract without sexes": {"without": ("sex",)},
    "an extract without sites": {"without": ("site", "site_code", "branch", "branch_code")},
}


@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_the_same_when_every_row_is_looked_at(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, rows = nation(len(case))
    kept: list[Keyed] = []

    put_together = matching.Known.keyed

    def keeping(*given: Any) -> Keyed:
        kept.append(put_together(*given))
        return kept[-1]

    monkeypatch.setattr(matching.Known, "keyed", keeping)
    quick = whole(judged(people, rows, **CASES[case]))
    monkeypatch.setattr(matching, "_plain", lambda *_: matching._PLAIN.empty_table())
    assert quick == whole(judged(people, rows, **CASES[case]))
    plain = (kept[0].kinds != matching.NO_KIND).sum()
    assert (kept[1].kinds == matching.NO_KIND).all()
    assert (plain == 0) == (case == "keys that are numbers")
    assert plain < len(rows)


ROSTER = normalise.roster


def thinned(shaped: Any) -> Any:
    """Return a roster of which some rows left their 考生号 empty, and some lists had no such column."""
    table, blocks = ROSTER(shaped)
    texts, types = table["exam_no_raw"].to_pylist(), table["exam_no_type"].to_pylist()
    for n in range(table.num_rows):
        if n % 3 and texts[n]:
            texts[n], types[n] = "", ("blank", "absent")[n % 2]
    for name, values in (("exam_no_raw", texts), ("exam_no_type", types)):
        table = table.set_column(table.column_names.index(name), name, pa.array(values))
    return table, blocks


def test_a_row_takes_its_exam_number_from_its_record_only_where_its_roster_has_no_such_column(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, seed=12, site_count=4, student_count=120)
    campaign = told(tmp_path)
    monkeypatch.setattr(normalise, "roster", thinned)
    quick = whole(campaign.judged("before"))
    monkeypatch.setattr(matching, "_plain", lambda *_: matching._PLAIN.empty_table())
    assert quick == whole(campaign.judged("before"))
    filled = [row for row in quick["rows"] if row["exam_no_final"] and not row["exam_no_raw"]]
    left = [row for row in quick["rows"] if row["form"] == "adult" and not row["exam_no_final"]]
    assert filled
    assert left


def test_rows_are_looked_at_when_one_of_their_kind_breaks_a_rule() -> None:
    people, rows = nation(3)
    found = judged(people, rows, institution_code="99999").tables["findings"].to_pylist()
    wrong = [finding for finding in found if finding["rule"] == "IC02"]
    assert len(wrong) == len(rows)


@pytest.mark.parametrize("code", ["name", "id_card", "student_no", "level", "cohort"])
def test_a_slid_column_among_plain_rows_is_found_as_if_every_row_were_looked_at(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a part of one file slid; what its other rows say is what their records say, and tells as much."""
    dice = random.Random(code)
    people = [
        student(
            n, site_code="6400101", cohort=dice.choice(("2018秋季", "2019春季")), level=dice.choice(LEVELS)
        )
        for n in range(1, 60)
    ]
    rows = [{name: person[name] for name in COLUMNS} | {"file": "1.xlsx", "sheet": "1"} for person in people]
    down = [rows[9][code], *(row[code] for row in rows[9:39])]
    rows[9:40] = [row | {code: value} for row, value in zip(rows[9:40], down, strict=True)]
    quick = whole(judged(people, rows))
    monkeypatch.setattr(matching, "_plain", lambda *_: matching._PLAIN.empty_table())
    assert quick == whole(judged(people, rows))
    assert [f["field"] for f in quick["findings"] if f["rule"] == "FI14"] == [code]

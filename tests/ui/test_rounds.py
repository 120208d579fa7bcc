"""What a second round changed: who came, who is gone, which values; nobody's name leaves the server for it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from recon import fields
from recon.ui.sites import compared
from recon.ui.sites.compared import COLUMNS, KNOWN_BY, Moved, frame
from recon.ui.store import open_run
from recon.ui.students.asked import claims_of
from recon.workspace import Workspace
from tests.support.offices import DEADLINE, extract, judged, person, roster

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from recon.ui.store import Run
    from tests.support.offices import People


NUMBERS = itertools.count()


def row(
    life: str, number: str, name: str, *, enrol: int = -1, form: str = "open", **values: str
) -> dict[str, Any]:
    """A row of a run: only those that count were matched to the record, and say what stands there."""
    made: dict[str, Any] = {f"{code}_raw": "" for code in fields.CODES}
    made |= {f"{code}_final": "" for code in KNOWN_BY}
    made |= {"life": life, "form": form, "enrol_id": enrol, "row_id": next(NUMBERS)}
    made |= {"file": {"superseded": "1.csv", "live": "2.csv"}.get(life, "3.csv")}
    made |= {"student_no_raw": number, "name_raw": name}
    told = {"file"}
    return made | {
        name if name in told or name.endswith("_final") else f"{name}_raw": value
        for name, value in values.items()
    }


def moved(rows: list[dict[str, Any]], rounds: Sequence[str] = ("1.csv", "2.csv", "3.csv")) -> list[Moved]:
    return compared.moved(rows, rounds)


def test_who_came_who_is_gone_and_what_changed() -> None:
    found = moved(
        [
            row("superseded", "1864001400001", "王小明", level="本科"),
            row("superseded", "1864001400002", "李小红"),
            row("superseded", "", "赵小刚"),
            row("live", "1864001400001", "王小明", enrol=1, level="专科"),
            row("live", "1864001400003", "张小华", enrol=3),
            row("parked", "1864001400009", "周小丽", enrol=9),
        ]
    )
    assert found == [
        Moved("gone", "1864001400002", "李小红"),
        Moved("gone", "", "赵小刚"),
        Moved("came", "1864001400003", "张小华"),
        Moved("changed", "1864001400001", "王小明", "level", "本科", "专科"),
    ]


@pytest.mark.parametrize(
    "same",
    [{"id_card": "100101199001011234"}, {"exam_no": "18649014000001"}, {}],
    ids=["ID", "考生号", "name"],
)
def test_a_mended_number_is_the_same_student(same: dict[str, str]) -> None:
    found = moved(
        [row("superseded", "18640014OOO1", "王", **same), row("live", "1864001400001", "王", enrol=1, **same)]
    )
    assert [(one.what, one.field) for one in found] == [("changed", "student_no")]


def test_a_number_spoiled_in_the_newest_round_is_known_by_the_records() -> None:
    old = row("superseded", "1864001400001", "王")
    found = moved([old, row("live", "186400140000", "汪", enrol=1, student_no_final="1864001400001")])
    assert [(one.what, one.field) for one in found] == [("changed", "student_no"), ("changed", "name")]


def test_who_stood_in_a_round_that_stays_has_not_come() -> None:
    """The mended rows of a supplement made 317 students new who had been there from the first round on."""
    found = moved(
        [
            row("live", "1", "王", file="1.csv"),
            row("live", "2", "李", file="2.csv"),
            row("superseded", "3", "赵", file="2.csv"),
            row("live", "3", "赵", file="3.csv", level="专科"),
            row("live", "4", "周", file="4.csv"),
        ],
        ["1.csv", "2.csv", "3.csv", "4.csv"],
    )
    assert [(one.what, one.name) for one in found] == [("came", "周"), ("changed", "赵")]


def test_a_name_of_two_tells_nobody_apart() -> None:
    found = moved(
        [
            row("superseded", "1", "王"),
            row("superseded", "2", "王"),
            row("live", "3", "王"),
            row("live", "4", "王"),
        ]
    )
    assert [one.what for one in found] == ["gone", "gone", "came", "came"]


def test_the_other_form_is_not_compared() -> None:
    """A second roster of adult education made everybody on that of open education new."""
    rows = [
        row("superseded", "1", "王", form="adult"),
        row("live", "1", "王", form="adult"),
        row("live", "2", "李"),
    ]
    assert moved(rows) == []


def replaced(office: Path, people: People, *rounds: People) -> Run:
    """Return a run over rounds of one unit, each of which replaces the one before."""
    with Workspace.init(office, DEADLINE.format(as_of="2020-06-08"), actor="li") as ws:
        ws.add_source("extract", extract({"6400301": people}), "学籍.csv", actor="li")
        for day, sent in enumerate(rounds, 1):
            at = f"2020-06-0{day}"
            ws.receive(
                roster(sent), f"6400301 {day}.csv", actor="li", received_at=at, kind="replace", unit="6400301"
            )
        judged(ws)
        folder = ws.latest_run()
    assert folder is not None
    return open_run(folder)


def test_the_second_round_of_a_run_is_compared_with_the_first(tmp_path: Path) -> None:
    """Of a real run: rows that no longer count stand at no enrolment."""
    people = [person(n) for n in range(10)]
    run = replaced(tmp_path / "office", people, people[:9], people[1:])
    found = moved(run.ask_file("rows", COLUMNS, "unit", "6400301"), ["6400301 1.csv", "6400301 2.csv"])
    assert [one.what for one in found] == ["gone", "came"]
    lives = [
        [row["life"] for row in claims_of(run, student)] for student in run.table("students").to_pylist()
    ]
    assert sorted(lives) == [["live"], ["superseded"], *[["superseded", "live"]] * 8], (
        "a student's page shows both"
    )


def test_a_replaced_row_is_its_students_however_the_number_is_spaced(tmp_path: Path) -> None:
    """It stood at nobody: the white space is washed off for rows that count alone."""
    people = [person(n) for n in range(10)]
    number, name, card = people[3]
    spaced = [
        *people[:3],
        (f"{number[:5]}\u3000{number[5:]} ", name, f"{card[:17]} {card[17:].lower()}"),
        *people[4:],
    ]
    run = replaced(tmp_path / "office", people, spaced, people)
    student = next(one for one in run.table("students").to_pylist() if one["student_no"] == number)
    assert [row["life"] for row in claims_of(run, student)] == ["superseded", "live"]


def test_a_first_round_is_compared_with_nothing() -> None:
    assert not moved([row("live", "1864001400001", "王小明", enrol=1)])


def test_the_comparison_is_masked(office: Path) -> None:
    shown = frame(
        [Moved("changed", "1864001400001", "王小明", "id_card", "100101199001011234", "100101199001011243")]
    )
    told = " ".join(str(value) for value in shown.to_numpy().ravel())
    assert "1864001400001" not in told
    assert "王小明" not in told
    assert "10010119900101" not in told

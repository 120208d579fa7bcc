"""Filters, facet counts and pages agree with the table they are cut from."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from recon.campaign import loads
from recon.decide import decide
from recon.model import FINDING_MEMBERS, Finding, Ruling
from recon.result import TABLES
from recon.ui.store import Question, Run, forget, open_run
from recon.ui.store.student import DUE_STATE, STANDING, due_state, standing
from recon.words import Severity, Trust
from recon.workspace import Workspace
from tests.ui.synthetic import CAMPAIGN, filled, tables, write_run

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(run: Run, name: str) -> list[dict[str, Any]]:
    return list(run.table(name).to_pylist())


@pytest.mark.parametrize("facet", ["severity", "branch", "site_code", "rule", "trust", "field", "kind"])
def test_facet_counts_are_those_of_the_table(run: Run, facet: str) -> None:
    expected = Counter(row[facet] for row in rows_of(run, "findings") if row[facet])
    assert run.findings.facet(facet, Question()) == expected


def test_a_search_finds_what_an_input_method_left_wide() -> None:
    assert Question({}, "１８６４９０１４ 王（示例） 10010119990101001x").sought() == [
        "18649014",
        "王（示例）",
        "10010119990101001X",
    ]
    assert Question({}, "max").sought() == ["max"]


def test_a_facet_counts_under_the_other_filters(run: Run) -> None:
    question = Question({"severity": ("error",), "rule": ("DF01",)})
    rows = rows_of(run, "findings")
    assert run.findings.facet("rule", question) == Counter(
        r["rule"] for r in rows if r["severity"] == "error"
    )
    assert run.findings.facet("severity", question) == Counter(
        r["severity"] for r in rows if r["rule"] == "DF01"
    )


def test_a_chosen_code_without_rows_stays_visible(run: Run) -> None:
    counts = run.findings.facet("rule", Question({"rule": ("XX99",), "severity": ("error",)}))
    assert counts["XX99"] == 0


def test_pages_cover_every_row_once(run: Run) -> None:
    seen: list[object] = []
    first = run.findings.page(Question(), 1, 37)
    for number in range(1, first.pages + 1):
        seen += [row["finding_id"] for row in run.findings.page(Question(), number, 37).rows]
    assert len(seen) == len(set(seen)) == first.total == run.table("findings").num_rows


def test_a_page_beyond_the_last_is_the_last(run: Run) -> None:
    assert run.findings.page(Question(), 10_000, 50).number == run.findings.page(Question(), 1, 50).pages


def test_search_finds_names_and_numbers(run: Run) -> None:
    student = rows_of(run, "students")[7]
    for words in (student["student_no"], student["id_card"]):
        assert [row["enrol_id"] for row in run.students.page(Question(words=str(words)), 1, 50).rows] == [7]
    assert run.students.count(Question(words=str(student["name"]))) >= 1


def test_search_finds_what_was_submitted_and_the_site(run: Run) -> None:
    rows = rows_of(run, "findings")
    spoilt = next(row for row in rows if row["field"] == "name" and row["submitted"] != row["name"])
    found = run.findings.page(Question(words=str(spoilt["submitted"])), 1, 400).rows
    assert spoilt["finding_id"] in [row["finding_id"] for row in found]
    site = Question(words=str(spoilt["site_name"]))
    assert run.findings.count(site) == sum(row["site_name"] == spoilt["site_name"] for row in rows)
    both = Question(words=f"{spoilt['site_name']} {spoilt['submitted']}")
    assert 0 < run.findings.count(both) <= run.findings.count(site)


@pytest.mark.parametrize("words", ["' or 1=1 --", "%", "_", "\\", "'; drop table narrow_findings; --"])
def test_search_words_are_never_sql(run: Run, words: str) -> None:
    assert run.findings.count(Question(words=words)) == 0
    assert run.findings.count(Question()) == run.table("findings").num_rows


def test_a_strange_code_in_an_address_finds_nothing(run: Run) -> None:
    assert run.findings.count(Question({"severity": ("'; drop table x; --",)})) == 0


def test_states_follow_the_rulings(run: Run) -> None:
    waiting = [row["finding_id"] for row in rows_of(run, "findings") if row["open"]]
    run.settle({waiting[0]: "accept", waiting[1]: "keep"})
    assert run.states(waiting[:3]) == {waiting[0]: "accept", waiting[1]: "keep", waiting[2]: "waiting"}
    assert run.findings.facet("state", Question())["accept"] == 1
    run.settle({waiting[1]: "override"})
    assert run.states(waiting[:2]) == {waiting[0]: "waiting", waiting[1]: "override"}
    run.settle({})
    assert run.findings.facet("state", Question())["waiting"] == len(waiting)


@pytest.mark.parametrize("nothing", [("findings",), ("findings", "students", "sites", "coverage")])
def test_a_run_in_which_there_is_nothing_is_a_run(tmp_path: Path, nothing: tuple[str, ...]) -> None:
    made = tables() | {name: TABLES[name].empty_table() for name in nothing}
    run = Run(write_run(tmp_path, made, loads(CAMPAIGN)))
    assert run.findings.count(Question()) == 0
    assert set(map(len, run.findings.facets(Question()).values())) == {0}
    assert run.findings.page(Question({"rule": ("DF01",)}), 1, 50).rows == []
    run.settle({"0123456789abcdef": "accept"})
    assert run.findings.facet("rule", Question({"rule": ("DF01",)})) == {"DF01": 0}


def test_what_several_people_ask_for_at_once_is_theirs(run: Run) -> None:
    """One could push out what another was about to return, and the page stopped."""
    patience = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as people:
            found = list(people.map(lambda n: run.memo(("file", n % 97), lambda: n % 97), range(20_000)))
    finally:
        sys.setswitchinterval(patience)
    assert found == [n % 97 for n in range(20_000)]


def folded(tmp_path: Path) -> tuple[Run, list[str]]:
    """A run whose first five waiting findings are two of one cell, two of its row, and one of another student."""
    made = tables()
    told = made["findings"].to_pylist()
    some = [row for row in told if row["open"] and row["severity"] == "error"][:5]
    for row in some[1:]:
        row["cause_id"] = some[0]["finding_id"]
    for row in some[1:4]:
        row |= {"row_id": some[0]["row_id"], "enrol_id": some[0]["enrol_id"]}
    some[1]["field"] = some[0]["field"] = "id_card"
    some[2]["field"] = some[3]["field"] = "name"
    some[4] |= {"row_id": -1, "enrol_id": -1}
    return Run(write_run(tmp_path, made | {"findings": filled(told, TABLES["findings"])}, loads(CAMPAIGN))), [
        row["finding_id"] for row in some
    ]


def states_of(run: Run, ids: list[str]) -> list[str]:
    states = run.states(ids)
    return [states[key] for key in ids]


def test_what_is_folded_under_a_decided_finding_waits_no_more(tmp_path: Path) -> None:
    run, ids = folded(tmp_path)
    run.settle({ids[0]: "accept", ids[3]: "send-to-site"})
    assert states_of(run, ids) == ["accept", "applied", "applied", "send-to-site", "waiting"]
    run.settle({ids[0]: "send-to-site"})
    assert states_of(run, ids) == ["send-to-site", "waiting", "waiting", "waiting", "waiting"]
    run.settle({})
    assert states_of(run, ids) == ["waiting"] * 5


def as_found(row: dict[str, Any]) -> Finding:
    told = {name: row[name] for name in FINDING_MEMBERS if name in row}
    return Finding(**told | {"trust": Trust(row["trust"]), "severity": Severity(row["severity"])})


@pytest.mark.parametrize("verdict", ["accept", "keep", "dismiss", "send-to-site"])
def test_a_ruling_shows_at_once_what_the_next_run_will_say(tmp_path: Path, verdict: str) -> None:
    run, ids = folded(tmp_path)
    found = [as_found(row) for row in rows_of(run, "findings")]
    chief = next(finding for finding in found if finding.finding_id == ids[0])
    saw = {"seen_submitted": chief.submitted, "seen_official": chief.official}
    decided = decide(found, {ids[0]: Ruling(ids[0], verdict, chief.official, reason="身份证复印件", **saw)})
    run.settle({ids[0]: verdict})
    waiting = {finding.finding_id: finding.open for finding in decided.findings}
    assert [state == "waiting" for state in states_of(run, ids[1:])] == [waiting[key] for key in ids[1:]]


def test_every_finding_of_a_cell_goes_with_its_application(tmp_path: Path) -> None:
    run, ids = folded(tmp_path)
    run.settle({ids[0]: "correct-record"})
    assert states_of(run, ids) == ["correct-record", "correct-record", "waiting", "waiting", "waiting"]
    run.settle({})
    assert states_of(run, ids) == ["waiting"] * 5


def test_due_states_add_up_to_the_due(run: Run) -> None:
    due = sum(run.coverage["due"].to_pylist())
    counts = run.students.facet("due_state", Question({"standing": ("due",)}))
    assert sum(counts.values()) == due
    for state in ("clean", "open", "held", "omitted"):
        assert counts[state] == sum(run.coverage[state].to_pylist())


def test_a_statement_and_a_row_in_hand_say_the_same_of_a_student() -> None:
    for due, eligible, clean, held in product((False, True), repeat=4):
        for state in ("submitted", "late", "excused", "awaited", "omitted", ""):
            row = {"due": due, "eligible": eligible, "clean": clean, "held": held, "state": state}
            columns = ", ".join(f"? as {name}" for name in row)
            asked = f"select {STANDING}, {DUE_STATE} from (select {columns})"
            said = duckdb.execute(asked, list(row.values())).fetchone()
            assert said == (standing(row), due_state(row)), row


def test_only_sites_that_owe_students_are_called(run: Run) -> None:
    called = run.site_list.page(Question({"call": ("yes",)}), 1, 50).rows
    assert {row["status"] for row in called} == {"silent", "unreadable"}
    assert len(called) == 3


def test_a_digest_tells_questions_apart() -> None:
    assert Question({"a": ("1",)}).digest() == Question({"a": ("1",)}).digest()
    assert Question({"a": ("1",)}).digest() != Question({"a": ("1",)}, "x").digest()


def test_what_a_purge_rewrote_is_opened_anew(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with Workspace.open(made) as place:
        newest = place.latest_run()
    assert newest is not None
    shutil.copytree(newest, folder)
    before = open_run(folder)
    assert open_run(folder) is before
    assert before.memo("kept", lambda: 1) == before.memo("kept", lambda: 2) == 1
    students = folder / "students.parquet"
    os.utime(students, ns=(0, students.stat().st_mtime_ns + 1_000_000))
    assert open_run(folder) is not before
    forget()

"""The lines of ``sites.csv``: where a unit stands, and what is charged to it."""

from __future__ import annotations

from typing import Any

import pytest

from recon.coverage import SiteCount, count_sites
from recon.model import Finding, Site
from recon.sites import Tree
from recon.words import Severity

BRANCH, REPORTER, THROUGH, OWN = "64001", "6400101", "6400102", "6400103"
TREE = Tree.of(
    (
        Site(REPORTER, "第一教学点", BRANCH, "第一分校"),
        Site(THROUGH, "第二教学点", BRANCH, "第一分校", reports_through=REPORTER),
        Site(OWN, "第三教学点", BRANCH, "第一分校"),
    )
)


def lines(*findings: Finding, came: tuple[str, ...] = (), **known: Any) -> dict[str, dict[str, Any]]:
    """Return the lines by unit; each unit that ``came`` sent one file of two rows."""
    seen = SiteCount(
        tree=TREE,
        files=dict.fromkeys(came, 1),
        readable=frozenset(came),
        received_at={},
        rows={(unit, "due"): 2 for unit in came},
        late={},
        **known,
    )
    table = count_sites(seen, findings, frozenset({"name"}), lambda _: (0, 1))
    return {line["site_code"]: line for line in table.to_pylist()}


def statuses(*findings: Finding, **known: Any) -> dict[str, str]:
    return {unit: line["status"] for unit, line in lines(*findings, **known).items()}


def error(rule: str, unit: str, **more: Any) -> Finding:
    return Finding(rule, Severity.ERROR, site_code=unit, charged=True, **more)


@pytest.mark.parametrize("home", [REPORTER, THROUGH])
def test_who_reports_for_a_site_with_omitted_students_is_not_clean_and_neither_is_the_site(home: str) -> None:
    found = statuses(came=(REPORTER, OWN), omitted={home: 27})
    assert found == {REPORTER: "checked", THROUGH: "checked", OWN: "clean"}


def test_what_is_open_of_a_site_is_open_of_the_unit_that_reports_for_it() -> None:
    assert statuses(error("OM02", THROUGH), came=(REPORTER,))[REPORTER] == "checked"
    assert statuses(came=(REPORTER,))[REPORTER] == "clean"


def test_a_row_nobody_is_charged_with_is_open_all_the_same() -> None:
    found = statuses(came=(REPORTER, OWN), open=frozenset({OWN}))
    assert (found[OWN], found[REPORTER]) == ("checked", "clean")


def test_a_site_that_sent_its_own_file_is_no_matter_of_its_branch() -> None:
    found = statuses(came=(BRANCH, OWN), omitted={OWN: 1})
    assert (found[BRANCH], found[OWN]) == ("clean", "checked")


def test_the_nil_declaration_of_a_branch_holds_for_its_silent_sites() -> None:
    found = statuses(came=(OWN,), declared_nil=frozenset({BRANCH}))
    assert found == {BRANCH: "declared-nil", REPORTER: "declared-nil", THROUGH: "declared-nil", OWN: "clean"}


def test_a_row_that_only_waits_is_open_but_no_further_error() -> None:
    waits = error("FI17", OWN, file="a.xlsx")
    wrong = error("DF01", OWN, field="sex", row_id=0, enrol_id=7)
    line = lines(waits, wrong, came=(OWN,))[OWN]
    assert (line["key_errors"], line["other_errors"], line["status"]) == (0, 1, "checked")
    assert statuses(waits, came=(OWN,))[OWN] == "checked"


@pytest.mark.parametrize("told", ["files", "rows", "declared_nil"])
def test_a_unit_outside_the_register_has_a_line_whatever_it_sent(told: str) -> None:
    known: dict[str, Any] = {"files": {}, "rows": {}, "declared_nil": frozenset()}
    known |= {told: {"files": {"64999": 1}, "rows": {("64999", "due"): 2}}.get(told, frozenset({"64999"}))}
    seen = SiteCount(tree=TREE, readable=frozenset(), received_at={}, late={}, **known)
    table = count_sites(seen, (), frozenset({"name"}))
    assert table["site_code"].to_pylist() == [REPORTER, THROUGH, OWN, "64999"]

"""Every way to something is an address: it opens in a new session, it can be left again, and it names nobody."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from recon.ui.findings import acts
from recon.ui.findings.pair import place
from recon.ui.sites.lines import life
from recon.ui.store import Question, Run
from recon.ui.students.asked import FINDING, page_of, said_state
from recon.workspace import Workspace
from tests.ui.test_pages import grid, opened

PAGES = sorted(Path("recon/ui").rglob("*.py"))
DRAWN = {"dataframe", "plotly_chart"}


def test_one_by_one_is_part_of_the_address(office: Path) -> None:
    at = opened("findings", mode="review", at="2")
    assert any(button.key == "review.next" for button in at.button)
    assert any(text.value.startswith("第 2 条") for text in at.markdown)
    at.segmented_control(key="findings.mode").set_value("list").run()
    assert "mode" not in at.query_params
    at.segmented_control(key="findings.mode").set_value("review").run()
    assert at.query_params["mode"] == "review"


def test_a_strange_switch_in_an_address_is_the_usual_one(office: Path) -> None:
    assert grid(opened("findings", mode="<script>")) is not None


def test_the_overviews_matrix_is_part_of_its_address(office: Path) -> None:
    at = opened("overview")
    at.segmented_control(key="overview.view").set_value("by_matrix").run()
    assert at.query_params["view"] == "by_matrix"


@pytest.mark.parametrize("query", [{"call": "yes"}, {"site_code": "6400102"}])
def test_clearing_takes_every_filter_away(office: Path, query: dict[str, str]) -> None:
    at = opened("sites", **query)
    at.button(key="sites.clear").click().run()
    assert not at.query_params.keys() & query.keys()
    assert len(grid(at)) == 25


def test_a_finding_leads_to_its_student_without_a_name_in_the_address(office: Path, run: Run) -> None:
    [row] = run.findings.rows([3])
    at = opened("students", finding=row["finding_id"])
    assert len(grid(at)) == 1
    assert grid(at)["所属教学点"].iloc[0] == row["site_name"]
    assert row["student_no"] not in str(dict(at.query_params.items()))
    at.button(key="students.clear").click().run()
    assert FINDING not in at.query_params
    assert len(grid(at)) == 50


def test_a_finding_nobody_knows_leads_to_nobody(run: Run) -> None:
    assert not page_of(run, Question({FINDING: ("gone",)}), 1, 50).rows


def test_a_bulk_act_leaves_alone_what_somebody_else_decided(office: Path) -> None:
    at = opened("findings", trust="ask-site", state="waiting")
    asked = Question({"trust": ("ask-site",), "state": ("waiting",)})
    with Workspace.open(office) as place_:
        folder = place_.latest_run()
        assert folder is not None
        run = Run(folder)
        ids = run.findings.keys("finding_id", asked)
        lines = acts.bulk_lines(run, asked, "dismiss").lines
        place_.rule(ids[0], "keep", actor="other", reason="seen the card")
        acts.decide(run, lines, "dismiss")
        stands = {key: said.ruling for key, said in place_.ruled(ids).items()}
    assert at is not None
    verdicts = [said.verdict for key, said in stands.items() if said and key != ids[0]]
    assert verdicts == ["dismiss"] * (len(ids) - 1)
    kept = stands[ids[0]]
    assert kept is not None
    assert (kept.verdict, kept.who) == ("keep", "other")


def test_a_place_says_only_what_there_is() -> None:
    at = {"file": "名单.csv", "sheet": "", "row": 14, "cell": "D14"}
    assert place(at) == "名单.csv · 单元格 D14"
    assert place(at | {"cell": ""}) == "名单.csv · 第 14 行"
    assert place(at | {"sheet": "表1"}) == "名单.csv · 工作表 表1 · 单元格 D14"


def test_a_student_who_is_not_due_is_told_apart() -> None:
    nobody = {"due": False, "eligible": False, "state": "", "clean": False, "held": False}
    assert said_state(nobody) == "非应报"
    assert said_state(nobody | {"eligible": True}) == "往届可报"


def test_a_file_without_students_is_no_round_that_counts() -> None:
    file = {"verdict": "read", "rows": 0, "live": 0, "superseded": 0}
    assert life(file) == "empty"
    assert life(file | {"rows": 3, "live": 3}) == "live"
    assert life(file | {"verdict": "refused"}) == "refused"


def test_every_grid_and_chart_is_told_to_those_who_do_not_see_it() -> None:
    bare = [
        f"{path}:{node.lineno}"
        for path in PAGES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in DRAWN
        if "alt" not in {keyword.arg for keyword in node.keywords}
    ]
    assert not bare

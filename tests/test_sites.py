from __future__ import annotations

import time

from recon.model import Site, UnitHint
from recon.sites import Tree, resolve

REGISTER = (
    Site("6400101", "永宁教学点", "64001", "银川分校", reports_through="6400103"),
    Site("6400102", "贺兰教学点", "64001", "银川分校"),
    Site("6400103", "永宁工作站", "64001", "银川分校"),
    Site("6400201", "大武口教学点", "64002", "石嘴山分校"),
)
TREE = Tree.of(REGISTER)


def test_a_site_reports_through_its_station_and_that_through_its_branch() -> None:
    assert TREE.line("6400101") == ("6400101", "6400103", "64001")
    assert TREE.reports_for("64001", "6400101")
    assert not TREE.reports_for("6400102", "6400101")
    assert TREE.reports_for("64002", "6400299"), "the code tree stands in where the register is silent"


def test_a_ring_in_the_register_ends() -> None:
    ring = Tree.of((Site("1", reports_through="2"), Site("2", reports_through="1")))
    assert ring.line("1") == ("1", "2")


def test_a_branch_known_only_by_its_sites_is_a_unit_nobody_waits_for() -> None:
    assert TREE.name("64001") == "银川分校"
    assert TREE.implied == {"64001", "64002"}


def test_a_unit_is_found_by_code_else_by_the_longest_name() -> None:
    assert TREE.find("2020年6400102报名表") == "6400102"
    assert TREE.find("银川分校 贺兰 教学点（盖章）") == "6400102"
    assert TREE.find("手机13900000000") == ""
    assert TREE.find("某教学点") == ""


def test_a_short_name_stands_for_the_one_name_that_holds_it() -> None:
    tree = Tree.of(
        (Site("6400101", "宁夏开放大学永宁教学点（筹）"), Site("6400102", "宁夏开放大学贺兰教学点"))
    )
    assert tree.find("永宁教学点") == "6400101"
    assert tree.find("宁夏开放大学永宁教学点报名表") == "6400101"
    assert tree.find("开放大学") == ""


def test_hints_are_ranked_and_a_more_exact_one_wins() -> None:
    hints = [UnitHint("title", "贺兰教学点"), UnitHint("path", "银川分校")]
    unit = resolve("", hints, TREE)
    assert (unit.code, unit.by, unit.against) == ("6400102", "title", ())


def test_a_branch_that_sends_for_its_points_keeps_its_name() -> None:
    hints = [UnitHint("title", "银川分校"), UnitHint("column", "6400101"), UnitHint("rows", "6400101")]
    assert resolve("", hints, TREE).code == "64001"


def test_headings_by_site_in_a_branchs_list_do_not_name_its_sender() -> None:
    headings = [UnitHint("title", "永宁教学点（14人）"), UnitHint("title", "贺兰教学点（9人）")]
    unit = resolve("", [UnitHint("name", "银川分校"), *headings], TREE)
    assert (unit.code, unit.by, unit.against) == ("64001", "name", ())
    foreign = UnitHint("title", "大武口教学点（3人）")
    assert resolve("", [UnitHint("name", "银川分校"), *headings, foreign], TREE).against == (foreign,)
    assert resolve("", [UnitHint("name", "银川分校"), headings[0], headings[0]], TREE).code == "6400101"


def test_disagreement_is_kept_as_evidence() -> None:
    hints = [UnitHint("name", "贺兰教学点"), UnitHint("rows", "6400201")]
    unit = resolve("", hints, TREE)
    assert (unit.code, unit.against) == ("6400102", (hints[1],))


def test_what_a_person_says_decides() -> None:
    unit = resolve("6400201", [UnitHint("title", "贺兰教学点")], TREE)
    assert (unit.code, unit.by, len(unit.against)) == ("6400201", "told", 1)


def test_a_person_may_say_a_name_or_a_code_nobody_knows_but_no_name_nobody_knows() -> None:
    hints = [UnitHint("title", "贺兰教学点"), UnitHint("rows", "6400102")]
    assert resolve("大武口教学点", [], TREE).code == "6400201"
    assert resolve("6400201 大武口教学点", [], TREE).code == "6400201"
    assert resolve("6400999", [], TREE).code == "6400999", "a list may be older than the unit"
    unit = resolve("某教学点", hints, TREE)
    assert (unit.code, unit.by, unit.against) == ("?", "told", (UnitHint("told", "某教学点"), hints[0]))
    assert resolve("?", [], TREE).against == ()
    assert Tree.of((Site("永宁教学点", "永宁教学点"),)).called("永宁教学点") == "永宁教学点"


def test_nothing_known_is_an_unknown_unit() -> None:
    assert resolve("", [UnitHint("title", "")], TREE).code == "?"


def test_a_code_of_the_registers_shape_that_no_unit_has_speaks_against_every_unit() -> None:
    rows = UnitHint("rows", "6400102")
    for code in ("6400999", "6400199", "64009"):
        strange = UnitHint("name", code)
        unit = resolve("", [strange, rows], TREE)
        assert (unit.code, unit.by, unit.against, unit.nobodys) == ("6400102", "rows", (strange,), (code,))
    branch = resolve("", [UnitHint("path", "64001"), UnitHint("name", "6400199")], TREE)
    assert (branch.code, branch.nobodys) == ("64001", ("6400199",)), "the code tree knows no new site"
    assert resolve("", [UnitHint("column", "6400999")], TREE).code == "?"
    assert resolve("6400999", [UnitHint("name", "6400999")], TREE).against == (), (
        "who says it has answered it"
    )


def test_what_only_looks_like_a_code_speaks_against_nobody() -> None:
    for text in ("20200601", "2020060", "1864001450001", "13900000000", "2020", "640099", "6400999名单", ""):
        assert resolve("", [UnitHint("name", text), UnitHint("rows", "6400102")], TREE).nobodys == ()
    named = Tree.of((Site("永宁教学点", "永宁教学点"),))
    assert not named.is_nobodys("6400999"), "a register without codes knows no shape"


def test_a_column_of_codes_that_was_dragged_down_costs_no_hours() -> None:
    """Excel counts on: every site reports through the next one, thousands above each other."""
    tree = Tree.of(Site(str(n), reports_through=str(n + 1)) for n in range(3_000))
    begun = time.thread_time()
    assert len(tree.line("0")) == 3_001
    assert sum(len(tree.line(str(n))) for n in range(0, 3_000, 10)) > 0
    assert time.thread_time() - begun < 5

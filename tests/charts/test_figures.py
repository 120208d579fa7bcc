"""Figures say the numbers of their tables, and their marks carry the codes a click needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recon import charts
from recon.charts.counts import PHOTOS, STATES
from recon.palette import colour
from tests.ui.synthetic import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.charts.theme import ThemeName
    from recon.words import Lang

MADE = tables(seed=3, students=600, findings=50)
COVERAGE, SITES = MADE["coverage"], MADE["sites"]


def total(figure: Any) -> int:
    return sum(int(sum(trace.x)) for trace in figure.data)


def test_bars_by_site_add_up_to_the_due() -> None:
    figure = charts.coverage_by_site(COVERAGE, SITES)
    assert total(figure) == sum(COVERAGE["due"].to_pylist())


def test_sites_where_most_is_left_to_do_come_first() -> None:
    figure = charts.coverage_by_site(COVERAGE, SITES)
    undone = [trace.x for trace in figure.data if trace.name not in {"无误", "已说明"}]
    left = [sum(counts) for counts in zip(*undone, strict=True)]
    assert left == sorted(left, reverse=True)


def test_only_so_many_sites_are_drawn() -> None:
    assert len(charts.coverage_by_site(COVERAGE, SITES, limit=5).data[0].y) == 5


def test_a_mark_carries_its_site_and_state() -> None:
    figure = charts.coverage_by_site(COVERAGE, SITES)
    marks = [tuple(codes) for trace in figure.data for codes in trace.customdata]
    assert len(marks) == len(set(marks))
    assert {code for code, _ in marks} == set(COVERAGE["site_code"].to_pylist())
    assert {state for _, state in marks} <= set(STATES)


def test_matrix_has_one_square_per_branch_and_cohort() -> None:
    figure = charts.coverage_matrix(COVERAGE)
    cells = {tuple(codes) for codes in figure.data[0].customdata}
    assert cells == set(zip(COVERAGE["branch"].to_pylist(), COVERAGE["cohort"].to_pylist(), strict=True))
    assert figure.data[0].type == "scatter", "a heat map gives no selection"
    assert figure.data[0].marker.symbol == "square"


@pytest.mark.parametrize("draw", [charts.expiry_by_branch, charts.expiry_by_cohort])
def test_photo_states_add_up_to_the_due(draw: Callable[..., Any]) -> None:
    figure = draw(COVERAGE)
    assert total(figure) == sum(COVERAGE["due"].to_pylist())
    assert {state for trace in figure.data for _, state in trace.customdata} <= set(PHOTOS)


@pytest.mark.parametrize("draw", [charts.expiry_by_branch, charts.expiry_by_cohort])
def test_without_a_register_nobody_knows_what_share_of_the_photos_holds(draw: Callable[..., Any]) -> None:
    nobody = {f"photo_{state}": [0] * COVERAGE.num_rows for state in PHOTOS}
    made = nobody | {"photo_not_asked": COVERAGE["due"]}
    figure = draw(pa.table({name: made.get(name, COVERAGE[name]) for name in COVERAGE.column_names}))
    assert {note.text for note in figure.layout.annotations} == {"–"}, "the overview shows no number either"


def test_every_site_has_one_status() -> None:
    assert total(charts.sites_by_status(SITES)) == SITES.num_rows


def test_english_figures_hold_no_chinese_titles() -> None:
    figure = charts.coverage_by_site(COVERAGE, SITES, lang="en")
    assert {"Clean", "Omitted"} <= {trace.name for trace in figure.data}
    assert charts.expiry_by_cohort(COVERAGE, lang="en").layout.yaxis.ticktext[0] == "2018 autumn"


@pytest.mark.parametrize("theme", ["light", "dark", "host"])
def test_one_meaning_has_one_colour_in_every_theme(theme: ThemeName) -> None:
    figure = charts.sites_by_status(SITES, theme=theme)
    silent = next(trace for trace in figure.data if trace.name == "未报送")
    assert silent.marker.color == colour("silent") == colour("omitted") == colour("expired")


def test_an_empty_run_still_draws() -> None:
    empty = COVERAGE.slice(0, 0)
    for figure in (
        charts.coverage_by_site(empty, SITES.slice(0, 0)),
        charts.coverage_matrix(empty),
        charts.expiry_by_branch(empty),
        charts.sites_by_status(pa.Table.from_pylist([], schema=SITES.schema)),
    ):
        assert figure.to_json()


def test_files_of_an_unknown_unit_are_no_site() -> None:
    line = SITES.slice(0, 1).to_pylist()[0]
    sites = pa.Table.from_pylist([line, line | {"site_code": "?"}], schema=SITES.schema)
    assert total(charts.sites_by_status(sites)) == 1


def test_a_page_draws_the_legend_itself() -> None:
    """Plotly makes room for one line: a narrow screen needs several, over the first bar or in a box that scrolls."""
    alone, hosted = (charts.expiry_by_branch(COVERAGE, theme=theme) for theme in ("light", "host"))
    assert alone.layout.showlegend
    assert not hosted.layout.showlegend
    assert hosted.layout.margin.t < alone.layout.margin.t


def test_a_number_too_wide_for_its_part_is_hidden_whatever_the_screen() -> None:
    figure = charts.expiry_by_branch(COVERAGE)
    assert figure.layout.uniformtext.mode == "hide"
    written = {text for trace in figure.data for text, n in zip(trace.text, trace.x, strict=True) if n}
    assert all(written), "whether it fits is the screen's to say"


def test_two_sites_of_one_name_are_two_lines() -> None:
    names = pa.array(["城东教学点"] * SITES.num_rows)
    sites = SITES.set_column(SITES.schema.get_field_index("site_name"), "site_name", names)
    figure = charts.coverage_by_site(COVERAGE, sites)
    assert len(set(figure.data[0].y)) == len(figure.data[0].y) > 1
    said = figure.layout.yaxis.ticktext
    assert len(set(said)) == len(said)
    assert said[0] == f"城东教学点 {figure.data[0].customdata[0][0]}"


def test_a_long_name_leaves_room_for_its_bar_and_is_whole_in_the_hover() -> None:
    name = "国家开放大学远东自治地区石油化工职业技术教育集团联合办学第七十三号示范性学习中心城东教学点"
    branches = pa.array([name] * COVERAGE.num_rows)
    coverage = COVERAGE.set_column(COVERAGE.schema.get_field_index("branch"), "branch", branches)
    for draw in (charts.expiry_by_branch, charts.coverage_matrix):
        figure = draw(coverage)
        (said,) = figure.layout.yaxis.ticktext
        assert said == "国家开放大学远东自治…学习中心城东教学点"
        assert name in figure.data[0].hovertext[0]


def test_a_matrix_of_many_branches_begins_at_its_head() -> None:
    figure = charts.coverage_matrix(COVERAGE)
    rows = len(set(figure.data[0].y))
    assert tuple(figure.layout.yaxis.range) == (-0.6, rows - 0.4)


def test_two_long_branches_that_end_alike_are_told_apart_and_leave_room() -> None:
    name = "国家开放大学远东自治地区石油化工职业技术教育集团{}联合办学第七十三号示范性学习中心城东教学点"
    branches = pa.array([name.format("甲乙"[line % 2]) for line in range(COVERAGE.num_rows)])
    coverage = COVERAGE.set_column(COVERAGE.schema.get_field_index("branch"), "branch", branches)
    for draw in (charts.expiry_by_branch, charts.coverage_matrix):
        said = draw(coverage).layout.yaxis.ticktext
        assert len(set(said)) == 2
        assert all(len(one) < 25 for one in said)


@pytest.mark.parametrize(("lang", "said"), [("zh", "未定分校 · "), ("en", "Branch unknown · ")])
def test_a_square_of_no_branch_says_so_in_its_hover(lang: Lang, said: str) -> None:
    nowhere = pa.array([""] * COVERAGE.num_rows)
    coverage = COVERAGE.set_column(COVERAGE.schema.get_field_index("branch"), "branch", nowhere)
    assert charts.coverage_matrix(coverage, lang=lang).data[0].hovertext[0].startswith(said)


def four_hundred_branches() -> pa.Table:
    """The made coverage, its rows spread over so many branches; the last one lacks most."""
    names = [f"第{number:03}分校" for number in range(400)]
    line = {name: COVERAGE[name][0].as_py() for name in COVERAGE.column_names}
    line |= dict.fromkeys((name for name in COVERAGE.column_names if name.startswith("photo_")), 0)
    counts = {"due": 10, "submitted": 9, "photo_valid": 9, "photo_none": 1}
    worst = {"due": 10, "submitted": 1, "photo_valid": 1, "photo_none": 9}
    rows = [line | (worst if name == names[-1] else counts) | {"branch": name} for name in names]
    return pa.Table.from_pylist(rows, schema=COVERAGE.schema)


@pytest.mark.parametrize("draw", [charts.expiry_by_branch, charts.coverage_matrix])
def test_of_hundreds_of_branches_those_that_lack_most_are_drawn_and_the_rest_is_told(
    draw: Callable[..., Any],
) -> None:
    figure = draw(four_hundred_branches(), limit=30)
    assert figure.layout.meta == {"lines": 30, "left_out": 370}
    assert figure.layout.height < 2000
    branches = {codes[0] for trace in figure.data for codes in trace.customdata}
    assert len(branches) == 30
    assert "第399分校" in branches


def test_of_hundreds_of_branches_those_with_most_sites_not_done_are_drawn() -> None:
    line = {name: SITES[name][0].as_py() for name in SITES.column_names}
    rows = [line | {"branch": f"第{number:03}分校", "status": "clean"} for number in range(400)]
    rows[-1]["status"] = "silent"
    figure = charts.sites_by_status(pa.Table.from_pylist(rows, schema=SITES.schema), limit=30)
    assert figure.layout.meta == {"lines": 30, "left_out": 370}
    assert "第399分校" in {codes[0] for trace in figure.data for codes in trace.customdata}


def test_a_figure_that_shows_all_says_nothing_of_a_rest() -> None:
    drawn = (
        charts.expiry_by_branch(COVERAGE),
        charts.coverage_matrix(COVERAGE),
        charts.sites_by_status(SITES),
    )
    assert not any(figure.layout.meta for figure in drawn)

"""Coverage: what became of those who are due, by site and by branch × cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from recon.charts import labels
from recon.charts.bars import Bar, stacked
from recon.charts.counts import MOST, STATES, neediest, sums
from recon.charts.theme import ThemeName, dress
from recon.palette import ink, share_colour
from recon.values.shares import percent

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.words import Lang

CELL = 54
"""Pixels of a square of the matrix."""


def coverage_by_site(
    coverage: pa.Table, sites: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light", limit: int = MOST
) -> go.Figure:
    """Draw one stacked bar per home site, those where most students are not yet done first.

    Args:
        coverage: the run's ``coverage`` table.
        sites: the run's ``sites`` table, for the names.
        lang: language of titles and hovers.
        theme: light, dark, or the host's.
        limit: at most this many sites; the table beside the chart holds all of them.

    Returns:
        A figure whose marks carry ``[site_code, state]``.
    """
    names = dict(zip(sites["site_code"].to_pylist(), sites["site_name"].to_pylist(), strict=True))
    found = sums(coverage, ["site_code"], ["due", "submitted", *STATES])
    due = [(code, counts) for (code,), counts in found.items() if counts["due"]]
    due.sort(key=lambda item: (item[1]["clean"] + item[1]["excused"] - item[1]["due"], item[0]))
    bars = [
        Bar(code, names.get(code) or code, {s: c[s] for s in STATES}, percent(c["submitted"], c["due"]))
        for code, c in due[:limit]
    ]
    return stacked(
        bars,
        STATES,
        lambda s: labels.state(s, lang),
        lambda n: labels.PEOPLE.say(lang, n=f"{n:,}"),
        theme,
        len(due) - len(bars),
    )


def coverage_matrix(
    coverage: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light", limit: int = MOST
) -> go.Figure:
    """Draw branch × cohort as squares coloured by submitted / due.

    Squares are scatter marks, because a Plotly heat map gives no selection. Each carries
    ``[branch, cohort]``. Of more than ``limit`` branches those that have most students not submitted.
    """
    owing = {key: one for key, one in sums(coverage, ["branch"], ["due", "submitted"]).items() if one["due"]}
    kept = neediest(owing, lambda counts: counts["due"] - counts["submitted"], limit)
    found = sums(coverage, ["branch", "cohort"], ["due", "submitted", "clean"])
    cells = [
        (branch, cohort, counts)
        for (branch, cohort), counts in found.items()
        if counts["due"] and (branch,) in kept
    ]
    branches = sorted({branch for branch, _, _ in cells})
    cohorts = sorted({cohort for _, cohort, _ in cells})
    colours = [share_colour(counts["submitted"] / counts["due"]) for _, _, counts in cells]
    figure = go.Figure(
        go.Scatter(
            mode="markers+text",
            x=[labels.cohort(cohort, lang) for _, cohort, _ in cells],
            y=[branch or labels.NO_BRANCH.say(lang) for branch, _, _ in cells],
            text=[percent(counts["submitted"], counts["due"]) for _, _, counts in cells],
            textfont={"color": [ink(shade) for shade in colours], "size": 13},
            marker={"symbol": "square", "size": CELL, "color": colours, "line": {"width": 0}},
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
            customdata=[[branch, cohort] for branch, cohort, _ in cells],
            hovertext=[_about(branch, cohort, counts, lang) for branch, cohort, counts in cells],
            hoverinfo="text",
            showlegend=False,
        )
    )
    names = [branch or labels.NO_BRANCH.say(lang) for branch in branches]
    high = 70 + (CELL + 6) * max(len(branches), 2)
    dress(figure, theme, height=high, lines=len(branches), left_out=len(owing) - len(branches))
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=names[::-1])
    # Plotly's own range leaves a twentieth free at either end: of four hundred branches, a screen and more.
    ends = [-0.6, len(branches) - 0.4]
    figure.update_yaxes(tickvals=names, ticktext=labels.fitting(names, branches), range=ends)
    order = [labels.cohort(cohort, lang) for cohort in cohorts]
    figure.update_xaxes(
        type="category", categoryorder="array", categoryarray=order, side="top", showgrid=False
    )
    figure.update_xaxes(range=[-0.6, len(cohorts) - 0.4])
    return figure


def _about(branch: str, cohort: str, counts: dict[str, int], lang: Lang) -> str:
    covered = labels.COVERED.say(
        lang,
        due=f"{counts['due']:,}",
        submitted=f"{counts['submitted']:,}",
        share=percent(counts["submitted"], counts["due"]),
    )
    clean = labels.CLEAN.say(
        lang, clean=f"{counts['clean']:,}", share=percent(counts["clean"], counts["due"])
    )
    return f"{branch or labels.NO_BRANCH.say(lang)} · {labels.cohort(cohort, lang)}<br>{covered}<br>{clean}"

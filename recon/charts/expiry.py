"""Photo validity on the day the photo is needed, by branch and by cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.charts import labels
from recon.charts.bars import Bar, stacked
from recon.charts.counts import PHOTOS, percent_valid, sums

if TYPE_CHECKING:
    import plotly.graph_objects as go
    import pyarrow as pa

    from recon.charts.theme import ThemeName
    from recon.words import Lang


def expiry_by_branch(coverage: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light") -> go.Figure:
    """Draw one bar per branch, stacked by photo state; marks carry ``[branch, state]``."""
    return _expiry(coverage, "branch", lang, theme)


def expiry_by_cohort(coverage: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light") -> go.Figure:
    """Draw one bar per cohort, stacked by photo state; marks carry ``[cohort, state]``."""
    return _expiry(coverage, "cohort", lang, theme)


def _expiry(coverage: pa.Table, by: str, lang: Lang, theme: ThemeName) -> go.Figure:
    found = sums(coverage, [by], [f"photo_{state}" for state in PHOTOS])
    bars = []
    for (code,), counts in found.items():
        states = {state: counts[f"photo_{state}"] for state in PHOTOS}
        if any(states.values()):
            label = labels.cohort(code, lang) if by == "cohort" else code or labels.NO_BRANCH.say(lang)
            bars.append(Bar(code, label, states, percent_valid(states)))
    return stacked(
        bars,
        PHOTOS,
        lambda s: labels.photo(s, lang),
        lambda n: labels.PEOPLE.say(lang, n=f"{n:,}"),
        theme,
    )

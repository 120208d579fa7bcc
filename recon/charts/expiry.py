"""Photo validity on the day the photo is needed, by branch and by cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.charts import labels
from recon.charts.bars import Bar, stacked
from recon.charts.counts import MOST, PHOTOS, neediest, percent_valid, sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go
    import pyarrow as pa

    from recon.charts.theme import ThemeName
    from recon.words import Lang


def expiry_by_branch(
    coverage: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light", limit: int = MOST
) -> go.Figure:
    """Draw one bar per branch, stacked by photo state; marks carry ``[branch, state]``.

    Of more than ``limit`` branches those with most photos that do not hold.
    """
    return _expiry(coverage, "branch", lang, theme, limit)


def expiry_by_cohort(
    coverage: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light", limit: int = MOST
) -> go.Figure:
    """Draw one bar per cohort, stacked by photo state; marks carry ``[cohort, state]``, no more than ``limit``."""
    return _expiry(coverage, "cohort", lang, theme, limit)


def _expiry(coverage: pa.Table, by: str, lang: Lang, theme: ThemeName, limit: int) -> go.Figure:
    found = sums(coverage, [by], [f"photo_{state}" for state in PHOTOS])
    due = {code: counts for code, counts in found.items() if any(counts.values())}
    bars = []
    for (code,), counts in neediest(due, _not_holding, limit).items():
        states = {state: counts[f"photo_{state}"] for state in PHOTOS}
        label = labels.cohort(code, lang) if by == "cohort" else code or labels.NO_BRANCH.say(lang)
        bars.append(Bar(code, label, states, percent_valid(states)))
    return stacked(
        bars,
        PHOTOS,
        lambda s: labels.photo(s, lang),
        lambda n: labels.PEOPLE.say(lang, n=f"{n:,}"),
        theme,
        len(due) - len(bars),
    )


def _not_holding(counts: Mapping[str, int]) -> int:
    return sum(counts.values()) - counts["photo_valid"]

"""Where the sites stand, per branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.charts import labels
from recon.charts.bars import Bar, stacked
from recon.charts.counts import STATUSES, statuses

if TYPE_CHECKING:
    import plotly.graph_objects as go
    import pyarrow as pa

    from recon.charts.theme import ThemeName
    from recon.words import Lang


def sites_by_status(sites: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light") -> go.Figure:
    """Draw one bar per branch, stacked by status, done to silent; marks carry ``[branch, status]``."""
    bars = [
        Bar(branch, branch or labels.NO_BRANCH.say(lang), counts, f"{sum(counts.values())}")
        for (branch,), counts in statuses(sites).items()
    ]
    return stacked(
        bars, STATUSES, lambda s: labels.status(s, lang), lambda n: labels.SITES.say(lang, n=n), theme
    )

"""Where the sites stand, per branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.charts import labels
from recon.charts.bars import Bar, stacked
from recon.charts.counts import MOST, STATUSES, neediest, statuses
from recon.words import SiteStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go
    import pyarrow as pa

    from recon.charts.theme import ThemeName
    from recon.words import Lang


def sites_by_status(
    sites: pa.Table, *, lang: Lang = "zh", theme: ThemeName = "light", limit: int = MOST
) -> go.Figure:
    """Draw one bar per branch, stacked by status, done to silent; marks carry ``[branch, status]``.

    Of more than ``limit`` branches those with most sites that are not done.
    """
    found = statuses(sites)
    bars = [
        Bar(branch, branch or labels.NO_BRANCH.say(lang), counts, f"{sum(counts.values())}")
        for (branch,), counts in neediest(found, _not_done, limit).items()
    ]
    return stacked(
        bars,
        STATUSES,
        lambda s: labels.status(s, lang),
        lambda n: labels.SITES.say(lang, n=n),
        theme,
        len(found) - len(bars),
    )


def _not_done(counts: Mapping[str, int]) -> int:
    return sum(n for status, n in counts.items() if status not in {SiteStatus.SIGNED_OFF, SiteStatus.CLEAN})

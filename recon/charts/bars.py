"""Horizontal stacked bars: one bar per line, one colour per state, marks that carry their codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import plotly.graph_objects as go

from recon.charts import labels
from recon.charts.theme import ThemeName, dress
from recon.palette import colour, ink

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROW_HEIGHT: Final = 30
"""Pixels per bar: twenty-five sites fit a laptop without scrolling twice."""

FITTING: Final = {"minsize": 12, "mode": "hide"}
"""A number that does not fit its part is hidden, not made smaller."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a stacked chart: its code, its label, the count per state and what stands at its end."""

    code: str
    label: str
    counts: Mapping[str, int]
    end: str = ""

    @property
    def total(self) -> int:
        """The length of the bar."""
        return sum(self.counts.values())


def stacked(
    bars: Sequence[Bar],
    states: Sequence[str],
    say: Callable[[str], str],
    unit: Callable[[int], str],
    theme: ThemeName,
    left_out: int = 0,
) -> go.Figure:
    """Draw ``bars`` top to bottom. ``say`` titles a state, ``unit`` says a number with its unit.

    ``left_out`` is how many bars more there would be, told in ``layout.meta`` (:func:`recon.charts.theme.dress`).

    A part too narrow for its number on the screen it is drawn on shows none: it is in the hover.

    Each mark's ``customdata`` is ``[bar code, state code]``; states nobody is in are left out of the legend.
    """
    longest = max((bar.total for bar in bars), default=0)
    figure = go.Figure()
    for state in states:
        if any(bar.counts.get(state) for bar in bars):
            figure.add_trace(_layer(bars, state, say, unit))
    # Set together: Plotly validates all earlier annotations again for each one that is added.
    ends = [_end(place, bar) for place, bar in enumerate(bars)]
    figure.update_layout(barmode="stack", annotations=ends, uniformtext=FITTING)
    high = 20 + ROW_HEIGHT * max(len(bars), 2)
    dress(figure, theme, height=high, lines=len(bars), left_out=left_out)
    names = labels.fitting([bar.label for bar in bars], [bar.code for bar in bars])
    # By their place, not by their names: two sites may be called the same.
    figure.update_yaxes(autorange="reversed", type="category", tickvals=_places(bars), ticktext=names)
    figure.update_xaxes(range=[0, longest * 1.12 or 1], visible=False)
    return figure


def _places(bars: Sequence[Bar]) -> list[str]:
    return [str(place) for place in range(len(bars))]


def _end(number: int, bar: Bar) -> dict[str, object]:
    """Return what stands at the end of a bar."""
    place = {"x": bar.total, "y": str(number), "xanchor": "left", "xshift": 6, "showarrow": False}
    return place | {"text": bar.end, "font": {"size": 12}}


def _layer(bars: Sequence[Bar], state: str, say: Callable[[str], str], unit: Callable[[int], str]) -> go.Bar:
    counts = [bar.counts.get(state, 0) for bar in bars]
    background = colour(state)
    return go.Bar(
        orientation="h",
        name=say(state),
        x=counts,
        y=_places(bars),
        text=[f"{n:,}" if n else "" for n in counts],
        textposition="inside",
        insidetextanchor="middle",
        constraintext="inside",
        textangle=0,
        textfont={"color": ink(background), "size": 12},
        marker={"color": background, "line": {"width": 0}},
        # A click selects; the others must not fade, since the click leads away to the list at once.
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        customdata=[[bar.code, state] for bar in bars],
        hovertext=[f"{bar.label}<br>{say(state)} {unit(n)}" for bar, n in zip(bars, counts, strict=True)],
        hoverinfo="text",
    )

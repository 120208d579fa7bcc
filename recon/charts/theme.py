"""How every figure looks: quiet axes, room for Chinese labels, one font stack that every office PC has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import plotly.graph_objects as go

ThemeName = Literal["light", "dark", "host"]
"""``host`` leaves background, text and legend to the page that shows the figure (Streamlit's own theme)."""

FONT: Final = (
    "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei UI','Microsoft YaHei',"
    "'Noto Sans CJK SC',sans-serif"
)
"""Fonts that Windows, macOS and Linux ship with Chinese characters, best first."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Background, text and grid of a figure; an empty text leaves it to the host."""

    paper: str
    text: str
    grid: str


THEMES: Final[dict[str, Theme]] = {
    "light": Theme("#ffffff", "#22303c", "#e6eaee"),
    "dark": Theme("#14191f", "#dfe6ec", "#2c353f"),
    "host": Theme("rgba(0,0,0,0)", "", "rgba(128,140,152,0.22)"),
}


LEGEND: Final = 36
"""Pixels above the bars for a legend of one line. How many lines it takes on a screen only the screen knows."""


def dress(
    figure: go.Figure, theme: ThemeName, *, height: int, lines: int = 0, left_out: int = 0
) -> go.Figure:
    """Give a figure the house's look.

    Args:
        figure: what to dress.
        theme: light, dark, or the host's.
        height: pixels without the legend.
        lines: how many bars or rows are drawn.
        left_out: how many more only the table beside has; then ``layout.meta`` tells both numbers.
    """
    look, own = THEMES[theme], theme != "host"
    font: dict[str, Any] = {"family": FONT, "size": 13}
    if look.text:
        font["color"] = look.text
    figure.update_layout(
        height=height + (LEGEND if own else 0),
        margin={"l": 8, "r": 16, "t": 4 + (LEGEND if own else 0), "b": 4},
        showlegend=own,
        paper_bgcolor=look.paper,
        plot_bgcolor="rgba(0,0,0,0)",
        font=font,
        bargap=0.2,
        dragmode=False,
        clickmode="event+select",
        hoverlabel={"font": {"family": FONT, "size": 13}},
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
            "traceorder": "normal",
            "title": {"text": ""},
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
    if left_out:
        figure.update_layout(meta={"lines": lines, "left_out": left_out})
    axis = {"automargin": True, "fixedrange": True, "zeroline": False, "title": {"text": ""}}
    figure.update_xaxes(gridcolor=look.grid, **axis)
    figure.update_yaxes(showgrid=False, ticksuffix="  ", **axis)
    return figure

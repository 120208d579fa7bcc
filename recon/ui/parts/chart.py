"""A figure whose marks are doors to the list behind them, and the table with its numbers."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from recon.ui.i18n import t
from recon.ui.parts.columns import grouped
from recon.ui.url import with_language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    Door = tuple[str, Mapping[str, str | list[str]]]
    """A page's file and the filters to open it with."""

QUIET = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def chart(figure: Any, *, key: str, alt: str, door: Callable[[list[str]], Door]) -> None:
    """Draw a figure below its legend; a click on a mark opens the page that ``door`` names for the mark's codes."""
    legend(figure)
    event = st.plotly_chart(
        figure, key=key, alt=alt, on_select="rerun", selection_mode="points", config=dict(QUIET)
    )
    if figure.layout.meta:
        shown, rest = figure.layout.meta["lines"], figure.layout.meta["left_out"]
        st.caption(t("app.chart_rest", shown=shown, rest=rest))
    points = event["selection"]["points"]
    if points:
        page, filters = door([str(code) for code in points[0]["customdata"]])
        st.switch_page(page, query_params=with_language(filters))


def legend(figure: Any) -> None:
    """Draw what the colours of a figure's layers mean: as many lines as it takes, and never over a bar."""
    keys = [
        f'<li><i style="background:{layer.marker.color}"></i>{escape(layer.name)}</li>'
        for layer in figure.data
        if layer.name and layer.showlegend is not False
    ]
    if keys:
        st.html(f'<ul class="rc-legend">{"".join(keys)}</ul>')


def table_behind(make: Callable[[], pd.DataFrame], *, key: str, alt: str) -> None:
    """Offer the numbers of a chart as a table, made when it is opened."""
    with st.expander(t("app.table"), icon=":material/table_rows:", key=key, on_change="rerun") as drawer:
        if drawer.open:
            frame = make()
            height: int | Literal["content"] = "content" if len(frame) <= 10 else 388
            st.dataframe(frame, hide_index=True, alt=alt, height=height, column_config=grouped(frame))

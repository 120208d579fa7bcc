"""One pair at a time: decide, and the next one comes; the arrow keys turn the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui.findings import meanwhile
from recon.ui.findings.bar import bar, questions
from recon.ui.findings.pair import pair
from recon.ui.i18n import t
from recon.ui.url import place_number

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from recon.ui.store import Question, Run
    from recon.workspace import Workspace

AT: Final = "at"
"""Which of the matching findings is looked at, in the address."""


def _go(number: int) -> None:
    st.query_params[AT] = str(number)


def review(
    run: Run, place: Workspace, question: Question, buttons: DeltaGenerator, tools: DeltaGenerator
) -> None:
    """Draw one finding with its buttons; what is decided leaves the filter, and the next moves up."""
    page = run.findings.page(question, place_number(AT), 1)
    number, total = page.number, page.pages
    with tools:
        st.button(
            t("findings.prev"),
            key="review.prev",
            icon=":material/chevron_left:",
            disabled=number <= 1,
            on_click=_go,
            args=(number - 1,),
            shortcut="Left",
        )
        st.markdown(t("findings.nth", n=number, total=total), width="content")
        st.button(
            t("findings.next"),
            key="review.next",
            icon=":material/chevron_right:",
            icon_position="right",
            disabled=number >= total,
            on_click=_go,
            args=(number + 1,),
            shortcut="Right",
        )
    ruled = meanwhile.ruled(place, question, page)
    asked = bar(buttons, run, page, [0], ruled)
    questions(run, question, asked)
    pair(run, page.rows[0], ruled)

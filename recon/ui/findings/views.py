"""The two lines above the findings: how many and the views a registrar opens most; how the list is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import url
from recon.ui.findings.facets import VIEWS
from recon.ui.i18n import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from recon.ui.store import Question


MODES: Final = ("list", "review")
"""As a list, or one pair at a time."""


def _show(codes: Sequence[str], page: str) -> None:
    """Put a named view's filters into the address."""
    name = st.session_state["findings.view"]
    url.ask(codes, page, VIEWS.get(name or "", {}))


def line(key: str) -> DeltaGenerator:
    """Return one line of the page's head; the style sheet keeps its buttons narrow (``recon.css``)."""
    return st.container(key=key, horizontal=True, vertical_alignment="center", gap="xxsmall")


def views(codes: Sequence[str], page: str, question: Question, total: int) -> None:
    """Draw how many there are, and the named views."""
    with line("findings.views"):
        st.markdown(f"**{t('findings.found', n=total)}**", width="content")
        _named(codes, page, question)


def common_asked() -> bool:
    """Draw the button of the most frequent changes; returns whether they were asked for."""
    return bool(st.button(t("findings.common_open"), key="findings.common.open", type="tertiary"))


def _named(codes: Sequence[str], page: str, question: Question) -> None:
    """Draw the named views; the one whose filters are set is marked."""
    current = (name for name, view in VIEWS.items() if dict(view) == dict(question.chosen))
    st.session_state["findings.view"] = next(current, None)
    st.pills(
        t("findings.preset"),
        list(VIEWS),
        format_func=lambda name: t(f"findings.preset_{name}"),
        key="findings.view",
        on_change=_show,
        args=(codes, page),
        label_visibility="collapsed",
    )


def mode() -> str:
    """Draw the switch between the list and one pair at a time; returns which is on."""
    url.switch("mode", "findings.mode", MODES)
    st.segmented_control(
        t("findings.mode"),
        list(MODES),
        format_func=lambda mode: t(f"findings.{mode}"),
        key="findings.mode",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(st.session_state["findings.mode"])

"""The line above the findings: how many, the views a registrar opens most, the search box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import url
from recon.ui.findings.facets import VIEWS
from recon.ui.i18n import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.store import Question


MODES: Final = ("list", "review")
"""As a list, or one pair at a time."""


def _show(codes: Sequence[str], page: str) -> None:
    """Put a named view's filters into the address."""
    name = st.session_state["findings.view"]
    url.ask(codes, page, VIEWS.get(name or "", {}))


def views(codes: Sequence[str], page: str, question: Question, total: int) -> bool:
    """Draw the line; returns whether the most frequent changes were asked for."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"**{t('findings.found', n=total)}**", width="content")
        _named(codes, page, question)
        _search(page)
        _mode()
        icon = ":material/format_list_numbered:"
        return bool(st.button(t("findings.common_open"), key="findings.common.open", icon=icon))


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


def _search(page: str) -> None:
    st.text_input(
        t("findings.search"),
        key=f"{page}.{url.WORDS}",
        type="search",
        live="400ms",
        placeholder=t("findings.search_hint"),
        label_visibility="collapsed",
        on_change=url.back_to_first,
        width=176,
    )


def _mode() -> None:
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

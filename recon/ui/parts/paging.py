"""Page by page, with the page in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

if TYPE_CHECKING:
    from recon.ui.store import Page, Question


def _turn(key: str) -> None:
    st.query_params["page"] = str(st.session_state[key])


def pager(name: str, page: Page, question: Question, *, width: int | Literal["stretch"] = "stretch") -> None:
    """Draw the pages of a listing; the widget starts anew with every question."""
    if page.pages > 1:
        key = f"{name}.page.{question.digest()}"
        with st.container(width=width):
            st.pagination(page.pages, default=page.number, key=key, on_change=_turn, args=(key,))

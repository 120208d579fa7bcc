"""Page by page, with the page in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.store import Page, Question

Row = TypeVar("Row")


def part(name: str, rows: Sequence[Row], size: int) -> Sequence[Row]:
    """Draw the pages of a list that is held whole, if it has several; return the rows of the one looked at.

    The page stays while the list grows or shrinks within its pages.
    """
    pages = -(-len(rows) // size)
    number = (st.pagination(pages, key=f"{name}.page.{pages}") or 1) if pages > 1 else 1
    return rows[(number - 1) * size : number * size]


def _turn(key: str, name: str) -> None:
    st.query_params[name] = str(st.session_state[key])


def in_address(pages: int, number: int, key: str, name: str = "page") -> None:
    """Draw the page numbers of a list whose page stands in the address as ``name``.

    They follow the address: the Back button turns the page too, and a number marked from before could not be clicked.
    """
    if st.session_state.get(key) != number:
        st.session_state[key] = number
    st.pagination(pages, key=key, on_change=_turn, args=(key, name))


def pager(name: str, page: Page, question: Question, *, width: int | Literal["stretch"] = "stretch") -> None:
    """Draw the pages of a listing; the widget starts anew with every question."""
    if page.pages > 1:
        key = f"{name}.page.{question.digest()}"
        with st.container(width=width):
            in_address(page.pages, page.number, key)

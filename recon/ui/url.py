"""Filters live in the address as codes that no language changes; search words and personal values never do.

Streamlit's own binding would write translated labels, and a link would break on a language switch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui.i18n import first
from recon.ui.store import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORDS = "words"
"""Key of the search words in the session, per page."""


def chosen(facets: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the codes chosen in the address, per facet."""
    return {facet: tuple(st.query_params.get_all(facet)) for facet in facets if facet in st.query_params}


def question(facets: Iterable[str], page: str) -> Question:
    """Return what the address and the search box of a page ask."""
    return Question(chosen(facets), str(st.session_state.get(f"{page}.{WORDS}") or ""))


def choose(facet: str, code: str, *, on: bool) -> None:
    """Add or take away one code of a facet, and go back to the first page."""
    codes = [c for c in st.query_params.get_all(facet) if c != code]
    if on:
        codes.append(code)
    if codes:
        st.query_params[facet] = codes
    else:
        st.query_params.pop(facet, None)
    back_to_first()


def clear(facets: Iterable[str], page: str) -> None:
    """Take every filter and the search words away."""
    for name in facets:
        st.query_params.pop(name, None)
    back_to_first()
    st.session_state[f"{page}.{WORDS}"] = ""


def place_number(name: str) -> int:
    """Return a number asked for in the address, from 1; anything else is 1."""
    said = st.query_params.get(name, "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def back_to_first() -> None:
    """Forget which page, place or student was looked at: other rows stand there now."""
    for name in ("page", "at", "finding"):
        st.query_params.pop(name, None)


def page_number() -> int:
    """Return the page asked for in the address, from 1."""
    return place_number("page")


def switch(name: str, key: str, codes: Sequence[str]) -> None:
    """Keep a switch (widget ``key``) in the address as ``name``; its first code is the usual one and not written.

    Called before the widget is drawn: a new session takes the code from the address, an older one writes its own.
    """
    if key not in st.session_state:
        said = st.query_params.get(name, codes[0])
        st.session_state[key] = said if said in codes else codes[0]
    code = st.session_state[key]
    if code == codes[0]:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != code:
        st.query_params[name] = code


def keep_language(code: str) -> None:
    """Write the language into the address unless sessions begin in it."""
    if code == first():
        st.query_params.pop("lang", None)
    elif st.query_params.get("lang") != code:
        st.query_params["lang"] = code

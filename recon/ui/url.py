"""Filters live in the address as codes that no language changes; search words and personal values never do.

Streamlit's own binding would write translated labels, and a link would break on a language switch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui.i18n import first, lang
from recon.ui.store import Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WORDS: Final = "words"
"""Key of the search words in the session, per page."""
PLACES: Final = ("page", "at", "finding")
"""Which page, place or student is looked at."""


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
    _write({facet: codes}, without=PLACES)


def clear(facets: Iterable[str], page: str) -> None:
    """Take every filter and the search words away."""
    ask(facets, page, {})


def ask(facets: Iterable[str], page: str, filters: Mapping[str, Sequence[str]]) -> None:
    """Take every filter and the search words away and put others there."""
    _write(filters, without=(*facets, *PLACES))
    st.session_state[f"{page}.{WORDS}"] = ""


def _write(filters: Mapping[str, Sequence[str]], without: Iterable[str]) -> None:
    """Write filters into the address at once: each time it is written is a step of the browser's Back button."""
    old = {name: st.query_params.get_all(name) for name in st.query_params}
    gone = {*without, *filters}
    kept = {name: codes for name, codes in old.items() if name not in gone}
    new = kept | {name: list(codes) for name, codes in filters.items() if codes}
    if new != old:
        st.query_params.from_dict(new)


def place_number(name: str) -> int:
    """Return a number asked for in the address, from 1; anything else is 1."""
    said = st.query_params.get(name, "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 10 else 1


def back_to_first() -> None:
    """Forget which page, place or student was looked at: other rows stand there now."""
    _write({}, without=PLACES)


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


def with_language(filters: Mapping[str, str | list[str]]) -> dict[str, str | list[str]]:
    """Add the language to the filters of a way to another page; the one sessions begin in is not written."""
    return dict(filters) | {name: code for name, code in (("lang", said_language()),) if code}


def said_language() -> str:
    """Return the language as the address says it: empty for the one sessions begin in.

    The browser keeps it there (``parts/chrome.js``): written from here, it would be a step of the Back button.
    """
    return "" if lang() == first() else lang()

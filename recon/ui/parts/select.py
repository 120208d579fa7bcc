"""A select whose options are in the session's language: it follows the switch, and what was chosen stays chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from recon.ui.i18n import lang
from recon.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recon.words import Lang


def _named(key: str, lang: Lang) -> str:
    return key if lang == LANGS[0] else f"{key}.{lang}"


def spoken(key: str) -> str:
    """Return the key of a select in the session's language, with what was chosen in the other one.

    A select goes on showing the words it was first drawn with for as long as its key stands.
    """
    mine = _named(key, lang())
    for other in LANGS:
        was = _named(key, other)
        if was in st.session_state and mine not in st.session_state:
            st.session_state[mine] = st.session_state[was]
    return mine


def select(
    place: Any,
    label: str,
    options: Sequence[Any],
    index: int | None = 0,
    *,
    format_func: Callable[[Any], str],
    key: str,
    **how: Any,
) -> Any:
    """Draw a select with titles in the session's language.

    Args:
        place: the column, form or container it stands in, or ``streamlit``.
        label: its title.
        options: codes.
        index: the one that stands there at first; None for none.
        format_func: code → title.
        key: of the select, the same in every language.
        how: what else it is told.
    """
    mine = spoken(key)
    if index and mine in st.session_state:
        index = 0  # what was chosen stands in its place; Streamlit warns where it is told both
    return place.selectbox(label, options, index, format_func=format_func, key=mine, **how)

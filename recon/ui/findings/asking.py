"""Which question is asked next: a button's callback may not draw a dialog, so it is remembered until the page is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ASK: Final = "findings.ask"


def ask(what: str, lines: Sequence[int], versions: Mapping[str, int]) -> None:
    """Remember a question about findings, by their lines in the run and the versions that are on the screen."""
    st.session_state[_ASK] = (what, list(lines), dict(versions))


def asked() -> tuple[str, list[int], dict[str, int]]:
    """Return the question to be asked now, once; an empty name where there is none."""
    found: tuple[str, list[int], dict[str, int]] = st.session_state.pop(_ASK, ("", [], {}))
    return found

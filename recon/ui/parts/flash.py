"""What became of an act, said once on the next drawing: by then the act's own place on the page may be gone."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Became(StrEnum):
    """How an act ended."""

    DONE = "done"
    NOTHING = "nothing"
    """It had nothing to do: nothing was chosen, or everything was decided already."""
    MISSING = "missing"
    """What was asked for was left open."""
    OVERTAKEN = "overtaken"
    """Somebody was faster; nothing is kept."""
    REFUSED = "refused"
    FROZEN = "frozen"
    GONE = "gone"
    """Something was deleted for good."""


_DRAWN: Final[Mapping[Became, tuple[Callable[..., object], str]]] = {
    Became.DONE: (st.toast, "check"),
    Became.NOTHING: (st.toast, "warning"),
    Became.MISSING: (st.warning, "warning"),
    Became.OVERTAKEN: (st.warning, "sync_problem"),
    Became.REFUSED: (st.error, "error"),
    Became.FROZEN: (st.success, "lock"),
    Became.GONE: (st.success, "delete_forever"),
}
"""A toast goes by itself; what has to be read stays until the next click."""
KEPT: Final = "flash"


def keep(said: str, became: Became = Became.DONE) -> None:
    """Keep a sentence until the page is drawn again; several are said in their order."""
    st.session_state.setdefault(KEPT, []).append((said, became))


def tell() -> None:
    """Say what was kept."""
    for said, became in st.session_state.pop(KEPT, ()):
        draw, icon = _DRAWN[became]
        draw(literal(said), icon=f":material/{icon}:")

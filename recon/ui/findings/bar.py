"""The row of buttons above the grid. Each takes the lines that were on screen when it was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from recon.ui.findings import acts, dialogs
from recon.ui.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from recon.ui.store import Page, Question, Run
    from recon.workspace import Ruled

ASK: Final = "findings.ask"
KEYS: Final = {"accept": "A", "send": "S", "keep": "K", "override": "O", "dismiss": "D", "undo": "U"}
"""One key per act: a morning of decisions without the mouse."""


def _ask(what: str, lines: Sequence[int], versions: Mapping[str, int]) -> None:
    """Remember which question to ask; a callback may not draw a dialog."""
    st.session_state[ASK] = (what, list(lines), dict(versions))


def bar(
    place: DeltaGenerator, run: Run, page: Page, chosen: Sequence[int], ruled: Mapping[str, Ruled]
) -> str | None:
    """Draw the buttons for the chosen places of a page; returns the bulk verdict just asked for."""
    versions = {key: said.version for key, said in ruled.items()}
    lines = [page.rows[i]["file_row_number"] for i in chosen]
    ids = [str(page.rows[i]["finding_id"]) for i in chosen]
    undoable = [key for key in ids if key in ruled and ruled[key].ruling]
    ready = sum(bool(page.rows[i]["proposal"]) for i in chosen)
    act, none = acts.decide, not chosen

    def button(
        name: str, icon: str, callback: Callable[..., None], args: tuple[Any, ...], **more: Any
    ) -> None:
        counted = name == "accept" and ready
        label = t("findings.accept_n", n=ready) if counted else t(f"findings.{name}")
        place.button(
            label,
            key=f"findings.{name}",
            icon=icon or None,
            on_click=callback,
            args=args,
            shortcut=KEYS[name],
            **more,
        )

    button(
        "accept",
        ":material/check:",
        act,
        (run, lines, "accept", versions),
        type="primary",
        disabled=not ready,
    )
    button("send", ":material/reply:", act, (run, lines, "send-to-site", versions), disabled=none)
    button("keep", "", _ask, ("keep", lines, versions), disabled=none)
    button("override", "", _ask, ("override", lines, versions), disabled=len(chosen) != 1)
    button("dismiss", "", act, (run, lines, "dismiss", versions), disabled=none)
    button("undo", ":material/undo:", acts.undo, (undoable,), disabled=not undoable)
    bulk: str | None = place.menu_button(
        t("findings.all", n=page.total),
        list(dialogs.BULK),
        key="findings.bulk",
        format_func=lambda verdict: t(f"findings.{dialogs.BULK[verdict]}"),
    )
    return bulk


def questions(run: Run, question: Question, bulk: str | None) -> None:
    """Open the dialog that was asked for, if any."""
    what, lines, versions = st.session_state.pop(ASK, ("", [], {}))
    if bulk:
        dialogs.ask_bulk(run, question, bulk)
    elif what == "keep":
        dialogs.ask_reason(run, lines, versions)
    elif what == "override":
        dialogs.ask_value(run, lines[0], run.findings.rows(lines)[0], versions)

"""What was decided since the newest run: sheets and counts follow it only when the rosters are judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import context
from recon.ui.i18n import lang
from recon.words import Text

if TYPE_CHECKING:
    from recon.workspace import Workspace

_WAITING = Text(
    "有 {n} 条裁定尚未计入表格和统计。下载前请重新核对。",
    "{n} rulings do not stand in the sheets and counts yet. Reconcile again before downloading.",
)
_RUNNING = Text(
    "正在重新核对，完成后刷新页面即可看到。", "Reconciling again; reload the page when it is done."
)
_AGAIN = Text("重新核对", "Reconcile again")


def since_last_run(place: Workspace) -> int:
    """Return how many rulings were made or taken back since the newest run began."""
    runs = [run for run in place.runs(limit=5) if run.state == "finished"]
    began = runs[0].started_at if runs else ""
    return sum(ruled.at >= began for ruled in place.ruled().values()) if began else 0


def stale_notice() -> None:
    """Say that a new run is due, with the button that asks for it."""
    place = context.office()
    waiting = since_last_run(place) if place else 0
    if place is None or not waiting:
        return
    if any(job.kind in {"run", "intake-and-run"} for job in place.jobs.open()):
        st.info(_RUNNING.say(lang()), icon=":material/hourglass_top:")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(_WAITING.say(lang(), n=waiting), icon=":material/update:")
        st.button(_AGAIN.say(lang()), key="stale.again", type="primary", on_click=_ask, args=(place,))


def _ask(place: Workspace) -> None:
    place.jobs.enqueue("run", {}, actor=context.actor())

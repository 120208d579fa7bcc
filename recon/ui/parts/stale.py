"""What has happened since the newest run: sheets and counts follow it only when the rosters are judged again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.campaign import loads
from recon.pipeline import ruled_since as since
from recon.pipeline import unjudged
from recon.pipeline.unjudged import ANSWERS, FILES, OTHERS, RULINGS
from recon.ui import context
from recon.ui.i18n import lang
from recon.ui.parts.progress import last_outcome
from recon.ui.store import open_run
from recon.words import Text

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.ui.office import Office
    from recon.workspace import RunRecord, Workspace

LOOK: Final = 2.0
"""Seconds between two looks at a run that is under way."""
RUNS: Final = frozenset({"run", "intake-and-run"})
"""Jobs that end in a new run."""
_SETTINGS = Text(
    "设置已改，下面的数字还是按原设置核对的。请重新核对。",
    "The settings were changed; the numbers below still follow the old ones. Reconcile again.",
)
_RUNNING = Text(
    "正在重新核对，完成后这里会提示。下面还是上一次核对的数字。",
    "Reconciling again; it is told here when it is done. The numbers below are those of the run before.",
)
_RUNNING_NEW = Text(
    "正在按新设置核对，完成后这里会提示。下面还是按原设置核对的数字。",
    "Reconciling by the new settings; it is told here when it is done. The numbers below follow the old ones.",
)
_DONE = Text("重新核对完成。", "Reconciled again.")
_SHOW = Text("显示新结果", "Show the new result")
_AGAIN = Text("重新核对", "Reconcile again")


def files_since(place: Workspace) -> int:
    """Return how many files were taken in since the newest run began, and are not among those it judged."""
    run = place.newest_result()
    if run is None:
        return 0
    judged = open_run(run.folder).memo(
        "judged", lambda: frozenset(open_run(run.folder).table("files")["sha256"].to_pylist())
    )
    return unjudged.files_since(place, run, judged)


def other_sources(place: Workspace) -> bool:
    """Tell whether an extract or a list came, or was retired, since the newest run."""
    run = place.newest_result()
    return run is not None and unjudged.other_sources(place, run)


def ruled_since(place: Workspace) -> int:
    """Return on how many findings another ruling stands than when the newest run began."""
    run = place.newest_result()
    if run is None:
        return 0
    return since.ruled_since(place, run, open_run(run.folder).memo("stood", since.Stood))


def answered_since(place: Workspace) -> int:
    """Return of how many students an excuse or an admission came, or was taken back, since the newest run began."""
    run = place.newest_result()
    return place.answered_since(run.started_at) if run else 0


def other_settings(place: Workspace) -> bool:
    """Tell whether the newest run was judged by other settings than those that hold now."""
    run = place.newest_result()
    kept = run.folder / "campaign.toml" if run else None
    if run is None or kept is None or not kept.is_file():
        return False
    judged_by: Campaign = open_run(run.folder).memo(
        "campaign", lambda: loads(kept.read_text(encoding="utf-8"))
    )
    now = place.campaign()
    if _day_of(run, judged_by, now) != now.as_of:
        return True
    # A day and a language asked for on the command line are no settings.
    return replace(judged_by, as_of=now.as_of, lang=now.lang) != now


def _day_of(run: RunRecord, judged_by: Campaign, now: Campaign) -> date | None:
    """Return the day the settings of a run named, None for none; what is kept beside its result is the judged one."""
    if "as_of" in run.inputs:
        return date.fromisoformat(run.inputs["as_of"]) if run.inputs["as_of"] else None
    return judged_by.as_of if now.as_of else None  # a run kept from before does not tell


def running(place: Workspace) -> bool:
    """Tell whether a new run waits or is under way."""
    return any(job.kind in RUNS for job in place.jobs.open())


def why_stale(place: Office) -> str:
    """Return in words why the newest run is not the last word; empty when it is."""
    found: str = place.kept.once(("stale", lang()), lambda: _why(place))
    return found


def _why(place: Workspace) -> str:
    if running(place):
        return (_RUNNING_NEW if other_settings(place) else _RUNNING).say(lang())
    if other_settings(place):
        return _SETTINGS.say(lang())
    found = (
        (FILES, files_since(place)),
        (OTHERS, other_sources(place)),
        (RULINGS, ruled_since(place)),
        (ANSWERS, answered_since(place)),
    )
    return " ".join(text.say(lang(), n=f"{n:,}") for text, n in found if n)


def stale_notice() -> None:
    """Say that a new run is due, with the button that asks for it, or that one is under way."""
    place = context.office()
    if place is None or place.newest_result() is None:
        return
    said = why_stale(place)
    if not said:
        return
    if running(place):
        _watch()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(said, icon=":material/update:")
        st.button(_AGAIN.say(lang()), key="stale.again", type="primary", on_click=_ask, args=(place,))


@st.fragment(run_every=LOOK)
def _watch() -> None:
    """Say that a run is under way and, when it is done, offer its result; nobody is interrupted in between."""
    place = context.office()
    if place is None:
        return
    if running(place):
        st.info(why_stale(place), icon=":material/hourglass_top:")
        return
    if any(job.state == "failed" for job in place.jobs.recent(1)):
        last_outcome()
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(_DONE.say(lang()), icon=":material/check_circle:")
        if st.button(_SHOW.say(lang()), key="stale.show", type="primary"):
            st.rerun()


def _ask(place: Workspace) -> None:
    context.judge_again(place)

"""What every page stands on: the workspace, its newest run, who acts, and whether names are shown."""

from __future__ import annotations

import functools
import getpass
import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui.i18n import first, lang
from recon.ui.office import Office
from recon.ui.sites.chase import chases, day_of, promises
from recon.ui.store import open_run
from recon.ui.store.reopened import reopened

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.ui.store import Run
    from recon.workspace import Workspace

WORKSPACE: Final = "RECON_WORKSPACE"
"""Environment variable that names the workspace's folder."""
LONGEST_SECONDS: Final = 600
"""Names and numbers are hidden again after ten idle minutes."""
IDLE: Final = "RECON_IDLE_SECONDS"
"""Environment variable with which an office makes that shorter, never longer."""
_OPENING: Final = threading.Lock()


def reveal_seconds() -> float:
    """Return after how many idle seconds personal values are hidden again."""
    said = os.environ.get(IDLE, "")
    return min(float(said), LONGEST_SECONDS) if said.isdigit() else LONGEST_SECONDS


@functools.lru_cache(maxsize=4)
def _open(path: Path, _identity: tuple[int, ...]) -> Office:
    return Office.open(path)


def office() -> Office | None:
    """Return the workspace this dashboard serves; None when none was chosen, or it is not there (any more).

    A backup that somebody puts in its place is opened anew: what was open is another ledger, if not a deleted one.
    """
    path = os.environ.get(WORKSPACE, "")
    identity = Office.identity(path) if path else ()
    if not identity:
        return None
    with _OPENING:
        return _open(Path(path), identity)


def forget() -> None:
    """Let go of every workspace that is open."""
    with _OPENING:
        _open.cache_clear()


def campaign() -> Campaign | None:
    """Return the campaign of the workspace."""
    place = office()
    return place.campaign() if place else None


def run() -> Run | None:
    """Return the newest finished run with the rulings that stand, None before the first one."""
    place = office()
    folder = place.latest_run() if place else None
    if place is None or folder is None:
        return None
    found = open_run(folder)
    bring_up_to_date(found, place)
    return found


def bring_up_to_date(found: Run, place: Office) -> None:
    """Show in a run what people said since; nothing to do while nobody has written and the day is the same."""
    stands = place.ledger.stands()
    moment = None if stands is None else (place.kept, stands, day_of(place.campaign()))
    if moment is not None and moment == found.as_of:
        return
    if not found.told:
        found.tell(place.stories())
    ruled, judged = place.ruled(), place.newest_result()
    again = reopened(found.findings, ruled, judged.started_at) if judged else frozenset()
    found.settle(found.holding.verdicts(place.rulings()), again)
    found.letting_go.follow(place.let_go())
    promised, broken = promises(chases(place), place.campaign())
    found.following.follow(place.signed_off(), promised, broken)
    found.as_of = moment


def actor() -> str:
    """Return who acts: on one PC, the system's user. Every act carries it, so that sign-in can come later."""
    return getpass.getuser()


def judge_again(place: Workspace) -> None:
    """Ask the worker for a new check, said in the language of the session.

    Whoever clicks on stops the script where it next looks into the session: the check is asked for all the same.
    """
    said = first()
    try:
        said = lang()
    finally:
        place.jobs.enqueue("run", {"lang": said}, actor=actor())


def masked() -> bool:
    """Tell whether personal values are hidden."""
    if idle_for() > reveal_seconds():
        hide()
    return "revealed_at" not in st.session_state


def idle_for() -> float:
    """Return for how many seconds nobody has clicked while values are shown; 0 while they are hidden."""
    since = st.session_state.get("revealed_at")
    return 0.0 if since is None else time.monotonic() - since


def stay_awake() -> None:
    """Begin the idle time anew: somebody clicked."""
    if not masked():
        st.session_state["revealed_at"] = time.monotonic()


def reveal(reason: str, page: str) -> None:
    """Show personal values in this session and leave a line in the log."""
    place = office()
    if place:
        place.log("reveal", actor=actor(), page=page, reason=reason)
        st.session_state["revealed_at"] = time.monotonic()


def hide() -> None:
    """Hide personal values again."""
    st.session_state.pop("revealed_at", None)

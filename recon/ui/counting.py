"""How many units a download for all holds, known before it is made."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.export import returned
from recon.export.reminding import reminder
from recon.ui import outputs
from recon.ui.i18n import lang

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.export.view import View
    from recon.ui.store import Run


def _returned(view: View, unit: str) -> bool:
    """Tell whether a unit has anything to mend: a sheet of its own is made only then."""
    for form in view.forms(unit) or [""]:
        rows = view.rows.get(unit, form)
        if returned.asked(view, unit, set(rows["row_id"].to_pylist()), set(rows["file"].to_pylist())):
            return True
    return False


def _reminded(view: View, unit: str) -> bool:
    """Tell whether there is anything to remind a unit of."""
    return bool(reminder(view, unit))


SPARSE: Final[dict[str, Callable[[View, str], bool]]] = {"returned": _returned, "reminders": _reminded}
"""Kinds that not every unit has: whether a unit has one is found out unit by unit."""
AT_ONCE: Final = 100
"""So many units are asked while the page waits; more are asked beside it."""
SOON: Final = 1.0
_ASIDE: Final = ThreadPoolExecutor(1, thread_name_prefix="counting")


def in_zip(run: Run, kind: str, branch: str = "") -> int | None:
    """Return of how many units the zip of all, or of a branch, holds files; None while they are being counted."""
    units = outputs.sites_with(run, kind, branch)
    has = SPARSE.get(kind)
    if has is None:
        return len(units)
    view = outputs.view(run)

    def count() -> int:
        return sum(has(view, unit) for unit in units)

    key = ("in zip", kind, branch, lang())
    if len(units) <= AT_ONCE:
        found: int = run.memo(key, count)
        return found
    counting: Future[int] = run.memo(key, lambda: _ASIDE.submit(count))
    return counting.result() if counting.done() else None


def when_counted(run: Run, branch: str = "") -> None:
    """Draw the page anew as soon as everything is counted."""

    @st.fragment(run_every=SOON)
    def look() -> None:
        if all(in_zip(run, kind, branch) is not None for kind in SPARSE):
            st.rerun()

    if any(in_zip(run, kind, branch) is None for kind in SPARSE):
        look()

"""Freezing a numbered version, and what has changed since one was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.errors import WorkspaceError
from recon.pipeline.giving import NOW
from recon.ui import context, say
from recon.ui.handing import too_early
from recon.ui.i18n import lang, t
from recon.ui.masking import mask, mask_name, mask_number, shown
from recon.ui.parts import flash
from recon.ui.parts.columns import grouped
from recon.ui.parts.dialogs import confirmed
from recon.ui.parts.select import select
from recon.ui.parts.stale import why_stale
from recon.values.days import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.office import Office
    from recon.ui.store import Run
    from recon.workspace.handover import Handover

SHOWN = 500
"""Changes on the page; all of them are in the download."""


def versions(run: Run, place: Office, counts: Mapping[str, int]) -> list[Handover]:
    """Draw the versions there are, and the way to the next."""
    found = place.handovers()
    if found:
        frame = _frame(found)
        config = grouped(frame)
        st.dataframe(
            frame, hide_index=True, alt=t("handover.versions"), height="content", column_config=config
        )
    else:
        st.caption(t("handover.none_yet"))
    _next(run, place, len(found) + 1, counts)
    return found


def chosen(found: Sequence[Handover]) -> int:
    """Ask which version to download, the newest first; without a frozen one there is nothing to choose."""
    if not found:
        return NOW
    said: int = select(
        st,
        t("handover.which"),
        [*(one.number for one in reversed(found)), NOW],
        format_func=lambda n: t("handover.as_now") if n == NOW else t("handover.nth", n=n),
        key="handover.which",
        width=220,
    )
    return said


def _next(seen: Run, place: Office, number: int, counts: Mapping[str, int]) -> None:
    """Draw the way to the next version: it waits for the run under way, and asks before it freezes."""
    wait = why_stale(place)
    if wait:
        st.warning(t("handover.not_now", why=wait), icon=":material/hourglass_top:")
    asked = st.button(
        t("handover.freeze", n=number),
        key="handover.freeze",
        type="primary",
        icon=":material/lock:",
        disabled=bool(wait),
        help=wait or None,
    )
    if asked:
        _ask(seen, place, number, counts)


def _ask(seen: Run, place: Office, number: int, counts: Mapping[str, int]) -> None:
    """Restate what would be frozen, of which run; freeze only when that is confirmed."""
    run = place.newest_result()
    if run is None:
        return

    @st.dialog(t("handover.freeze", n=number), icon=":material/lock:")
    def body() -> None:
        at = moment(run.started_at)
        st.markdown(
            t("handover.restated", ready=counts["ready"], waiting=counts["waiting"], run=run.id, at=at)
        )
        too_early.warn(seen, place.campaign())
        st.caption(t("handover.for_good"))
        with st.form("handover.confirm", border=False):
            st.text_input(t("handover.note"), key="handover.note", max_chars=200)
            act = {"icon": ":material/lock:", "on_click": _freeze, "args": (place, run.id)}
            if confirmed(t("handover.confirm"), "handover.freeze", **act):
                st.rerun()

    body()


def _freeze(place: Office, seen: int) -> None:
    """Freeze the run somebody saw; whatever came meanwhile stops it."""
    run = place.newest_result()
    if run is None or run.id != seen or why_stale(place):
        flash.keep(t("handover.moved_on"), flash.Became.OVERTAKEN)
        return
    try:
        made = place.freeze_handover(actor=context.actor(), reason=st.session_state["handover.note"].strip())
    except WorkspaceError as error:
        flash.keep(error.say(lang()), flash.Became.OVERTAKEN)
        return
    key = "handover.same_again" if made.again else "handover.frozen"
    flash.keep(t(key, n=made.number, count=made.handed), flash.Became.FROZEN)


def _frame(found: Sequence[Handover]) -> pd.DataFrame:
    newest_first = found[::-1]
    return pd.DataFrame(
        {
            t("handover.number"): [t("handover.nth", n=one.number) for one in newest_first],
            t("handover.at"): [moment(str(one.at)) for one in newest_first],
            t("handover.by"): [one.actor for one in newest_first],
            t("handover.ready"): [one.handed for one in newest_first],
            t("handover.waiting"): [one.pending for one in newest_first],
            t("handover.hash"): [one.sha256[:16] for one in newest_first],
            t("handover.note"): [shown(one.reason) for one in newest_first],
        }
    )


def changes(place: Office, found: Sequence[Handover]) -> None:
    """Draw what was added, changed and withdrawn since a version; compared when somebody asks."""
    if not st.toggle(t("handover.compare"), key="handover.compare"):
        return
    numbers = [one.number for one in found][::-1]
    since = select(
        st,
        t("handover.since"),
        numbers,
        format_func=lambda n: t("handover.nth", n=n),
        key="handover.since",
        width=220,
    )
    # Whoever is let go or held back between two looks changes it, so it is kept until anybody writes.
    key = ("handover changes", since)
    rows = place.kept.once(key, lambda: place.handover_changes(since).to_pylist())
    if not rows:
        st.caption(t("handover.unchanged"))
        return
    with st.container(horizontal=True):
        for what in ("added", "changed", "withdrawn"):
            n = len({row["student_no"] for row in rows if row["what"] == what})
            st.metric(t(f"handover.{what}"), f"{n:,}")
    st.dataframe(_changed(rows[:SHOWN]), hide_index=True, alt=t("handover.since"), height="content")


def _changed(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    masked = context.masked()

    def value(row: dict[str, Any], name: str) -> str:
        return mask(row["field"], row[name]) if masked else str(row[name])

    return pd.DataFrame(
        {
            t("handover.what"): [t(f"handover.{row['what']}") for row in rows],
            t("students.number"): [mask_number(r["student_no"]) if masked else r["student_no"] for r in rows],
            t("students.name"): [mask_name(row["name"]) if masked else row["name"] for row in rows],
            t("students.site"): [row["site_name"] or row["site_code"] for row in rows],
            t("findings.field"): [_field(row["field"]) for row in rows],
            t("handover.before"): [value(row, "before") for row in rows],
            t("handover.after"): [value(row, "after") for row in rows],
            t("findings.reason"): [
                t(f"handover.why_{row['reason']}") if row["reason"] else "" for row in rows
            ],
        }
    )


def _field(code: str) -> str:
    if not code:
        return ""
    return t(f"handover.field_{code}") if code in {"point", "days", "site_code"} else say.field(code)

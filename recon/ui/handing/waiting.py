"""待定名单: who is submitted but not ready, and letting somebody go all the same, with a reason."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.masking import mask_name, mask_number
from recon.ui.parts import flash
from recon.ui.parts.columns import grid_height
from recon.ui.parts.paging import in_address
from recon.ui.store import going
from recon.ui.url import place_number, with_language

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recon.ui.store import Run
    from recon.workspace import Workspace

PER_PAGE = 50


def waiting(run: Run, place: Workspace, admitted: Collection[str]) -> None:
    """Draw a page of those who wait, with the form that admits the chosen."""
    number = place_number("waiting")
    rows, total = going.waiting(run, admitted, number, PER_PAGE)
    if not total:
        st.caption(t("handover.nobody_waits"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(t("handover.waiting_help"), width="content")
        st.page_link(
            "app_pages/students.py",
            label=t("handover.see_waiting"),
            icon=":material/person_search:",
            query_params=with_language({"going": "waiting"}),
        )
    chosen = _grid(run, rows)
    pages = -(-total // PER_PAGE)
    if pages > 1:
        in_address(pages, min(number, pages), f"handover.page.{total}", "waiting")
    _admit(place, [row["student_no"] for row in chosen])


def _grid(run: Run, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Draw the page; its key dies with its rows, so that a selection never reaches other students."""
    masked, named = context.masked(), say.site(run)
    key = hashlib.sha256("\n".join(row["student_no"] for row in rows).encode()).hexdigest()[:16]
    event = st.dataframe(
        pd.DataFrame(
            {
                t("students.number"): [
                    mask_number(row["student_no"]) if masked else row["student_no"] for row in rows
                ],
                t("students.name"): [mask_name(row["name"]) if masked else row["name"] for row in rows],
                t("students.site"): [named(row["site_code"]) for row in rows],
                t("students.branch"): [say.branch(row["branch"]) for row in rows],
                t("students.cohort"): [say.cohort(row["cohort"]) for row in rows],
                t("handover.why"): [t(f"handover.why_{'held' if row['held'] else 'open'}") for row in rows],
            }
        ),
        key=f"handover.waiting.{key}",
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        height=grid_height(len(rows), 388),
        alt=t("handover.waiting_list"),
    )
    return [rows[place] for place in event["selection"]["rows"] if place < len(rows)]


def _admit(place: Workspace, numbers: Sequence[str]) -> None:
    with st.form("handover.admit", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        reason = left.text_input(t("findings.reason"), max_chars=200)
        asked = right.form_submit_button(
            t("handover.admit", n=len(numbers)), disabled=not numbers, width="stretch"
        )
    if asked and not reason.strip():
        st.error(t("findings.reason_needed"))
    elif asked:
        place.admit_to_handover(*numbers, actor=context.actor(), reason=reason.strip())
        flash.keep(t("handover.admitted", n=len(numbers)))
        st.rerun()

"""Who is missing at a site (漏报 and 待报), and who came late and may be admitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.parts import flash
from recon.ui.parts.columns import grid_height
from recon.ui.store import Question
from recon.ui.store.student import due_state
from recon.ui.students.asked import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.sites.lines import SiteLine
    from recon.ui.store import Run

SHOWN = 50
DRAWN = 500
"""Late students drawn; where none is chosen, all are admitted, these and the others."""


def missing(run: Run, line: SiteLine) -> None:
    """Draw the two lists; each is empty for a site that owes nobody."""
    gone = Question({"site_code": (line.code,), "due_state": ("omitted", "awaited")})
    page = run.students.page(gone, 1, SHOWN)
    st.markdown(f"**{t('sites.missing_list', n=page.total)}**")
    if page.rows:
        st.dataframe(
            _frame(page.rows), hide_index=True, alt=t("sites.tab_missing"), height=_height(page.rows)
        )
        if page.total > SHOWN:
            st.caption(t("sites.missing_more", n=page.total - SHOWN))
    asked = Question({"site_code": (line.code,), "due_state": ("late",)})
    late = run.students.page(asked, 1, max(1, run.students.count(asked)))
    if late.rows:
        _late(line, late.rows)


def _height(rows: Sequence[object]) -> int:
    return grid_height(len(rows), 318)


def _frame(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    shown = [visible(row, masked=context.masked()) for row in rows]
    return pd.DataFrame(
        {
            t("students.number"): [row["student_no"] for row in shown],
            t("students.name"): [row["name"] for row in shown],
            t("students.cohort"): [say.cohort(row["cohort"]) for row in shown],
            t("students.level"): [row["level"] for row in shown],
            t("students.state"): [say.due_state(due_state(row)) for row in shown],
        }
    )


def _late(line: SiteLine, rows: Sequence[dict[str, Any]]) -> None:
    """Late students count once somebody admits them and says why."""
    place = context.office()
    admitted = {answer.student_no for answer in place.answers("admit")} if place else set()
    waiting = [row for row in rows if row["student_no"] not in admitted]
    st.markdown(f"**{t('sites.late_list', n=len(rows), admitted=len(rows) - len(waiting))}**")
    event = st.dataframe(
        _frame(waiting[:DRAWN]),
        key=f"sites.late.{line.code}.{len(waiting)}",
        on_select="rerun",
        selection_mode="multi-row",
        hide_index=True,
        height=_height(waiting[:DRAWN]),
        alt=t("sites.late"),
    )
    if len(waiting) > DRAWN:
        st.caption(t("sites.late_more", n=len(waiting) - DRAWN))
    chosen = [waiting[i] for i in event["selection"]["rows"] if i < len(waiting)] or waiting
    with st.form(f"sites.admit.{line.code}", border=False):
        reason = st.text_input(t("findings.reason"), max_chars=200)
        if st.form_submit_button(t("sites.admit", n=len(chosen)), disabled=not waiting):
            if not reason.strip():
                st.error(t("findings.reason_needed"))
            elif place:
                numbers = [row["student_no"] for row in chosen]
                place.admit(*numbers, actor=context.actor(), reason=reason.strip())
                flash.keep(t("sites.admitted", n=len(chosen)))
                st.rerun()

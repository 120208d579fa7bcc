"""Every photo the register knows of one student, and which of them the run judged by."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.campaign.clock import add_months
from recon.ui import context
from recon.ui.i18n import t
from recon.ui.photos.registered import captures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.photos.registered import Capture
    from recon.ui.store import Run


def past(run: Run, row: Mapping[str, Any]) -> None:
    """Draw the student's captures when they are asked for: the register is read for them."""
    place = context.office()
    if place is None or not place.sources("photos"):
        return
    with st.expander(
        t("students.past"), icon=":material/photo_library:", key="students.past", on_change="rerun"
    ) as drawer:
        if not drawer.open:
            return
        found = captures(run, place, str(row["student_no"]), str(row["id_card"]))
        if not found:
            st.caption(t("students.past_none"))
            return
        months = place.campaign().photo.validity_months
        st.dataframe(
            frame(found, str(row["captured_on"]), months),
            hide_index=True,
            alt=t("students.past"),
            height="content",
        )


def frame(found: Sequence[Capture], counts: str, months: int) -> pd.DataFrame:
    """Return the captures, newest first, each with the day until which it held, and which day the run judged by."""
    return pd.DataFrame(
        {
            t("students.captured_on"): [one.captured_on or "—" for one in found],
            t("students.past_status"): [one.status or "—" for one in found],
            t("students.valid_until"): [_until(one.captured_on, months) for one in found],
            t("students.past_counts"): [
                t("students.past_this") if one.captured_on and one.captured_on == counts else ""
                for one in found
            ],
        }
    )


def _until(day: str, months: int) -> str:
    return add_months(date.fromisoformat(day), months).isoformat() if day else "—"

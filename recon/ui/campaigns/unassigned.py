"""Several graduation batches, and cohorts of which nothing says with which of them they graduate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign.clock import today
from recon.ui.i18n import t
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from recon.campaign import Campaign


def unassigned(campaign: Campaign) -> None:
    """Warn that photos of these cohorts are judged by the next batch: one that graduates later needs them longer."""
    if not campaign.unassigned:
        return
    on = campaign.as_of or today()
    ahead = sorted((day, code) for code, day in campaign.batches.items() if day >= on)
    cohorts = t("app.list").join(campaign.unassigned)
    batch = ahead[0][1] if ahead else "—"
    st.warning(literal(t("campaign.unassigned", cohorts=cohorts, batch=batch)), icon=":material/event_busy:")

"""What a changed campaign would do, before it is saved: who is due, and which photos would not last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recon.errors import ReconError
from recon.pipeline.office import inputs_of
from recon.pipeline.preview import due_under
from recon.rules import judge_campaign, say_message
from recon.ui import say
from recon.ui.campaigns.unassigned import unassigned
from recon.ui.i18n import lang, t
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.pipeline.preview import Due
    from recon.workspace import Workspace


def preview(place: Workspace, wanted: Campaign) -> None:
    """Draw the warnings about batches and the shooting plan, and who would be due."""
    unassigned(wanted)
    for finding in judge_campaign(wanted):
        st.warning(literal(say_message(finding, lang())), icon=":material/photo_camera:")
    if not place.sources("extract"):
        st.caption(t("campaign.preview_no_extract"))
        return
    if place.campaign().scope == wanted.scope and _same_due(place.campaign(), wanted):
        st.caption(t("campaign.preview_same"))
        return
    try:
        with st.spinner(t("campaign.preview_counting")):
            before, after = due_under(inputs_of(place), (place.campaign(), wanted))
    except ReconError as error:
        st.error(literal(error.say(lang())), icon=":material/error:")
        return
    st.markdown(t("campaign.preview_due", before=sum(before.values()), after=sum(after.values())))
    if not after:
        st.error(t("campaign.preview_nobody"), icon=":material/error:")
    if before != after:
        st.dataframe(_frame(before, after), hide_index=True, alt=t("campaign.changes"), height="content")


def _same_due(before: Campaign, after: Campaign) -> bool:
    names = ("earlier", "reshoot", "photo", "batches", "cohort_batches")
    return all(getattr(before, name) == getattr(after, name) for name in names)


def _frame(before: Due, after: Due) -> pd.DataFrame:
    moved = [key for key in sorted({*before, *after}) if before.get(key, 0) != after.get(key, 0)]
    return pd.DataFrame(
        {
            t("facet.category"): [say.category(category) for category, _, _ in moved],
            t("facet.cohort"): [say.cohort(cohort) for _, cohort, _ in moved],
            t("facet.level"): [level for _, _, level in moved],
            t("campaign.due_before"): [before.get(key, 0) for key in moved],
            t("campaign.due_after"): [after.get(key, 0) for key in moved],
            t("campaign.due_moved"): [after.get(key, 0) - before.get(key, 0) for key in moved],
        }
    )

"""For all the sites in the list at once: the call list on paper, the reminders, the letters to the branches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.parts import flash
from recon.ui.parts.download import download
from recon.ui.parts.literal import literal
from recon.ui.sites import call_list
from recon.ui.sites.lines import reminder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.campaign import Campaign
    from recon.ui.sites.lines import SiteLine
    from recon.ui.store import Run


def everybody(run: Run, lines: Sequence[SiteLine], campaign: Campaign) -> None:
    """Draw the two buttons."""
    if st.button(t("sites.reminder_all"), key="sites.everybody", icon=":material/campaign:"):
        _dialog(run, lines, campaign)
    download(
        call_list.call_list(lines, campaign),
        t("sites.call_list"),
        "sites.call_list",
        stretch=False,
        icon=":material/print:",
    )


def _dialog(run: Run, lines: Sequence[SiteLine], campaign: Campaign) -> None:
    owing = [line for line in lines if line.missing]

    @st.dialog(t("sites.reminder_all"), width="large", icon=":material/campaign:")
    def body() -> None:
        texts = [text for line in lines if (text := reminder(run, line))]
        st.markdown(f"**{t('sites.to_sites', n=len(texts))}**")
        st.code("\n\n".join(texts) or t("sites.no_reminder"), language=None, wrap_lines=True, height=260)
        if st.button(t("sites.all_reminded", n=len(texts)), key="sites.all_reminded", disabled=not texts):
            _note([line for line in lines if reminder(run, line)], "reminder")
        st.markdown(f"**{t('sites.to_branches')}**")
        for branch, text in call_list.branch_letters(owing, campaign).items():
            st.caption(literal(say.branch(branch)))
            st.code(text, language=None, wrap_lines=True)
        if st.button(t("sites.all_escalated", n=len(owing)), key="sites.all_escalated", disabled=not owing):
            _note(owing, "escalated")

    body()


def _note(lines: Sequence[SiteLine], kind: str) -> None:
    place = context.office()
    if place:
        place.note_all([line.code for line in lines], kind, actor=context.actor())
        flash.keep(t("sites.reminder_saved" if kind == "reminder" else "diary.escalated"))
        st.rerun()

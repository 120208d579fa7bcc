"""What is kept, whether it is whole, and how a person or a campaign is taken out for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import context
from recon.ui.campaigns.copying import copying
from recon.ui.i18n import lang, t
from recon.ui.parts import flash
from recon.ui.parts.facts import facts
from recon.ui.parts.literal import literal
from recon.ui.store import forget

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.workspace import Workspace
    from recon.workspace.purge import Purged

OPEN = "retention.open"
"""Set after a deletion, so that the page shows what is left."""
DONE = "retention.done"
"""The form whose deletion was just carried out."""
FIELDS: Final[Mapping[str, Mapping[str, str | bool]]] = {
    "person": {"number": "", "reason": "", "sure": False},
    "campaign": {"name": "", "reason": "", "sure": False},
}
"""The two forms, empty. What was typed stands until it was carried out: a tick is easily missed."""


def retention(place: Workspace) -> None:
    """Draw what is kept, the check, the copy of everything, and the two deletions."""
    _emptied()
    facts(_kept(place))
    if st.button(t("retention.verify"), key="retention.verify", icon=":material/verified_user:"):
        _verify(place)
    copying(place)
    left, right = st.columns(2, gap="large")
    with left:
        _person(place)
    with right:
        _campaign(place)


def _emptied() -> None:
    """Empty the form whose deletion was carried out."""
    which = st.session_state.pop(DONE, "")
    for field, nothing in FIELDS.get(which, {}).items():
        st.session_state[f"retention.{which}.{field}"] = nothing


def _kept(place: Workspace) -> dict[str, object]:
    files, runs = place.submissions(), place.runs(500)
    size = sum(one.size for one in files) + sum(one.size for one in place.sources())
    return {
        t("retention.files"): t("retention.files_n", n=len(files), mb=f"{size / 1e6:,.1f}"),
        t("retention.sources"): len(place.sources()),
        t("retention.runs"): len(runs),
        t("retention.rulings"): len(place.rulings()),
        t("retention.folder"): place.path,
    }


def _verify(place: Workspace) -> None:
    found = place.verify()
    if found.ok:
        st.success(t("retention.whole", n=sum(found.counts.values())), icon=":material/verified_user:")
    for problem in found.problems:
        st.error(literal(problem.say(lang())), icon=":material/error:")


def _person(place: Workspace) -> None:
    st.markdown(f"**{t('retention.person')}**")
    st.caption(t("retention.person_help"))
    with st.form("retention.person", border=False):
        number = st.text_input(t("students.number"), max_chars=30, key="retention.person.number")
        reason = st.text_input(t("findings.reason"), max_chars=200, key="retention.person.reason")
        sure = st.checkbox(t("retention.sure"), key="retention.person.sure")
        if st.form_submit_button(t("retention.delete"), icon=":material/delete_forever:"):
            if not (number.strip() and reason.strip() and sure):
                st.error(t("retention.all_needed"))
                return
            with st.spinner(t("retention.working")):
                done = place.purge_person(number.strip(), actor=context.actor(), reason=reason.strip())
            if place.newest_result() is not None:
                context.judge_again(place)
            _told("person", done, whole=done.lost)


def _campaign(place: Workspace) -> None:
    st.markdown(f"**{t('retention.campaign')}**")
    st.caption(t("retention.campaign_help", id=literal(place.campaign().id)))
    with st.form("retention.campaign", border=False):
        name = st.text_input(t("retention.campaign_id"), max_chars=80, key="retention.campaign.name")
        reason = st.text_input(t("findings.reason"), max_chars=200, key="retention.campaign.reason")
        sure = st.checkbox(t("retention.sure"), key="retention.campaign.sure")
        if st.form_submit_button(t("retention.delete"), icon=":material/delete_forever:"):
            if name.strip() != place.campaign().id or not reason.strip() or not sure:
                st.error(t("retention.all_needed"))
                return
            with st.spinner(t("retention.working")):
                done = place.purge_campaign(name.strip(), actor=context.actor(), reason=reason.strip())
            _told("campaign", done)


def _told(which: str, done: Purged, whole: int = 0) -> None:
    """Say what was done, and of one student's originals how many went whole."""
    forget()
    st.session_state[OPEN] = True
    st.session_state[DONE] = which
    flash.keep(t("retention.done", files=done.originals, records=done.records), flash.Became.GONE)
    if whole:
        flash.keep(t("retention.lost", n=whole), flash.Became.GONE)
    st.rerun()

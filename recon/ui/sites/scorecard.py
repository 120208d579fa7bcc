"""One site in full: its counts, who answers for it, the reminder to paste, and what was said before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign.clock import today
from recon.ui import context, say
from recon.ui.i18n import lang, t
from recon.ui.parts.chart import with_language
from recon.ui.parts.facts import facts
from recon.ui.sites import lines as sites

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.ui.sites.lines import SiteLine


def scorecard(line: SiteLine, campaign: Campaign) -> None:
    """Draw one site."""
    with st.container(border=True):
        st.subheader(f"{line.name} · {say.status(line.site['status'])}", anchor=False)
        _counts(line)
        _round(line)
        left, right = st.columns([3, 2], gap="large")
        with left:
            st.markdown(f"**{t('sites.reminder')}**")
            st.code(sites.reminder(line, campaign), language=None, wrap_lines=True)
            _acts(line)
        with right:
            _who(line)
            _diary(line)


def _counts(line: SiteLine) -> None:
    values = {name: line.counts[name] for name in ("due", "submitted", "omitted", "awaited")}
    values |= {name: int(line.site[name]) for name in ("key_errors", "other_errors", "warnings", "files")}
    with st.grid(8, min_column_width=96):
        for name, value in values.items():
            st.metric(t(f"sites.{name}"), f"{value:,}")
    code = line.code
    with st.container(horizontal=True):
        st.page_link(
            "app_pages/findings.py",
            label=t("sites.see_findings"),
            icon=":material/rule:",
            query_params=with_language({"site_code": code, "state": "waiting"}),
        )
        st.page_link(
            "app_pages/students.py",
            label=t("sites.see_omitted"),
            icon=":material/person_search:",
            query_params=with_language({"site_code": code, "due_state": ["omitted", "awaited"]}),
        )
        st.page_link(
            "app_pages/downloads.py",
            label=t("sites.see_downloads"),
            icon=":material/download:",
            query_params=with_language({"site_code": code}),
        )


def _round(line: SiteLine) -> None:
    """Say what became of the site's errors since the run before."""
    place = context.office()
    found = next((r for r in place.rounds() if r.unit == line.code), None) if place else None
    if found and (found.fixed or found.new or found.back):
        counts = {"fixed": found.fixed, "still": found.still, "new": found.new, "back": found.back}
        st.caption(t("sites.round", **counts))


def _who(line: SiteLine) -> None:
    names = ("responsible", "contact", "phone", "address")
    facts({t(f"sites.{name}"): line.register.get(name) or t("sites.not_known") for name in names})


def _note(unit: str, kind: str, key: str, said: str) -> None:
    place = context.office()
    if place:
        value = st.session_state.get(key)
        due = value.isoformat() if kind == "promise" and value else ""
        place.note(unit, kind, actor=context.actor(), due_on=due)
        st.session_state["sites.flash"] = said


def _acts(line: SiteLine) -> None:
    if said := st.session_state.pop("sites.flash", None):
        st.toast(said, icon=":material/check:")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            t("sites.reminder_done"),
            key=f"sites.reminded.{line.code}",
            icon=":material/campaign:",
            on_click=_note,
            args=(line.code, "reminder", "", t("sites.reminder_saved")),
        )
        key = f"sites.promise.{line.code}"
        st.date_input(
            t("sites.promise"),
            value=None,
            min_value=today() - timedelta(days=1),
            key=key,
            format="YYYY-MM-DD",
            width=170,
            on_change=_note,
            args=(line.code, "promise", key, t("sites.promise_saved")),
        )
        if line.site["status"] == "silent":
            st.button(
                t("sites.nil"),
                key=f"sites.nil.{line.code}",
                icon=":material/do_not_disturb_on:",
                help=t("sites.nil_help"),
                on_click=_nil,
                args=(line.code,),
            )


def _nil(unit: str) -> None:
    place = context.office()
    if place:
        for form in place.campaign().scope:
            place.declare_nil(unit, form, actor=context.actor())
        place.jobs.enqueue("run", {"lang": lang()}, actor=context.actor())
        st.session_state["sites.flash"] = t("sites.nil_saved")


def _diary(line: SiteLine) -> None:
    place = context.office()
    past = place.diary(line.code) if place else []
    if past:
        st.markdown(f"**{t('sites.diary')}**")
        for entry in past[-6:]:
            words = " ".join(part for part in (t(f"diary.{entry.kind}"), entry.due_on, entry.text) if part)
            st.text(f"{entry.at[:16].replace('T', ' ')} {entry.actor} {words}")

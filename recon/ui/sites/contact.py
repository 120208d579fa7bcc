"""The talk with one site: the text to paste, what was said, what was promised, whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from recon.ui import context
from recon.ui.i18n import t
from recon.ui.masking import shown
from recon.ui.parts import flash
from recon.ui.parts.facts import facts
from recon.ui.parts.select import select, spoken
from recon.ui.sites import lines as sites
from recon.ui.sites import nil
from recon.ui.sites.call_list import branch_letters
from recon.ui.sites.chase import WAITING_FOR, first_lines
from recon.ui.sites.details import known_of

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.ui.sites.lines import SiteLine
    from recon.ui.store import Run

SHOWN = 12
"""Lines of the diary on the page."""


def contact(run: Run, line: SiteLine, campaign: Campaign) -> None:
    """Draw the reminder, the form for what was said, and the diary."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        _reminder(run, line)
        _form(line)
        _escalation(line, campaign)
    with right:
        names = ("responsible", "contact", "phone")
        known = known_of(line, context.office())
        facts({t(f"sites.{name}"): known.get(name) or t("sites.not_known") for name in names})
        _diary(line)


def _reminder(run: Run, line: SiteLine) -> None:
    st.markdown(f"**{t('sites.reminder')}**")
    nil.take_back(line)
    text = sites.reminder(run, line)
    if not text:
        st.caption(t("sites.no_reminder"))
        return
    st.code(text, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.button(
            t("sites.reminder_done"),
            key=f"sites.reminded.{line.code}",
            icon=":material/campaign:",
            on_click=_reminded,
            args=(line.code,),
        )
        if line.site["status"] == "silent":
            nil.offer(line)


def _form(line: SiteLine) -> None:
    """One form for a call: who, what was said, the promised day, whose turn it is."""
    key = f"sites.call.{line.code}"
    with st.form(key, clear_on_submit=True, border=False):
        st.markdown(f"**{t('sites.call_form')}**")
        who, day, turn = st.columns(3)
        who.text_input(t("sites.spoke_to"), key=f"{key}.who", max_chars=40)
        day.date_input(t("sites.promise"), value=None, key=f"{key}.day", format="YYYY-MM-DD")
        select(
            turn,
            t("sites.waiting"),
            WAITING_FOR,
            index=None,
            format_func=lambda code: t(f"waiting.{code}"),
            placeholder=t("waiting.nobody"),
            key=f"{key}.turn",
        )
        st.text_input(t("sites.said"), key=f"{key}.said", max_chars=200)
        st.form_submit_button(
            t("sites.call_save"), icon=":material/call:", on_click=_called, args=(line.code, line.name, key)
        )


def _called(unit: str, name: str, key: str) -> None:
    place = context.office()
    said: dict[str, Any] = {part: st.session_state.get(f"{key}.{part}") for part in ("who", "day", "said")}
    said["turn"] = st.session_state.get(spoken(f"{key}.turn"))
    who, words = (str(said[part] or "").strip() for part in ("who", "said"))
    if place is None:
        return
    if who or words:
        place.note(unit, "call", actor=context.actor(), text=f"{who}\n{words}".rstrip("\n"))
    if said["day"]:
        place.note(unit, "promise", actor=context.actor(), due_on=said["day"].isoformat())
    if said["turn"]:
        place.note(unit, "waiting", actor=context.actor(), text=said["turn"])
    if said["day"]:
        flash.keep(t("sites.call_promised", site=name, day=said["day"].isoformat()))
    elif who or words or said["turn"]:
        flash.keep(t("sites.call_saved", site=name))
    else:
        flash.keep(t("sites.call_nothing"), flash.Became.NOTHING)


def _escalation(line: SiteLine, campaign: Campaign) -> None:
    if not line.missing:
        return
    with st.expander(t("sites.escalate"), icon=":material/escalator:"):
        [text] = branch_letters([line], campaign).values()
        st.code(text, language=None, wrap_lines=True)
        st.button(
            t("sites.escalate_done"),
            key=f"sites.escalated.{line.code}",
            on_click=_escalated,
            args=(line.code,),
        )


def _escalated(unit: str) -> None:
    place = context.office()
    if place:
        place.note(unit, "escalated", actor=context.actor())
        flash.keep(t("diary.escalated"))


def _reminded(unit: str) -> None:
    place = context.office()
    if place:
        place.note(unit, "reminder", actor=context.actor())
        flash.keep(t("sites.reminder_saved"))


def _diary(line: SiteLine) -> None:
    st.markdown(f"**{t('sites.diary')}**")
    past = line.chase.lines[:SHOWN]
    if not past:
        st.caption(t("sites.diary_empty"))
    for entry, words in zip(past, first_lines(past), strict=True):
        said = t(f"waiting.{words}") if entry.kind == "waiting" and words in WAITING_FOR else words
        told = " ".join(filter(None, (t(f"diary.{entry.kind}"), entry.due_on, shown(said))))
        st.text(f"{entry.at[5:16].replace('T', ' ')} {told} · {entry.actor}")

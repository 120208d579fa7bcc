"""Who answers for a site and where its parcel goes: shown, and changed when the site says so on the telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import context
from recon.ui.i18n import t
from recon.ui.parts import flash
from recon.ui.parts.facts import facts

if TYPE_CHECKING:
    from recon.ui.sites.lines import SiteLine
    from recon.workspace import Workspace

EDITED = ("responsible", "contact", "phone", "address", "deliver_to")
"""What a telephone call changes; through whom a site reports moves responsibility and stays with the site list."""


def details(line: SiteLine) -> None:
    """Draw what is known of a site, and the form that changes it."""
    place = context.office()
    known = known_of(line, place)
    names = ("address", "deliver_to", "responsible", "contact", "phone", "reports_through")
    facts({t(f"sites.{name}"): known.get(name) or t("sites.not_known") for name in names})
    if place is None:
        return
    with (
        st.expander(t("sites.edit"), icon=":material/edit:"),
        st.form(f"sites.edit.{line.code}", border=False),
    ):
        for name in EDITED:
            st.text_input(
                t(f"sites.{name}"), known.get(name, ""), max_chars=120, key=f"sites.edit.{line.code}.{name}"
            )
        st.form_submit_button(
            t("sites.edit_save"), icon=":material/save:", on_click=_save, args=(line.code, place)
        )


def known_of(line: SiteLine, place: Workspace | None) -> dict[str, str]:
    """Return the newest run's register line, with what the office said since."""
    said = place.said_of_sites().get(line.code) if place else None
    newer = {name: getattr(said, name) for name in EDITED} if said else {}
    return {**line.register, **newer}


def _save(unit: str, place: Workspace) -> None:
    said = {name: str(st.session_state[f"sites.edit.{unit}.{name}"]).strip() for name in EDITED}
    known = {site.site_code: site for site in place.sites()}
    if unit in known and all(getattr(known[unit], name) == value for name, value in said.items()):
        flash.keep(t("sites.edit_nothing"), flash.Became.NOTHING)
        return
    place.edit_site(unit, actor=context.actor(), **said)
    context.judge_again(place)
    flash.keep(t("sites.edit_saved"))

"""Signing a site off: one click where nothing is left, else a question that says what is, and asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from recon.ui import context, outputs, say
from recon.ui.i18n import t
from recon.ui.parts import flash
from recon.ui.parts.dialogs import confirmed
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.ui.sites.lines import SiteLine
    from recon.ui.store import Run

LEFT: Final = ("omitted", "awaited", "late", "open", "held")
"""States of a due student that are not the end of the matter."""


def close(run: Run, line: SiteLine) -> None:
    """Offer to sign the site off, or to open it again."""
    with st.container(key="sites_signing", width="content"):  # where the one takes the other's place at once
        _offer(run, line)


def _offer(run: Run, line: SiteLine) -> None:
    status, key = line.site["status"], f"sites.close.{line.code}"
    if status == "signed-off":
        icon = ":material/lock_open:"
        # A key of its own: under the other's, this very click would count as the next button's.
        key = f"sites.reopen.{line.code}"
        st.button(
            t("sites.reopen"), key=key, icon=icon, on_click=_signed, args=(line.code, line.name, "reopened")
        )
        return
    left = still_left(run, line.code)
    done = not left and status in {"clean", "declared-nil", "silent"}
    icon, about = ":material/verified:", t("sites.sign_off_help")
    if done:
        st.button(
            t("sites.sign_off"),
            key=key,
            icon=icon,
            help=about,
            on_click=_signed,
            args=(line.code, line.name, "signed-off"),
        )
    elif st.button(t("sites.sign_off"), key=key, icon=icon, help=about):
        _ask(line, left)


def still_left(run: Run, unit: str) -> dict[str, int]:
    """Return how many due students of a unit, and of those it reports for, are not done with, by state."""
    counts: Mapping[str, int] = outputs.view(run).sums.get(unit, {})
    return {name: n for name in LEFT if (n := counts.get(name, 0))}


def _ask(line: SiteLine, left: dict[str, int]) -> None:
    """Restate what is left, and keep the reason in the diary beside the signature."""

    @st.dialog(t("sites.sign_off_title"), icon=":material/verified:")
    def body() -> None:
        said = [t("app.pair", name=say.due_state(name), value=f"{n:,}") for name, n in left.items()]
        what = t("app.list").join(said) or say.status(line.site["status"])
        st.markdown(t("sites.sign_off_left", site=literal(line.name), what=what))
        with st.form("sites.sign_off", border=False):
            reason = st.text_input(t("findings.reason"), max_chars=200)
            if confirmed(t("sites.sign_off_anyway"), "sites.sign_off"):
                if reason.strip():
                    _signed(line.code, line.name, "signed-off", reason.strip())
                    st.rerun()
                st.error(t("findings.reason_needed"))

    body()


def _signed(unit: str, name: str, kind: str, reason: str = "") -> None:
    place = context.office()
    if place:
        place.note(unit, kind, actor=context.actor(), text=reason)
        said = "sites.signed_off" if kind == "signed-off" else "sites.reopened"
        flash.keep(t(said, site=name))

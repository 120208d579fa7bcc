"""Which campaign a session's page was drawn for: an act on that page is that campaign's, or it is not kept.

A workspace has one campaign at work, and somebody may change it in another window. A page drawn before would rule on
last year's findings, or receive last year's rosters, into this year's campaign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from recon.workspace import campaigns
from recon.workspace.errors import OtherCampaignError

if TYPE_CHECKING:
    import sqlalchemy as sa

_DRAWN: Final = "campaign.drawn"


def drawn_for() -> str:
    """Return the campaign the session's page shows; empty before the first one, and outside of a session."""
    if get_script_run_ctx(suppress_warning=True) is None:  # a download is made, or the server warms up
        return ""
    return str(st.session_state.get(_DRAWN, ""))


def draw_for(campaign: str) -> None:
    """Note which campaign the session's page is drawn for from now on."""
    if get_script_run_ctx(suppress_warning=True) is not None:
        st.session_state[_DRAWN] = campaign


def admit(connection: sa.Connection) -> None:
    """Let a write begin only if the page it comes from shows the campaign it would be kept in.

    Raises:
        OtherCampaignError: somebody put another campaign to work since; nothing is kept.
    """
    before = drawn_for()
    if before:
        hold(before, now=campaigns.current(connection))


def hold(before: str, *, now: str) -> None:
    """Go on only if the campaign at work (``now``) is the one a page was drawn for (``before``, empty for none).

    Raises:
        OtherCampaignError: it is another one.
    """
    if before and now != before:
        raise OtherCampaignError(now=now, before=before)

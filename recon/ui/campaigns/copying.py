"""A copy of everything in one file, taken while people work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from recon.campaign.clock import now
from recon.errors import OutputError
from recon.ui import context
from recon.ui.i18n import lang, t
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from recon.workspace import Workspace


def copying(place: Workspace) -> None:
    """Draw the form; the copy is written on this computer, not sent through the browser: it may be gigabytes."""
    st.markdown(f"**{t('backup.title')}**")
    st.caption(t("backup.help"))
    with st.form("backup", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        said = left.text_input(t("backup.folder"), str(usual(place)), max_chars=300, key="backup.folder")
        go = right.form_submit_button(t("backup.go"), icon=":material/save:", width="stretch")
    if go:
        _copy(place, Path(said.strip() or usual(place)))


def usual(place: Workspace) -> Path:
    """Return the folder offered: beside the workspace, never in it."""
    return place.path.resolve().parent / "backup"


def _copy(place: Workspace, folder: Path) -> None:
    moment = now()[:19].replace("-", "").replace(":", "").replace("T", "-")
    target = folder / f"recon_{place.campaign().id}_{moment}.zip"
    try:
        with st.spinner(t("backup.working")):
            folder.mkdir(parents=True, exist_ok=True)
            head = place.backup(target, actor=context.actor())
    except (OutputError, OSError) as error:
        said = error.say(lang()) if isinstance(error, OutputError) else t("backup.failed", folder=folder)
        st.error(literal(said), icon=":material/error:")
        return
    size = f"{target.stat().st_size / 1e6:,.1f}"
    st.success(literal(t("backup.done", file=target, mb=size)), icon=":material/save:")
    st.caption(t("backup.proof", head=head))

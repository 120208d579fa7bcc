"""A site's papers: the written approval as a picture, where its parcel goes, and who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.errors import OptionError
from recon.ui import context
from recon.ui.i18n import lang, t
from recon.ui.parts import flash
from recon.ui.parts.literal import literal
from recon.ui.sites.details import details

if TYPE_CHECKING:
    from pathlib import Path

    from recon.ui.sites.lines import SiteLine

PICTURES = ("png", "jpg", "jpeg", "webp")


def papers(line: SiteLine) -> None:
    """Draw the approval beside the address."""
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{t('sites.approval')}**")
        _picture(line)
    with right:
        st.markdown(f"**{t('sites.post')}**")
        details(line)


def _picture(line: SiteLine) -> None:
    place = context.office()
    if place is None:
        return
    if line.chase.approval:
        _shown(place.original(line.chase.approval))
    else:
        st.caption(t("sites.approval_none"))
    with st.form(f"sites.approval.{line.code}", clear_on_submit=True, border=False):
        upload = st.file_uploader(
            t("sites.approval_file"), type=list(PICTURES), key=f"sites.paper.{line.code}"
        )
        if st.form_submit_button(t("sites.approval_save"), icon=":material/add_photo_alternate:"):
            if upload is None:
                st.warning(t("intake.nothing"))
                return
            try:
                place.approve(line.code, upload.getvalue(), upload.name, actor=context.actor())
            except OptionError as error:
                st.error(literal(error.say(lang())))
                return
            flash.keep(t("sites.approval_saved"))
            st.rerun()


def _shown(picture: Path) -> None:
    """Draw a picture; one that only looks like one must not take the page with it."""
    from PIL.Image import DecompressionBombError

    try:
        st.image(picture.read_bytes(), caption=t("sites.approval"), width=320)
    except (OSError, DecompressionBombError):
        st.warning(t("sites.approval_damaged"))

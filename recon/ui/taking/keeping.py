"""Extracts and registers from a person's hand: read as a run would read them before the workspace keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.asides import without_options
from recon.errors import ReconError
from recon.intake.sources import Source
from recon.pipeline.gathering import keeping
from recon.scratch import Scratch
from recon.ui import context
from recon.ui.i18n import lang, t
from recon.ui.parts.literal import literal
from recon.ui.taking import files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from recon.workspace import Workspace


def refusal(place: Workspace, kind: str, files: Sequence[tuple[str, bytes]], *, replace: bool = False) -> str:
    """Keep files, each a name and its bytes; return why no run could use them: then nothing is kept or retired."""
    with Scratch("upload-") as room:
        sources = [Source(room / f"{number}", name) for number, (name, _) in enumerate(files)]
        for source, (_, data) in zip(sources, files, strict=True):
            source.path.write_bytes(data)
        try:
            keeping.keep(place, kind, sources, actor=context.actor(), replace=replace)
        except ReconError as error:
            return without_options(error.say(lang()))
    return ""


def kept(
    place: Workspace,
    kind: str,
    uploads: Sequence[UploadedFile],
    rosters: Sequence[UploadedFile] = (),
    *,
    replace: bool = False,
) -> bool:
    """Keep what was brought and the rosters that came with it, and ask for a check; or say why not. Tells which.

    Reading takes seconds, and whoever clicks on meanwhile stops the script at its next drawing: all is done before.
    """
    with st.spinner(t("sources.reading")):
        why = refusal(place, kind, [(one.name, one.getvalue()) for one in uploads], replace=replace)
        if not why:
            files.receive(place, rosters)
            context.judge_again(place)
    if why:
        st.error(literal(why), icon=":material/error:")
    return not why

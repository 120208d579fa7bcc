"""Large outputs made by the worker: one clicks, goes on working, and fetches the zip when it is there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from recon.ui import context, outputs
from recon.ui.i18n import lang, t
from recon.ui.outputs import Ready, logged
from recon.ui.parts.download import download
from recon.ui.parts.progress import busy, progress
from recon.ui.parts.select import select
from recon.values.days import moment
from recon.worker.exporting import ask_for

if TYPE_CHECKING:
    from recon.ui.outputs import Wish
    from recon.ui.store import Run
    from recon.workspace import JobView, Workspace

SHOWN = 3
"""Bundles offered; older ones can be made again."""


def background(run: Run, wish: Wish) -> None:
    """Draw the way to ask for every site's files, the progress, and what was made."""
    place = context.office()
    if place is None:
        return
    with st.form("downloads.background", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        kind = select(
            left, t("downloads.background"), outputs.BY_SITE, format_func=outputs.title, key="downloads.kind"
        )
        if right.form_submit_button(t("downloads.background_go"), width="stretch"):
            _ask(run, place, kind, wish)
    if busy():
        progress()
    for job in _made(place):
        download(_bundle(run, job), _title(job), f"downloads.job.{job.id}", stretch=False)


def _ask(run: Run, place: Workspace, kind: str, wish: Wish) -> None:
    """Ask the worker; of a branch that has none of a kind nothing is asked, since no unit would mean every one."""
    units = outputs.sites_with(run, kind, wish.branch) if wish.branch else []
    if wish.branch and not units:
        st.toast(t("downloads.nothing"), icon=":material/warning:")
        return
    how = {"password": wish.password, "layout": wish.layout, "lang": lang(), "branch": wish.branch}
    how["name"] = outputs.all_name(run, kind, wish.branch)
    ask_for(place, kind, units, actor=context.actor(), **how)
    st.toast(t("downloads.background_asked"), icon=":material/schedule:")


def _made(place: Workspace) -> list[JobView]:
    done = (job for job in place.jobs.recent(30) if job.kind == "export" and job.state == "done")
    return [job for job in done if Path(str(job.result.get("folder", ""))).is_dir()][:SHOWN]


def _title(job: JobView) -> str:
    at = moment(job.finished_at or "")
    told = {"title": outputs.title(job.payload["kind"]), "n": len(job.result.get("files", ())), "at": at}
    branch = str(job.payload.get("branch", ""))
    return t("downloads.bundle_of", branch=branch, **told) if branch else t("downloads.bundle", **told)


def _bundle(run: Run, job: JobView) -> Ready:
    folder = Path(str(job.result["folder"]))

    def make() -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
            for name in job.result["files"]:
                bundle.write(folder / name, name)
        return out.getvalue()

    kind = str(job.payload["kind"])
    name = str(job.payload.get("name") or outputs.all_name(run, kind))  # the command line asks without one
    return Ready(name, logged(make, kind, "", len(job.result["files"])))

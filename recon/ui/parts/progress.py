"""Work in the background, told while it runs: a click elsewhere never stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recon.asides import without_options
from recon.ui import context
from recon.ui.i18n import lang, t
from recon.ui.parts.literal import literal

if TYPE_CHECKING:
    from recon.workspace import JobView

STAGES = frozenset({"receive", "extract", "read", "match", "judge", "count", "write"})


def busy() -> bool:
    """Tell whether anything waits or runs."""
    place = context.office()
    return bool(place and place.jobs.open())


@st.fragment(run_every=1.0)
def progress() -> None:
    """Show the oldest open job; when none is left, the whole page is drawn anew with the new run."""
    place = context.office()
    jobs = place.jobs.open() if place else []
    if not jobs:
        st.rerun()
    job = jobs[0]
    share = min(job.done / job.total, 1.0) if job.total else 0.0
    with st.container(border=True):
        st.progress(share, text=_line(job))
        st.button(
            t("intake.cancel"), key=f"cancel.{job.id}", on_click=_cancel, args=(job.id,), type="tertiary"
        )


def _line(job: JobView) -> str:
    if job.state == "queued":
        return f"{t('intake.progress')} · {t('intake.queued')}"
    stage = t(f"stage.{job.stage}") if job.stage in STAGES else t("intake.progress")
    return t("intake.stage_line", stage=stage, done=job.done, total=job.total) if job.total else stage


def _cancel(job: int) -> None:
    place = context.office()
    if place:
        place.jobs.cancel(job, actor=context.actor())


def last_outcome() -> None:
    """Say how the newest finished job ended, when it did not go well."""
    place = context.office()
    recent = place.jobs.recent(1) if place else []
    if recent and recent[0].state == "failed":
        why = without_options(recent[0].error.say(lang())) if recent[0].error else ""
        st.error(t("app.pair", name=t("intake.failed"), value=literal(why)), icon=":material/error:")
    elif recent and recent[0].state == "cancelled":
        st.info(t("intake.cancelled"))

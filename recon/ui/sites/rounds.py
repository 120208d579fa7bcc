"""What a site sent, round by round: its files, what changed since the run before, and its receipt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recon.ui import context, outputs, say
from recon.ui.i18n import t
from recon.ui.masking import mask_text
from recon.ui.parts.download import download
from recon.ui.sites.compared import compared
from recon.ui.sites.lines import life
from recon.values.days import moment
from recon.workspace.history import STORIES

if TYPE_CHECKING:
    from recon.ui.sites.lines import SiteLine
    from recon.ui.store import Run


def rounds(run: Run, line: SiteLine) -> None:
    """Draw the files, the change since the last round, and the receipt."""
    if not line.files:
        st.caption(t("sites.no_files"))
        return
    st.dataframe(_files(line), hide_index=True, alt=t("sites.tab_rounds"), height="content")
    compared(run, line)
    changed = _changed(line.code)
    st.markdown(f"**{t('sites.since')}**")
    if changed.empty:
        st.caption(t("sites.since_none"))
    else:
        st.dataframe(changed, hide_index=True, alt=t("sites.since"), height="content")
    download(
        outputs.of_site(run, "receipts", line.code),
        t("sites.receipt"),
        f"sites.receipt.{line.code}",
        stretch=False,
    )


def _files(line: SiteLine) -> pd.DataFrame:
    masked = context.masked()
    return pd.DataFrame(
        {
            t("sites.round_no"): list(range(1, len(line.files) + 1)),
            t("intake.file"): [mask_text(file["file"]) if masked else file["file"] for file in line.files],
            t("intake.received_at"): [moment(str(f["received_at"])) for f in line.files],
            t("sites.file_kind"): [say.submission_kind(file["submission_kind"]) for file in line.files],
            t("intake.verdict"): [t(f"sites.life_{life(file)}") for file in line.files],
            t("sites.rows"): [file["rows"] for file in line.files],
            t("sites.live"): [file["live"] for file in line.files],
        }
    )


def _changed(unit: str) -> pd.DataFrame:
    """Count the site's charged findings per rule: mended, still there, new, back again."""
    place = context.office()
    counts: dict[str, Counter[str]] = {}
    for row in place.stories().to_pylist() if place else ():
        if row["unit"] == unit:
            counts.setdefault(row["rule"], Counter())[row["story"]] += 1
    if not any(found[name] for found in counts.values() for name in STORIES if name != "still"):
        return pd.DataFrame()
    return pd.DataFrame(
        [
            {t("findings.rule"): say.rule(rule)} | {t(f"sites.story_{name}"): found[name] for name in STORIES}
            for rule, found in sorted(counts.items())
        ]
    )

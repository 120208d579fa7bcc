"""The list of sites as a grid."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.charts import COLOURS
from recon.ui import say
from recon.ui.i18n import t
from recon.ui.sites.lines import ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.ui.sites.lines import SiteLine


def _frame(lines: Sequence[SiteLine]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [line.name for line in lines],
            "branch": [say.branch(line.site["branch"]) for line in lines],
            "status": [[say.status(line.site["status"])] for line in lines],
            "coverage": [
                100 * line.counts["submitted"] // line.counts["due"] if line.counts["due"] else None
                for line in lines
            ],
            "due": [line.counts["due"] for line in lines],
            "omitted": [line.counts["omitted"] for line in lines],
            "awaited": [line.counts["awaited"] for line in lines],
            "key_errors": [line.site["key_errors"] for line in lines],
            "other_errors": [line.site["other_errors"] for line in lines],
            "received": [str(line.site["received_at"])[:16].replace("T", " ") for line in lines],
            "responsible": [line.register.get("responsible", "") for line in lines],
            "phone": [line.register.get("phone", "") for line in lines],
        }
    )


def _columns() -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    status = st.column_config.MultiselectColumn(
        t("sites.status"),
        options=[say.status(code) for code in ORDER],
        color=[COLOURS[code] for code in ORDER],
        width=96,
    )
    share = st.column_config.ProgressColumn(
        t("sites.coverage"), format="%d%%", min_value=0, max_value=100, width=120
    )
    return {
        "name": text(t("sites.name"), width=160),
        "branch": text(t("sites.branch"), width=100),
        "status": status,
        "coverage": share,
        "due": number(t("sites.due"), width=60),
        "omitted": number(t("sites.omitted"), width=60),
        "awaited": number(t("sites.awaited"), width=60),
        "key_errors": number(t("sites.key_errors"), width=80),
        "other_errors": number(t("sites.other_errors"), width=80),
        "received": text(t("sites.received"), width=128),
        "responsible": text(t("sites.responsible"), width=90),
        "phone": text(t("sites.phone"), width=110),
    }


def site_grid(lines: Sequence[SiteLine]) -> int | None:
    """Draw the sites and return the chosen place; the key dies with the rows."""
    key = hashlib.sha256("\n".join(line.code for line in lines).encode()).hexdigest()[:16]
    event = st.dataframe(
        _frame(lines),
        key=f"sites.grid.{key}",
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        height=min(38 + 35 * len(lines), 493),
        column_config=_columns(),
        alt=t("sites.alt"),
    )
    places = [place for place in event["selection"]["rows"] if place < len(lines)]
    return places[0] if places else None

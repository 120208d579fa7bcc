"""The tables behind the charts, with the same numbers and titled columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from recon.charts import labels
from recon.charts.counts import PHOTOS, STATES, STATUSES, percent_valid, statuses, sums
from recon.ui import say
from recon.ui.i18n import lang, t
from recon.ui.overview.numbers import ACT_ON
from recon.ui.url import with_language
from recon.values.shares import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.ui.store import Run


def coverage_table(run: Run, by: Sequence[str]) -> pd.DataFrame:
    """Return due, submitted, its share and every state, per value of ``by``."""
    found = sums(run.coverage, by, ["due", "submitted", *STATES])
    titles = (t("overview.due"), t("due.submitted"), t("sites.coverage"))
    states = {state: labels.state(state, lang()) for state in STATES}
    rows = []
    for keys, counts in found.items():
        if not counts["due"]:
            continue
        said = (counts["due"], counts["submitted"], percent(counts["submitted"], counts["due"]))
        line = _titled(run, by, keys) | dict(zip(titles, said, strict=True))
        rows.append(line | {title: counts[state] for state, title in states.items()})
    return pd.DataFrame(rows)


def expiry_table(run: Run, by: str) -> pd.DataFrame:
    """Return the share valid and the photo states per value of ``by``, of those who are due."""
    found = sums(run.coverage, [by], [f"photo_{state}" for state in PHOTOS])
    return pd.DataFrame(
        [
            _titled(run, [by], keys)
            | {t("photos.share"): percent_valid(states)}
            | {say.photo(state): count for state, count in states.items()}
            for keys, counts in found.items()
            if any((states := {state: counts[f"photo_{state}"] for state in PHOTOS}).values())
        ]
    )


def status_table(run: Run) -> pd.DataFrame:
    """Return the number of sites per branch and status."""
    return pd.DataFrame(
        [
            _titled(run, ["branch"], keys) | {say.status(code): counts[code] for code in STATUSES}
            for keys, counts in statuses(run.sites).items()
        ]
    )


def worst_table(run: Run, rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw the sites that need most; the site's name is a door to its line."""
    if not rows:
        st.caption(t("overview.worst_none"))
        return
    codes = [row["site_code"] for row in rows]
    named = say.site(run)
    frame = pd.DataFrame(
        {
            "site": [named(code) for code in codes],
            "act": [row["act"] for row in rows],
            "why": [_why(row) for row in rows],
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        alt=t("overview.worst"),
        column_config={
            "site": st.column_config.ButtonColumn(
                t("sites.name"), key="overview.worst", type="tertiary", width=140, alignment="left"
            ),
            "act": st.column_config.NumberColumn(
                t("overview.act"), width=56, format="localized", help=t("overview.act_help")
            ),
            "why": st.column_config.TextColumn(t("overview.why"), width=330),
        },
    )
    click = st.session_state.get("overview.worst")
    if click and click["row"] < len(codes):
        st.switch_page("app_pages/sites.py", query_params=with_language({"site_code": codes[click["row"]]}))


def _why(row: Mapping[str, Any]) -> str:
    """Say what has to be done about a site's students, the most numerous first."""
    parts = sorted(((row[name], name) for name in ACT_ON if row[name]), reverse=True)
    said = " · ".join(f"{say.due_state(name)} {n:,}" for n, name in parts)
    if row["status"] == "nobody":
        return t("app.pair", name=t("overview.nobody"), value=said)
    told = row["status"] in {"silent", "unreadable", "declared-nil"}
    return t("app.pair", name=say.status(row["status"]), value=said) if told else said


def _titled(run: Run, by: Sequence[str], keys: Sequence[str]) -> dict[str, str | int]:
    said = {"branch": say.branch, "cohort": say.cohort, "site_code": say.site(run)}
    return {t(f"facet.{column}"): said[column](key) for column, key in zip(by, keys, strict=True)}

"""The changes that come most often: what sites write, what the record says, how many times."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recon.fields import PERSONAL
from recon.ui import say
from recon.ui.i18n import t

if TYPE_CHECKING:
    from recon.ui.store import Run


def common_changes(run: Run) -> None:
    """Open the table; names and numbers are not in it, since each belongs to one person."""

    @st.dialog(t("findings.common"), width="large", icon=":material/format_list_numbered:")
    def body() -> None:
        rows = run.common_changes(sorted(PERSONAL))
        st.caption(t("findings.common_help"))
        frame = pd.DataFrame(
            {
                t("findings.field"): [say.field(row["field"]) for row in rows],
                t("findings.submitted"): [row["submitted"] for row in rows],
                t("findings.official"): [row["official"] for row in rows],
                t("findings.times"): [row["students"] for row in rows],
            }
        )
        st.dataframe(
            frame, hide_index=True, alt=t("findings.common"), height="content" if len(frame) < 12 else 458
        )

    body()

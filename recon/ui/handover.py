"""What goes to the photographer and what waits; the sums equal the coverage (definitions.md, "Hand-over")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from recon.charts.counts import percent
from recon.charts.counts import sums as added
from recon.ui import say
from recon.ui.i18n import t

if TYPE_CHECKING:
    from recon.ui.store import Run


def sums(run: Run) -> dict[str, int]:
    """Return ready, waiting, submitted and eligible students; ready + waiting = submitted + eligible."""
    ready, waiting = run.handover()
    return {
        "ready": ready,
        "waiting": waiting,
        "submitted": sum(run.coverage["submitted"].to_pylist()),
        "eligible": sum(run.coverage["eligible_submitted"].to_pylist()),
    }


def by_site(run: Run) -> pd.DataFrame:
    """Return ready and waiting students per home site."""
    columns = ["due", "submitted", "clean", "open", "held"]
    named = say.site(run)
    found = added(run.coverage, ["branch", "site_code"], columns)
    return pd.DataFrame(
        [
            {
                t("facet.branch"): say.branch(branch),
                t("facet.site_code"): named(code),
                t("overview.due"): counts["due"],
                t("due.submitted"): counts["submitted"],
                t("handover.ready"): counts["clean"],
                t("handover.waiting"): counts["open"] + counts["held"],
                t("handover.share"): percent(counts["clean"], counts["due"]),
            }
            for (branch, code), counts in found.items()
        ]
    )

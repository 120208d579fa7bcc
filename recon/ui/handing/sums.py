"""What goes to the photographer and what waits; the sums equal the coverage (definitions.md, "Hand-over")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.compute as pc

from recon.charts.counts import percent
from recon.charts.counts import sums as added
from recon.errors import WorkspaceError
from recon.ui import say
from recon.ui.i18n import lang, t

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.ui.store import Run
    from recon.workspace import Workspace


def now(run: Run, place: Workspace) -> pa.Table | str:
    """Return what would be frozen now, made once per run and admission; else why there is nothing to freeze."""
    admitted = len(place.answers("hand-over"))

    def make() -> pa.Table | str:
        try:
            return place.handover_now()
        except WorkspaceError as error:
            return error.say(lang())

    return run.memo(("handover", admitted, lang()), make)


def counts(run: Run, listed: pa.Table) -> dict[str, int]:
    """Return ready, waiting, submitted and eligible students; ready + waiting = submitted + eligible."""
    ready = pc.sum(pc.equal(listed["status"], "handed")).as_py() or 0
    return {
        "ready": ready,
        "waiting": listed.num_rows - ready,
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

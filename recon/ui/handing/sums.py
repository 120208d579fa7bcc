"""What goes to the photographer and what waits; the sums equal the coverage (definitions.md, "Hand-over")."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from recon.charts.counts import percent
from recon.charts.counts import sums as added
from recon.ui import say
from recon.ui.i18n import t
from recon.ui.store import going

if TYPE_CHECKING:
    from collections.abc import Collection

    from recon.ui.store import Run


def counts(run: Run, admitted: Collection[str]) -> dict[str, int]:
    """Return ready, waiting, submitted and eligible students; ready + waiting = submitted + eligible."""
    ready, waiting = going.counts(run)
    let_go = going.waiting_among(run, admitted)
    return {
        "ready": ready + let_go,
        "waiting": waiting - let_go,
        "submitted": sum(run.coverage["submitted"].to_pylist()),
        "eligible": sum(run.coverage["eligible_submitted"].to_pylist()),
    }


def by_site(run: Run) -> pd.DataFrame:
    """Return ready and waiting students per home site."""
    titles = {
        name: t(key)
        for name, key in (
            ("branch", "facet.branch"),
            ("site", "facet.site_code"),
            ("due", "overview.due"),
            ("submitted", "due.submitted"),
            ("clean", "handover.ready"),
            ("waiting", "handover.waiting"),
            ("share", "handover.share"),
        )
    }
    named = say.site(run)
    found = added(run.coverage, ["branch", "site_code"], ["due", "submitted", "clean", "open", "held"])
    rows = [
        counted
        | {
            "branch": say.branch(branch),
            "site": named(code),
            "waiting": counted["open"] + counted["held"],
            "share": percent(counted["clean"], counted["due"]),
        }
        for (branch, code), counted in found.items()
    ]
    return pd.DataFrame(rows, columns=list(titles)).rename(columns=titles)

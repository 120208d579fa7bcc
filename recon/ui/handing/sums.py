"""What goes to the photographer and what waits; the sums equal the coverage (docs/definitions.md, "Hand-over")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from recon.ui import say
from recon.ui.i18n import t
from recon.ui.store import going
from recon.values.shares import percent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recon.ui.store import Run


DOORS: Final[Mapping[str, Mapping[str, str | list[str]]]] = {
    "ready": {"going": "ready"},
    "waiting": {"going": "waiting"},
    "submitted": {"standing": "due", "going": ["ready", "waiting"]},
    "eligible": {"standing": "eligible", "going": ["ready", "waiting"]},
}
"""Number → the students behind it."""
COLUMNS: Final = (
    "facet.branch", "facet.site_code", "overview.due", "handover.submitted", "handover.eligible",
    "handover.ready", "handover.waiting", "handover.share",
)  # fmt: skip


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


def by_site(run: Run, admitted: Collection[str]) -> pd.DataFrame:
    """Return who goes and who waits per home site; its columns add up to :func:`counts`."""
    named = say.site(run)
    rows = [
        (say.branch(branch), named(code), due, sent, earlier, ready, waits, percent(ready, sent + earlier))
        for branch, code, due, sent, earlier, ready, waits in going.by_site(run, admitted)
    ]
    return pd.DataFrame(rows, columns=[t(name) for name in COLUMNS])

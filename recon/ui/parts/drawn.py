"""The figures of a run, each drawn once per language for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from recon import charts
from recon.ui.i18n import lang

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recon.ui.store import Run
    from recon.words import Lang

SHOWN: Final = 30
"""Bars in a chart; a nation has hundreds of branches and thousands of sites, and they stand in the table."""
DRAW: Final[Mapping[str, Callable[..., Any]]] = {
    "sites": lambda run, **how: charts.coverage_by_site(run.coverage, run.sites, limit=SHOWN, **how),
    "matrix": lambda run, **how: charts.coverage_matrix(run.coverage, limit=SHOWN, **how),
    "branch": lambda run, **how: charts.expiry_by_branch(run.coverage, limit=SHOWN, **how),
    "cohort": lambda run, **how: charts.expiry_by_cohort(run.coverage, limit=SHOWN, **how),
    "status": lambda run, **how: charts.sites_by_status(run.sites, limit=SHOWN, **how),
}


def drawn(run: Run, name: str, said: Lang | None = None) -> Any:
    """Return a figure in a language (the session's); it changes only when a site is closed."""
    said = said or lang()
    key = ("figure", name, said, run.following.closed)
    return run.memo(key, lambda: DRAW[name](run, lang=said, theme="host"))

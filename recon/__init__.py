"""Reconcile graduate-photo rosters with the open-university enrolment extract.

``import recon`` is cheap: heavy libraries are imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recon.pipeline import reconcile, run
    from recon.result import Result

__version__ = "0.1.0"
__all__ = ["Result", "reconcile", "run"]


def __getattr__(name: str) -> object:
    """Import the public names on first use."""
    if name in {"reconcile", "run"}:
        from recon import pipeline

        return getattr(pipeline, name)
    if name == "Result":
        from recon.result import Result

        return Result
    raise AttributeError(name)

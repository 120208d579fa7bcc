"""Reconcile graduate-photo rosters with the open-university enrolment extract.

``import recon`` is cheap: heavy libraries are imported when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recon.pipeline import reconcile, run
    from recon.result import Result

__version__ = "0.1.0"
_HOMES = {"Result": "recon.result", "reconcile": "recon.pipeline", "run": "recon.pipeline"}
__all__ = ["Result", "reconcile", "run"]


def __getattr__(name: str) -> object:
    """Import the public names on first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(name)

"""Reconcile graduate-photo rosters with the open-university enrolment extract.

``import recon`` is cheap: heavy libraries are imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import lean

if TYPE_CHECKING:
    from recon.pipeline import reconcile, run
    from recon.result import Result

__version__ = "0.1.0"
_HOMES = {"Result": "result", "reconcile": "pipeline", "run": "pipeline"}
__all__ = ["Result", "reconcile", "run"]

__getattr__ = lean.on_first_use(__name__, _HOMES)

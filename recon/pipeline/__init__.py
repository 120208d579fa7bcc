"""The corridor: the only room that knows the order of the others.

What runs is imported on first use: a command begins to read files before it has loaded what judges and writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import lean
from recon.pipeline.inputs import Inputs, Known, Options

if TYPE_CHECKING:
    from recon.pipeline.reconciling import reconcile
    from recon.pipeline.running import run

_HOMES = {"reconcile": "reconciling", "run": "running"}
__all__ = ["Inputs", "Known", "Options", "reconcile", "run"]

__getattr__ = lean.on_first_use(__name__, _HOMES)

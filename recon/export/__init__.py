"""Writes a result: tables, official forms, lists and letters. Touches the disk and never judges.

The names below are imported on first use: a run reads its files before it loads what writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import lean

if TYPE_CHECKING:
    from recon.export.atomic import prepare
    from recon.export.contract import Written, write_contract_files
    from recon.export.entry import build, write, write_zip, zip_all
    from recon.export.how import How
    from recon.export.kinds import KINDS
    from recon.export.scribes import Scribes
    from recon.export.tables import open_run, save

_HOMES = {
    "KINDS": "kinds",
    "How": "how",
    "Scribes": "scribes",
    "Written": "contract",
    "build": "entry",
    "open_run": "tables",
    "prepare": "atomic",
    "save": "tables",
    "write": "entry",
    "write_contract_files": "contract",
    "write_zip": "entry",
    "zip_all": "entry",
}
__all__ = [
    "KINDS",
    "How",
    "Scribes",
    "Written",
    "build",
    "open_run",
    "prepare",
    "save",
    "write",
    "write_contract_files",
    "write_zip",
    "zip_all",
]

__getattr__ = lean.on_first_use(__name__, _HOMES)

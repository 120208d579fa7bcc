"""Writes a result: tables, official forms, lists and letters. Touches the disk and never judges."""

from recon.export.atomic import prepare
from recon.export.contract import Written, write_contract_files
from recon.export.entry import build, write, write_zip, zip_all
from recon.export.how import How
from recon.export.kinds import KINDS
from recon.export.scribes import Scribes
from recon.export.tables import open_run, save

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

"""Extracts, registers and lists: whatever a platform calls its columns becomes the columns the rooms know."""

from recon.normalise.registers.extracts import Extract, enrolments
from recon.normalise.registers.kinds import Kind, kind_of
from recon.normalise.registers.lists import photos, planned
from recon.normalise.registers.named import NamedTable, tables
from recon.normalise.registers.sites import place, register
from recon.normalise.registers.submissions import submissions

__all__ = [
    "Extract",
    "Kind",
    "NamedTable",
    "enrolments",
    "kind_of",
    "photos",
    "place",
    "planned",
    "register",
    "submissions",
    "tables",
]

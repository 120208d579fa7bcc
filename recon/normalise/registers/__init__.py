"""Extracts, registers and lists: whatever a platform calls its columns becomes the columns the rooms know."""

from recon.normalise.registers.dates import Exported, exported
from recon.normalise.registers.extracts import Extract, Origin, enrolments, nothing
from recon.normalise.registers.from_sheets import header_choice, tables, wanted
from recon.normalise.registers.kinds import Kind, kind_of
from recon.normalise.registers.list_notes import notes_of_lists
from recon.normalise.registers.lists import photos, planned
from recon.normalise.registers.mistaken import above
from recon.normalise.registers.named import NamedTable
from recon.normalise.registers.notes import NOBODY
from recon.normalise.registers.sites import place, register
from recon.normalise.registers.submissions import submissions

__all__ = [
    "NOBODY",
    "Exported",
    "Extract",
    "Kind",
    "NamedTable",
    "Origin",
    "above",
    "enrolments",
    "exported",
    "header_choice",
    "kind_of",
    "notes_of_lists",
    "nothing",
    "photos",
    "place",
    "planned",
    "register",
    "submissions",
    "tables",
    "wanted",
]

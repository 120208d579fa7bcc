"""Normalise: what intake read becomes tables, and each thing gets the one name it has in this program.

The names below are imported on first use: files are asked for before what shapes them is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import lean

if TYPE_CHECKING:
    from recon.normalise.answers import Answer
    from recon.normalise.folded import Folding
    from recon.normalise.folding import fold, fold_value, study
    from recon.normalise.inspected import Heading, headings_of
    from recon.normalise.numbering import told_rows
    from recon.normalise.registers.dates import Exported, exported
    from recon.normalise.registers.extracts import Extract, Origin, enrolments, nothing
    from recon.normalise.registers.from_sheets import header_choice, tables, wanted
    from recon.normalise.registers.kinds import Kind, kind_of
    from recon.normalise.registers.list_notes import notes_of_lists
    from recon.normalise.registers.lists import photos, planned
    from recon.normalise.registers.mistaken import above
    from recon.normalise.registers.named import NamedTable
    from recon.normalise.registers.notes import NOBODY
    from recon.normalise.registers.site_notes import notes_of_sites
    from recon.normalise.registers.sites import place, register
    from recon.normalise.registers.submissions import submissions
    from recon.normalise.rosters import roster
    from recon.normalise.shapes import Shaped, shape
    from recon.normalise.sizes import unusual_size
    from recon.normalise.students import Students

__all__ = [
    "NOBODY",
    "Answer",
    "Exported",
    "Extract",
    "Folding",
    "Heading",
    "Kind",
    "NamedTable",
    "Origin",
    "Shaped",
    "Students",
    "above",
    "enrolments",
    "exported",
    "fold",
    "fold_value",
    "header_choice",
    "headings_of",
    "kind_of",
    "notes_of_lists",
    "notes_of_sites",
    "nothing",
    "photos",
    "place",
    "planned",
    "register",
    "roster",
    "shape",
    "study",
    "submissions",
    "tables",
    "told_rows",
    "unusual_size",
    "wanted",
]
_HOMES = dict.fromkeys(__all__, "registers") | {
    "Answer": "answers",
    "Folding": "folded",
    "Heading": "inspected",
    "Shaped": "shapes",
    "Students": "students",
    "fold": "folding",
    "fold_value": "folding",
    "headings_of": "inspected",
    "roster": "rosters",
    "shape": "shapes",
    "study": "folding",
    "told_rows": "numbering",
    "unusual_size": "sizes",
}

__getattr__ = lean.on_first_use(__name__, _HOMES)

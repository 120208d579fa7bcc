"""Extracts, registers and lists: whatever a platform calls its columns becomes the columns the rooms know.

From a file to what the rooms read, in this order:

1. ``from_sheets.tables``: each sheet's lists, wherever they stand (``heads``, ``layout``), become a ``NamedTable``;
   ``lost_digits`` and ``mistaken`` refuse what nobody could compare. Frames and streamed files begin as one.
2. ``kinds``: the columns tell which of the known shapes it is, by the words of ``vocabulary``.
3. An extract: ``records`` brings each table under our names, ``merge`` makes one line per enrolment of them and
   ``disputes`` tells what they say against each other; ``extracts.enrolments`` is all of it. Millions of lines stay
   where they lie and go through ``streamed`` and its ``sieve`` instead.
4. Beside it: ``sites`` (the register), ``lists`` (photos, planned graduates), ``submissions``, each with its notes.
"""

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
    "notes_of_sites",
    "nothing",
    "photos",
    "place",
    "planned",
    "register",
    "submissions",
    "tables",
    "wanted",
]

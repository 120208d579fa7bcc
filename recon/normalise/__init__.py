"""Normalise: what intake read becomes tables, and each thing gets the one name it has in this program."""

from recon.normalise.answers import Answer
from recon.normalise.folding import fold
from recon.normalise.foreign import Heading, headings
from recon.normalise.registers import (
    Extract,
    Kind,
    NamedTable,
    enrolments,
    kind_of,
    photos,
    place,
    planned,
    register,
    submissions,
    tables,
)
from recon.normalise.rosters import roster
from recon.normalise.shapes import Shaped, shape
from recon.normalise.sizes import unusual_size
from recon.normalise.students import Students

__all__ = [
    "Answer",
    "Extract",
    "Heading",
    "Kind",
    "NamedTable",
    "Shaped",
    "Students",
    "enrolments",
    "fold",
    "headings",
    "kind_of",
    "photos",
    "place",
    "planned",
    "register",
    "roster",
    "shape",
    "submissions",
    "tables",
    "unusual_size",
]

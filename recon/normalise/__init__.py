"""Normalise: what intake read becomes tables, and each thing gets the one name it has in this program."""

from recon.normalise.answers import Answer
from recon.normalise.folding import Folding, fold, fold_value, study
from recon.normalise.foreign import Heading, headings
from recon.normalise.registers import (
    Exported,
    Extract,
    Kind,
    NamedTable,
    Origin,
    enrolments,
    exported,
    header_choice,
    kind_of,
    photos,
    place,
    planned,
    register,
    submissions,
    tables,
    wanted,
)
from recon.normalise.rosters import roster
from recon.normalise.shapes import Shaped, shape
from recon.normalise.sizes import unusual_size
from recon.normalise.students import Students

__all__ = [
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
    "enrolments",
    "exported",
    "fold",
    "fold_value",
    "header_choice",
    "headings",
    "kind_of",
    "photos",
    "place",
    "planned",
    "register",
    "roster",
    "shape",
    "study",
    "submissions",
    "tables",
    "unusual_size",
    "wanted",
]

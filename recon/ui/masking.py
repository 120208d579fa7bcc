"""What of a person leaves the server; the rules themselves are :mod:`recon.values.masking`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.fields import PERSONAL
from recon.ui import context
from recon.values.masking import (
    DOT,
    STAR,
    mask,
    mask_finding,
    mask_name,
    mask_number,
    mask_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "DOT",
    "STAR",
    "mask",
    "mask_finding",
    "mask_name",
    "mask_number",
    "mask_text",
    "personal",
    "shown",
]


def personal(row: Mapping[str, Any]) -> list[str]:
    """Return the values of a finding that tell who somebody is."""
    values = ("submitted", "official", "proposal") if row.get("field") in PERSONAL else ()
    return [str(row[name]) for name in ("name", "student_no", *values) if row.get(name)]


def shown(said: str, known: Iterable[str] = ()) -> str:
    """Return a free text as it may be shown now.

    Some files are called by a student's number, and what a person writes down as a reason or of a call may hold one;
    ``known`` are the values of the student it is about.
    """
    return mask_text(said, known) if context.masked() else said

"""What of a person leaves the server; the rules themselves are :mod:`recon.values.masking`."""

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

__all__ = [
    "DOT",
    "STAR",
    "mask",
    "mask_finding",
    "mask_name",
    "mask_number",
    "mask_text",
    "shown",
]


def shown(named: str) -> str:
    """Return what a file or a sheet is called as it may be shown now: some are called by a student's number."""
    return mask_text(named) if context.masked() else named

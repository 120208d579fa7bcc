"""What of a person leaves the server; the rules themselves are :mod:`recon.values.masking`."""

from recon.values.masking import (
    DOT,
    PERSONAL,
    STAR,
    mask,
    mask_finding,
    mask_name,
    mask_number,
    mask_text,
)

__all__ = ["DOT", "PERSONAL", "STAR", "mask", "mask_finding", "mask_name", "mask_number", "mask_text"]

"""Compare two values of one field: numbers, names, places and other texts each in their own way."""

from __future__ import annotations

from functools import lru_cache

from recon.values.causes import cause_of_format
from recon.values.comparing_numbers import of_numbers
from recon.values.comparing_texts import of_names, of_places, of_texts
from recon.values.difference import SAME, Difference
from recon.words import Kind

_NUMBERS = frozenset({"student_no", "id_card", "exam_no", "institution_code"})
_PLACES = frozenset({"branch", "site"})


def compare(
    code: str,
    submitted: str,
    official: str,
    submitted_raw: str = "",
    official_raw: str = "",
    *,
    cell_type: str = "text",
) -> Difference:
    """Compare a submitted value with the official one of the same field.

    Args:
        code: The field.
        submitted: The folded value of the roster.
        official: The folded value of the extract.
        submitted_raw: As sent; with ``official_raw`` it tells values that differ in spelling alone (kind
            ``format``).
        official_raw: The extract's exact characters.
        cell_type: The submitted cell's type; a number cell makes any last three digits of an ID suspect.
    """
    if submitted == official:
        return _spelling(code, submitted_raw, official_raw, cell_type)
    if not submitted:
        return Difference(Kind.MISSING_HERE)
    if not official:
        return Difference(Kind.MISSING_THERE)
    return _values(code, submitted, official, cell_type)


@lru_cache(maxsize=1 << 16)
def _values(code: str, submitted: str, official: str, cell_type: str) -> Difference:
    """Compare two values; the ladder and the rules ask of the same pairs."""
    if code in _NUMBERS:
        return of_numbers(code, submitted, official, cell_type)
    if code == "name":
        return of_names(submitted, official)
    return of_places(submitted, official) if code in _PLACES else of_texts(submitted, official)


def _spelling(code: str, submitted_raw: str, official_raw: str, cell_type: str) -> Difference:
    if not submitted_raw or not official_raw or submitted_raw == official_raw:
        return SAME
    return Difference(Kind.FORMAT, cause_of_format(code, submitted_raw, official_raw, cell_type))

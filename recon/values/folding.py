"""One door to all folding: any field's raw text → its value and the flaws of its spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.values import characters as ch
from recon.values import cohort, days, names, numbers, vocabulary
from recon.values.clean import CLEAN, LINE_BREAK, clean_pattern
from recon.values.folded import FLAWS, SAFE_FLAWS, Folded

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CLEAN",
    "FLAWS",
    "LINE_BREAK",
    "SAFE_FLAWS",
    "Folded",
    "clean_pattern",
    "fold",
    "is_error_value",
    "suggest",
]

NUMBERS = frozenset({"institution_code", "student_no", "exam_no", "login", "branch_code", "site_code"})
TEXTS = frozenset({"major", "class_name", "branch", "site", "site_name", "document_type", "photo_status"})
_ERROR = re.compile(
    "#(N/A|REF!|VALUE!|NAME\\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA)"
)


def is_error_value(raw: str, cell_type: str = "text") -> bool:
    """Tell whether a cell holds an Excel error: by its type, or because such a text was pasted."""
    if cell_type == "error":
        return True
    text = ch.without_quotes(ch.without_space(ch.narrow(raw))) if "#" in ch.narrow(raw) else ""
    return _ERROR.fullmatch(text.upper()) is not None


def fold(code: str, raw: str, cell_type: str = "text", vocabulary: Mapping[str, str] | None = None) -> Folded:
    """Fold one value of one field.

    Folding a folded value gives it back. What is not understood is kept as washed and told with a flaw;
    only an Excel error value, which is no value, folds to ``""``.

    Args:
        code: A field of :data:`recon.values.clean.CLEAN`.
        raw: The cell's text exactly as sent; no text raises.
        cell_type: One of :class:`recon.words.CellType`; it matters for numbers (``damaged``), days and
            errors.
        vocabulary: The campaign's own words for this field, spelling → canonical.

    Raises:
        KeyError: ``code`` is no field.
    """
    if code not in CLEAN:
        raise KeyError(code)
    if not raw and cell_type != "error":
        return Folded("")
    if is_error_value(raw, cell_type):
        return Folded("", ("error-value",))
    return _fold(code, raw, cell_type, vocabulary)


def _fold(code: str, raw: str, cell_type: str, own: Mapping[str, str] | None) -> Folded:
    if code == "name":
        return names.fold(raw)
    if code == "id_card":
        return numbers.fold_identity(raw, cell_type)
    if code in NUMBERS:
        return numbers.fold(raw, cell_type)
    if code in vocabulary.VOCABULARIES:
        return vocabulary.fold_word(code, raw, own)
    if code in TEXTS:
        return vocabulary.fold_text(raw, own)
    return _fold_time(code, raw, cell_type, own)


def _fold_time(code: str, raw: str, cell_type: str, own: Mapping[str, str] | None) -> Folded:
    known = vocabulary.fold_text(raw, own) if own else Folded("")
    if "synonym" in known.flaws:
        return known
    if code == "cohort":
        return cohort.fold(raw)
    return days.fold_batch(raw) if code == "batch" else days.fold_day(raw, cell_type)


def suggest(code: str, value: str) -> str:
    """Propose a spelling for a folded value that kept a flaw (O for 0, ``-`` for U+00B7), else empty.

    A suggestion is never safe: it is there to be confirmed.
    """
    if code == "name":
        return names.suggestion(value)
    return numbers.suggestion(value) if code in NUMBERS or code == "id_card" else ""

"""How two numbers of one field differ: digits mistyped, swapped, left out, or lost in Excel."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from recon.values import identity, numbers
from recon.values.difference import Difference, changed_in, edited_in
from recon.words import Kind


def of_numbers(code: str, submitted: str, official: str, cell_type: str) -> Difference:
    """Compare two different numbers; neither is empty."""
    if code == "id_card" and (found := _identity(submitted, official, cell_type)):
        return found
    if identity.is_scientific(submitted):
        return Difference(Kind.DIFFERENT, "excel-damaged", tuple(range(len(submitted))))
    if submitted.upper() == official.upper():
        return Difference(Kind.FORMAT, "case", changed_in(submitted, official))
    if cause := _beside(submitted, official):
        return Difference(Kind.CLOSE, cause, edited_in(submitted, official))
    if official in (numbers.suggestion(submitted), _ten_as_x(submitted)):
        return Difference(Kind.CLOSE, "letter", _strays(submitted))
    return _digits(submitted, official)


def _identity(submitted: str, official: str, cell_type: str) -> Difference | None:
    """What only happens to ID numbers: Excel's fifteen digits, and the old form of fifteen."""
    if official in (identity.from_15(submitted), *_without_century(submitted)):
        return Difference(Kind.VARIANT, "fifteen-digit")
    same_size = len(submitted) == len(official) == 18
    if same_size and identity.may_be_left_of(submitted, official):
        rounded = submitted.endswith("000") or identity.is_damaged(submitted, cell_type)
        lost = tuple(sorted({*changed_in(submitted, official), 15, 16, 17}))
        return Difference(Kind.VARIANT, "excel-damaged", lost) if rounded else None
    return None


def _without_century(value: str) -> tuple[str, ...]:
    short = value[:6] + value[8:17]
    return (short,) if identity.from_15(short) == value else ()


def _ten_as_x(value: str) -> str:
    """Return an ID number whose X was read as the Roman ten and written 10; empty for any other."""
    return f"{value[:17]}X" if len(value) == 19 and value.endswith("10") else ""


def _digits(submitted: str, official: str) -> Difference:
    changed = changed_in(submitted, official)
    if len(submitted) != len(official):
        return _other_length(submitted, official)
    if len(changed) == 1:
        return Difference(Kind.CLOSE, "one-digit", changed)
    if len(changed) == 2:
        return Difference(
            Kind.CLOSE, "swapped" if _is_swap(submitted, official, changed) else "two-digits", changed
        )
    return Difference(Kind.DIFFERENT, "other", changed)


def _other_length(submitted: str, official: str) -> Difference:
    """One digit left out or typed twice is one digit wrong, hence close; a number that just stops is not."""
    if Levenshtein.distance(submitted, official, score_cutoff=1) == 1:
        cause = "missing-digit" if len(submitted) < len(official) else "extra-digit"
        return Difference(Kind.CLOSE, cause, edited_in(submitted, official))
    cause = "truncated" if official.startswith(submitted) or official.endswith(submitted) else "other"
    return Difference(Kind.DIFFERENT, cause, edited_in(submitted, official))


def _is_swap(one: str, other: str, changed: tuple[int, ...]) -> bool:
    left, right = changed
    return one[left] == other[right] and one[right] == other[left]


def _beside(submitted: str, official: str) -> str:
    """Return the cause where one number is the other with words beside it, empty where it is not."""
    if _has_words_beside(submitted, official):
        return "extra"
    return "truncated" if _has_words_beside(official, submitted) else ""


def _has_words_beside(text: str, number: str) -> bool:
    """Tell a whole number with its label or a remark (身份证：…, NX…, …（转）); an X may be its own."""
    before, found, behind = text.partition(number)
    beside = before + behind
    whole = found and any(character.isdigit() for character in number)
    return bool(whole) and beside not in {"", "X"} and not any(character.isdigit() for character in beside)


def _strays(value: str) -> tuple[int, ...]:
    return tuple(n for n, character in enumerate(value) if not ("0" <= character <= "9"))

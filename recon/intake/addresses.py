"""A1-style addresses."""

from __future__ import annotations


def column_number(reference: str) -> int:
    """Return the 1-based column of ``AB12``; 0 when there are no letters."""
    number = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number

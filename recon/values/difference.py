"""How two values differ: a kind, a cause and the places in the submitted one.

Kinds stand for trust (docs/definitions.md, "Trust"): ``format`` safe · ``variant`` likely · ``close`` to be confirmed
· ``different`` to be asked. Only the kind is ever acted upon, and only once other fields have said who the
student is.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from recon.words import Kind


@dataclass(frozen=True, slots=True)
class Difference:
    """How a submitted value differs from the official one."""

    kind: Kind = Kind.NONE
    cause: str = ""
    """A key of :data:`recon.values.causes.CAUSE_TITLES`; empty where the values are the same or one is missing."""
    positions: tuple[int, ...] = ()
    """0-based places in the submitted folded value; one behind its end where its end is missing."""


SAME = Difference()


def changed_in(one: str, other: str) -> tuple[int, ...]:
    """Return the places where two texts of one length have different characters."""
    return tuple(n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)


def edited_in(submitted: str, official: str) -> tuple[int, ...]:
    """Return the places of the submitted text that an edit to the official one touches; one behind its end for more."""
    return tuple(dict.fromkeys(edit.src_pos for edit in Levenshtein.editops(submitted, official)))

"""Flaws of the official records themselves: what EX rules must find, and harmless dirt that must stay quiet.

| flaw | the record |
|---|---|
| ``EX01`` | the ID fails its check digit |
| ``EX02`` | the sex contradicts the ID |
| ``EX03`` | the row stands twice in its file |
| ``EX04``, ``EX04b`` | one person, two 在籍 numbers of one level |
| ``no-id`` | the user export has no ID |
| ``space``, ``small-x``, ``mistyped`` | U+3000 behind the name, x for X, 在藉 for 在籍: dirt |
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

    from recon.sample.people import Enrolment


@dataclass(frozen=True, slots=True)
class _Kind:
    """One flaw: how many in a large and in a small campaign, and whose records can have it."""

    name: str
    large: int
    small: int = 1
    source: str = ""
    ends_in: str = ""

    def fits(self, enrolment: Enrolment) -> bool:
        return self.source in {"", enrolment.source} and enrolment.id_card.endswith(self.ends_in)


_KINDS = (
    _Kind("EX01", 3),
    _Kind("EX02", 3, source="central"),
    _Kind("EX03", 2),
    _Kind("no-id", 24, 5, source="student"),
    _Kind("space", 8),
    _Kind("small-x", 8, ends_in="X"),
    _Kind("mistyped", 8),
)
_PAIRS = (5, 1)


def with_flaws(people: list[Enrolment], chance: Random, *, large: bool) -> list[Enrolment]:
    """Break a few records the way real extracts are broken; the sites are not to blame for these."""
    holders = Counter(e.id_card for e in people)
    free = [n for n, e in enumerate(people) if _is_due(e) and holders[e.id_card] == 1]
    chance.shuffle(free)
    flawed = list(people)
    for kind in _KINDS:
        fitting = [n for n in free if kind.fits(people[n])][: kind.large if large else kind.small]
        for n in fitting:
            flawed[n] = _BREAKS.get(kind.name, _marked)(replace(people[n], flaw=kind.name))
        free = [n for n in free if n not in fitting]
    for first, second in _pairs(people, free, _PAIRS[0] if large else _PAIRS[1]):
        person = people[first]
        flawed[first] = replace(person, flaw="EX04")
        flawed[second] = replace(
            people[second], name=person.name, sex=person.sex, id_card=person.id_card, flaw="EX04b"
        )
    return flawed


def _is_due(enrolment: Enrolment) -> bool:
    return enrolment.group == "current" and enrolment.status == "在籍" and enrolment.category == "open"


def _marked(enrolment: Enrolment) -> Enrolment:
    return enrolment


def _with_wrong_digit(enrolment: Enrolment) -> Enrolment:
    number = enrolment.id_card
    return replace(enrolment, id_card=number[:14] + str((int(number[14]) + 1) % 10) + number[15:])


def _with_other_sex(enrolment: Enrolment) -> Enrolment:
    return replace(enrolment, sex="女" if enrolment.sex == "男" else "男")


def _with_space(enrolment: Enrolment) -> Enrolment:
    return replace(enrolment, name=enrolment.name + "\u3000")


def _with_small_x(enrolment: Enrolment) -> Enrolment:
    return replace(enrolment, id_card=enrolment.id_card.lower())


_BREAKS = {"EX01": _with_wrong_digit, "EX02": _with_other_sex, "space": _with_space, "small-x": _with_small_x}
"""What the flaw does to the record; the others show only in the export."""


def _pairs(people: list[Enrolment], free: list[int], count: int) -> list[tuple[int, int]]:
    """Find pairs of one site and level: each becomes one person with two numbers."""
    waiting: dict[tuple[str, str], int] = {}
    pairs: list[tuple[int, int]] = []
    for n in free:
        key = (people[n].site, people[n].level)
        if key in waiting and len(pairs) < count:
            pairs.append((waiting.pop(key), n))
        else:
            waiting[key] = n
    return pairs

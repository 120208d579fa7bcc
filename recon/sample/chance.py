"""Chance that repeats itself: one named stream per concern, so that one part can change without stirring the others."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seed:
    """The campaign's seed. Text seeds are hashed by SHA-512: no dependence on ``PYTHONHASHSEED``."""

    number: int

    def stream(self, concern: str) -> random.Random:
        """Return the stream of one concern, always from its beginning."""
        return random.Random(f"{self.number}/{concern}")  # noqa: S311 -- invented people, not secrets


def weighted(chance: random.Random, weights: Mapping[T, float]) -> T:
    """Draw one key by its weight."""
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


def some(chance: random.Random, things: Sequence[T], share: float) -> list[T]:
    """Return about ``share`` of ``things``, in their order."""
    return [thing for thing in things if chance.random() < share]

"""What an intruder is: a whole row that does not belong, the rule that must find it, and the file that gets it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recon.sample.rows import Line, Spoil
from recon.sample.spoilers.kit import needs

if TYPE_CHECKING:
    from collections.abc import Callable

    from recon.sample.deliveries import Delivery
    from recon.sample.people import Enrolment
    from recon.sample.spoilers.scene import Scene
    from recon.words import Trust

_FIELDS = ("site", "branch", "cohort", "level", "institution_code", "student_no")
"""Where a finding about the whole row may stand."""
_OWN_EXTRACTS = {"open": ("students", "users", "central"), "adult": ("adult",)}
"""What must be looked through to know that nobody has the row's keys."""


@dataclass(frozen=True, slots=True)
class Target:
    """The file that gets the row, and where else rows may be taken from."""

    delivery: Delivery
    lines: list[Line]
    elsewhere: list[Line]
    """Clean rows of other units' live files."""
    forgotten: list[Enrolment]
    """Due students nobody sends although their unit sent its list."""


@dataclass(frozen=True, slots=True)
class Intruder:
    """One kind of row that does not belong."""

    rule: str
    trust: Trust
    find: Callable[[Target, Scene], Line | None]
    also: tuple[str, ...] = ()
    field: str = ""
    form: str = "open"
    weight: float = 1.0

    @property
    def name(self) -> str:
        """The mistake's name in ``truth.json``."""
        return self.find.__name__

    def make(self, target: Target, scene: Scene) -> Line | None:
        """Return the row to put into the file, or ``None`` where there is nobody for it."""
        line = self.find(target, scene)
        if line is None:
            return None
        known = line.student or line.counts_for
        if known:
            scene.busy.add(known.student_no)
        wanted = needs(known, by_person=False) if known else _OWN_EXTRACTS[target.delivery.form]
        told = Spoil(self.name, self.rule, self.field, "", self.trust, wanted, self.also, _FIELDS)
        return replace(line, spoil=told)


def intruder(
    rule: str, trust: Trust, **more: object
) -> Callable[[Callable[[Target, Scene], Line | None]], Intruder]:
    """Turn a function into an :class:`Intruder`."""

    def wrap(find: Callable[[Target, Scene], Line | None]) -> Intruder:
        return Intruder(rule, trust, find, **more)  # type: ignore[arg-type]

    return wrap

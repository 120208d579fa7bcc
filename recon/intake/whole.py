"""How much may lie inside one file, over all the archives in it: a zip of copies of zips unfolds without end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.intake.job import Answer, Bounds, Member

_TIMES: Final = 5
"""What lies inside one file may come to so many times the limits of one archive: a mailbox holds many."""
_WITHOUT_MEASURE: Final = frozenset({"total", "ratio", "overlap"})


@dataclass(slots=True)
class Whole:
    """Members and bytes that all archives inside one file use up together, whichever way down they lie."""

    members: int
    total_bytes: int

    @classmethod
    def of(cls, bounds: Bounds) -> Whole:
        """Return what a file may hold where one archive may hold ``bounds``."""
        return cls(_TIMES * bounds.members, _TIMES * bounds.total_bytes)

    def spent(self) -> bool:
        """Tell whether nothing more is to be unpacked."""
        return min(self.members, self.total_bytes) <= 0

    def use(self, reply: Answer, bounds: Bounds) -> None:
        """Count what was found in an archive; what unfolds without measure counts as all that one may hold."""
        members = reply.members or []
        bombs = sum(member.rule == "FI06" for member in members) + (reply.reason in _WITHOUT_MEASURE)
        self.members -= len(members)
        self.total_bytes -= size_of(members) + bombs * bounds.total_bytes


def size_of(members: Sequence[Member]) -> int:
    """Return the bytes of the members that were laid down."""
    return sum(member.size for member in members if member.path)

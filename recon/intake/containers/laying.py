"""Where members are laid down, and what is counted meanwhile."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from recon.intake.job import Member
from recon.intake.naming import shortened
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job

_LONGEST, _ENDING, _DEEPEST = 160, 20, 16
"""Characters of a name, those of its end, and folders above it that are told: an archive or a mail allows 65,535, and
every finding of the file would repeat them."""


class Layer:
    """Lays members down one by one and keeps within the job's limits."""

    def __init__(self, job: Job, reply: Answer) -> None:
        self._folder = Path(job.into)
        self.bounds = job.bounds
        self.total = 0
        self._taken: set[str] = set()
        self._equal: defaultdict[str, int] = defaultdict(lambda: 1)
        """How many members bear a name: a thousand of one name are not counted anew for each."""
        self.members: list[Member] = []
        reply.members = self.members

    def path(self) -> Path:
        """Return where the next member goes; its number is its only name there."""
        return self._folder / f"{len(self.members):06}"

    def lay(self, name: str, data: bytes, *, body: bool = False) -> None:
        """Lay down a member; ``body`` is said of a mail's own text.

        Raises:
            RefusedError: FI06 over the limits of all members together.
        """
        self.count(len(data))
        self.path().write_bytes(data)
        self.members.append(Member(self._unique(name), str(self.path()), len(data), body=body))

    def count(self, size: int) -> None:
        """Count a member's bytes.

        Raises:
            RefusedError: FI06 over the limits of all members together.
        """
        self.total += size
        if self.total > self.bounds.total_bytes:
            raise RefusedError("FI06", "total", limit=self.bounds.total_bytes)
        if len(self.members) >= self.bounds.members:
            raise RefusedError("FI06", "members", limit=self.bounds.members)

    def add(self, name: str, size: int) -> None:
        """Note the member that was just laid down."""
        self.members.append(Member(self._unique(name), str(self.path()), size))

    def refuse(self, name: str, size: int, error: RefusedError) -> None:
        """Note a member that cannot be opened."""
        self.members.append(Member(self._unique(name), "", size, error.rule, error.details))

    def ignore(self, name: str, size: int, kind: str) -> None:
        """Note a member that is nobody's roster."""
        self.members.append(Member(self._unique(name), "", size, details={"kind": kind}))

    def _unique(self, name: str) -> str:
        """Return the name with ``/``, without a root or ``..``, and apart from an equal one."""
        parts = [part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."}]
        parts = [shortened(part, _LONGEST, _ENDING) for part in parts[-_DEEPEST:]]
        plain = "/".join(parts).replace("\x00", "").replace("!/", "/") or "?"
        path, unique = PurePosixPath(plain), plain
        while unique in self._taken:
            self._equal[plain] += 1
            unique = str(path.with_name(f"{path.stem} ({self._equal[plain]}){path.suffix}"))
        self._taken.add(unique)
        return unique

"""What the parent asks of a child and what it is told, both plain enough for JSON."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from recon.intake.grid import Grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.intake.refusal import RefusedError


_PATHS = ("path", "into", "lay")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits that hold inside a child (bytes, counts, seconds); see ``campaign.Limits``."""

    file_bytes: int
    total_bytes: int
    members: int
    ratio: int
    cells: int
    seconds: float
    memory_bytes: int


@dataclass(frozen=True, slots=True)
class Job:
    """One file to open: where it lies, what it is called, and a folder for what it contains."""

    path: str
    name: str
    into: str
    bounds: Bounds
    password: str = ""
    encoding: str = ""
    avoid: tuple[str, ...] = ()
    """Readers that a child already died of."""
    bulk: bool = False
    """A table of millions of rows: its first records are asked for, or where it is to be laid (``lay``)."""
    lay: str = ""
    header: int = 0
    columns: tuple[int, ...] = ()
    long: bool = False
    """Sheets of many rows are laid into ``into`` as Arrow files; only their first rows come with the answer."""

    def plain(self) -> dict[str, Any]:
        """Return the form that goes over the wire.

        A path goes by its bytes: a name that an old archive left in GBK is no text, and JSON holds nothing else.
        """
        data = asdict(self)
        return {**data, **{name: os.fsencode(data[name]).decode("latin-1") for name in _PATHS}}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Job:
        """Rebuild a job from the wire."""
        return cls(
            **{
                **data,
                **{name: os.fsdecode(data[name].encode("latin-1")) for name in _PATHS},
                "bounds": Bounds(**data["bounds"]),
                "avoid": tuple(data["avoid"]),
                "columns": tuple(data["columns"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Member:
    """A file found inside another one, laid down at ``path``, or refused (``rule``, ``details``)."""

    name: str
    path: str = ""
    size: int = 0
    rule: str = ""
    details: dict[str, str] = field(default_factory=dict)
    body: bool = False
    """It is the text of a mail, and counts only where no attachment holds students."""


@dataclass(slots=True)
class Answer:
    """What a child says of one file."""

    kind: str = ""
    refused: bool = False
    grids: list[Grid] = field(default_factory=list)
    members: list[Member] | None = None
    """Not None for a container: its files, to be opened one by one."""
    troubles: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    """(rule, details, sheet)."""
    received_at: str = ""
    sender: str = ""

    def tell(self, rule: str, reason: str, sheet: str = "", **details: object) -> None:
        """Add a trouble that does not stop the reading."""
        self.troubles.append((rule, {"reason": reason, **{k: str(v) for k, v in details.items()}}, sheet))

    def refuse(self, error: RefusedError) -> None:
        """Turn the answer into a refusal, told first; what was noticed on the way stays behind it."""
        self.refused = True
        self.grids, self.members = [], None
        self.troubles.insert(0, (error.rule, error.details, ""))

    @property
    def reason(self) -> str:
        """Return why the file was refused; empty when it was not."""
        return self.troubles[0][1]["reason"] if self.refused else ""

    def pieces(self) -> Iterator[dict[str, Any]]:
        """Yield the forms that go over the wire: the answer without its rows, then the rows in handy pieces.

        A national extract in one piece would stand in memory three times over: as text, as lists, as rows.
        """
        rows = [piece for place, grid in enumerate(self.grids) for piece in grid.pieces(place)]
        yield {**self._head(), "pieces": len(rows)}
        yield from rows

    def _head(self) -> dict[str, Any]:
        members = None if self.members is None else [asdict(member) for member in self.members]
        plain = {
            name: getattr(self, name) for name in ("kind", "refused", "troubles", "received_at", "sender")
        }
        return {**plain, "grids": [grid.head() for grid in self.grids], "members": members}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Answer:
        """Rebuild an answer from the wire; anything unexpected raises, for the child may have gone mad."""
        members = data["members"]
        return cls(
            kind=str(data["kind"]),
            refused=bool(data["refused"]),
            grids=[Grid(**grid) for grid in data["grids"]],
            members=None if members is None else [Member(**member) for member in members],
            troubles=[(str(rule), dict(details), str(sheet)) for rule, details, sheet in data["troubles"]],
            received_at=str(data["received_at"]),
            sender=str(data["sender"]),
        )

    def take(self, piece: dict[str, Any]) -> None:
        """Put a piece of rows where it belongs."""
        self.grids[piece["grid"]].take(piece)

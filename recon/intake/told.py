"""What is told of a file: from a child's answer, or without one, to a :class:`recon.model.FileRead`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.intake.mapping import mapped
from recon.model import FileRead, RawRow, RawSheet, Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.intake.grid import Grid
    from recon.intake.job import Answer


def refused(file: str, rule: str, details: Mapping[str, str], size: int = 0) -> FileRead:
    """Return a file that no child was asked about: the rule and its details say why."""
    return FileRead(file, "", size, "", "refused", troubles=(Trouble(rule, details),))


def passed_over(file: str, kind: str, size: int = 0) -> FileRead:
    """Return a file that is nobody's work: what a system leaves in a folder, a picture in a mail."""
    return FileRead(file, "", size, kind, "ignored")


def body_passed_over(read: FileRead, more: Sequence[int]) -> FileRead:
    """Return a mail's own text that is left alone beside its attachments; ``more`` are rows that these do not have."""
    details = {"reason": "body-more", "count": str(len(more)), "rows": in_rows(more)}
    troubles = (Trouble("FI12", details),) if more else ()
    return replace(passed_over(read.file, "mail-body", read.size), troubles=troubles)


def again(read: FileRead, earlier: str, *, keep: bool) -> FileRead:
    """Return a file of the same bytes as an earlier one (FI08), without its sheets unless ``keep``."""
    trouble = Trouble("FI08", {"reason": "same", "first": earlier})
    return replace(read, sheets=read.sheets if keep else (), troubles=(*read.troubles, trouble))


def of_answer(file: str, origin: tuple[str, int], reply: Answer, *, seconds: float) -> FileRead:
    """Return a file as a child read it; ``origin`` is its SHA-256 and its size."""
    digest, size = origin
    return FileRead(
        file=file,
        sha256=digest,
        size=size,
        kind=reply.kind,
        verdict="refused" if reply.refused else "read",
        sheets=tuple(_sheet(grid) for grid in reply.grids),
        troubles=tuple(Trouble(rule, details, sheet) for rule, details, sheet in reply.troubles),
        received_at=reply.received_at,
        sender=reply.sender,
        seconds=seconds,
    )


def _sheet(grid: Grid) -> RawSheet:
    """Return the sheet's rows; equal texts (本科, 2018秋季 …) are held once."""
    once: dict[str, str] = {}
    return RawSheet(
        name=grid.name,
        rows=tuple(
            RawRow(number, tuple(map(once.setdefault, values, values)), types)
            for number, values, types in zip(grid.numbers, grid.values, grid.types, strict=True)
        ),
        cells=grid.cells,
        hidden=grid.hidden,
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns),
        struck_rows=frozenset(grid.struck_rows),
        merged=tuple((a, b, c, d) for a, b, c, d in grid.merged),
        above=tuple(grid.above),
        long=mapped(Path(grid.laid)) if grid.laid else None,
    )

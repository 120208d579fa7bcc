"""Earlier decisions beside the newest run: what came back although it had been settled, and what no longer counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from recon.model import Ruling
    from recon.workspace.standing import Ruled


@dataclass(frozen=True, slots=True)
class BackAgain:
    """An error that had been mended and is there again; ``ruling`` is the last decision about it, to be offered."""

    finding_id: str
    rule: str
    unit: str
    ruling: Ruling | None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A ruling that does not count any more.

    ``why``: ``submitted`` or ``official`` (the value it saw has changed), ``gone`` (nothing is found any more; most
    often the site mended it).
    """

    finding_id: str
    why: str
    ruling: Ruling
    rule: str = ""
    unit: str = ""


def back_again(
    lines: Iterable[Mapping[str, Any]], histories: Mapping[str, Sequence[Ruled]]
) -> list[BackAgain]:
    """Put the last decision beside every error that came back."""
    return [
        BackAgain(line["finding_id"], line["rule"], line["unit"], last_ruling(histories[line["finding_id"]]))
        for line in lines
    ]


def last_ruling(steps: Sequence[Ruled]) -> Ruling | None:
    """Return the last ruling somebody made, whether or not it was undone later."""
    return next((step.ruling for step in reversed(steps) if step.ruling is not None), None)


def lapsed(run: Path, rulings: Iterable[Ruling]) -> list[Lapsed]:
    """Return the standing rulings that do not fit a run's findings any more."""
    rulings = list(rulings)
    columns = ["finding_id", "rule", "unit", "submitted", "official"]
    wanted = [("finding_id", "in", [ruling.finding_id for ruling in rulings])]
    found = pq.read_table(run / "findings.parquet", columns=columns, filters=wanted) if rulings else None
    lines = {line["finding_id"]: line for line in found.to_pylist()} if found is not None else {}
    told = ((ruling, lines.get(ruling.finding_id)) for ruling in rulings)
    return [
        Lapsed(
            ruling.finding_id,
            why,
            ruling,
            rule=line["rule"] if line else "",
            unit=line["unit"] if line else "",
        )
        for ruling, line in told
        if (why := _why(ruling, line))
    ]


def _why(ruling: Ruling, line: Mapping[str, Any] | None) -> str:
    if line is None:
        return "gone"
    if line["submitted"] != ruling.seen_submitted:
        return "submitted"
    return "official" if line["official"] != ruling.seen_official else ""

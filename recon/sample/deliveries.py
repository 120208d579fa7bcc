"""A delivery: one file of one unit, before it is written; the mailbox holds them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.sample.organisation import EXAMPLE
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from recon.sample.layouts import Layout
    from recon.sample.rows import Line
    from recon.sample.world import World

    Place = tuple[str, str, int]

DEADLINE = "2020-06-10"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file of one unit and form."""

    unit: str
    form: str
    lines: tuple[Line, ...]
    layout: Layout
    received_at: str = ""
    kind: str = "replace"
    life: str = "live"
    """``live``, ``superseded``, ``same-bytes`` (a copy of another delivery) or ``unreadable``."""
    path: str = ""
    role: str = "plain"
    sent_as: str = ""
    """The form it was drawn on, when that is the wrong one."""

    @property
    def drawn_as(self) -> str:
        """The form whose columns and title the file shows."""
        return self.sent_as or self.form

    def placed(self) -> list[tuple[Place, Line]]:
        """Return the lines with their addresses, in (sheet, row) order."""
        return [
            ((self.path, sheet, row), line)
            for sheet, lines in self.layout.sheets(self.lines).items()
            for row, line in enumerate(lines, self.layout.first_row)
        ]

    @property
    def is_late(self) -> bool:
        """Whether it came after the deadline."""
        return is_late(self.received_at)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """All deliveries in path order, and the units that declared they have nobody to send, with the time."""

    deliveries: tuple[Delivery, ...]
    nils: tuple[tuple[str, str], ...] = ()


def is_late(received_at: str) -> bool:
    """Tell whether a time lies after 24:00 of the deadline; an unknown (empty) time does not."""
    return received_at[:10] > DEADLINE


def unit_name(world: World, unit: str) -> str:
    """Return the name of a site or reporting branch; empty for an unknown unit."""
    place = world.organisation.by_code.get(unit)
    return place.name if place else dict(world.organisation.reporting_branches).get(unit, "")


def make_path(world: World, delivery: Delivery, number: int) -> str:
    """Name the file as its sender would; the registrar saves each day's mail in one folder."""
    if delivery.unit == UNKNOWN:
        return "QQ群文件/名单(终版)1.xlsx"
    day = delivery.received_at[5:7] + delivery.received_at[8:10]
    name = unit_name(world, delivery.unit).removesuffix(EXAMPLE)
    form = "附表1" if delivery.drawn_as == "open" else "附表2"
    stems = (
        f"{delivery.unit}_{name}_{form}",
        f"{name}毕业生图像采集名单（{form}）",
        f"{form}-{delivery.unit}",
    )
    again = "补报" if delivery.kind == "add" else "再发" if delivery.life == "same-bytes" else ""
    return f"{day}/{stems[number % len(stems)]}{again}{delivery.layout.suffix}"

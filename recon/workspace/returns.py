"""Return sheets: when each went out, of which unit and form, and when the site acknowledged it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Text
from recon.workspace import campaigns, diary, placements, records
from recon.workspace.tables import RETURNED

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger

_NAMES = ("unit", "form", "run", "sha256", "findings", "returned_at", "acknowledged_at", "text", "actor")
_NONE_OPEN = Text("{unit} 没有等待确认的退回清单", "{unit} has no return sheet that waits to be acknowledged")


@dataclass(frozen=True, slots=True)
class Returned:
    """One return sheet; ``form`` is empty where one sheet went out for everything."""

    unit: str
    form: str = ""
    run: int = 0
    """The run whose findings it told."""
    sha256: str = ""
    """Of the sheet as it went out, when known."""
    findings: int = 0
    returned_at: str = ""
    acknowledged_at: str = ""
    text: str = ""
    """By whom or how it was acknowledged, or what was said with it."""
    actor: str = ""
    at: str = ""


def keep(ledger: Ledger, sheet: Returned) -> None:
    """Keep that a sheet went out, or that it was acknowledged.

    Raises:
        OptionError: an unknown form.
    """
    placements.check_choice("form", sheet.form, placements.FORMS)
    with ledger.write() as connection:
        _write(connection, ledger, sheet)


def acknowledge(ledger: Ledger, unit: str, form: str, moment: str, *, text: str, actor: str) -> Returned:
    """Keep that the newest sheet of a unit and form was acknowledged.

    Raises:
        OptionError: none of them waits for it.
    """
    with ledger.write() as connection:
        waiting = [
            sheet
            for sheet in listed(connection, unit)
            if form in {"", sheet.form} and not sheet.acknowledged_at
        ]
        if not waiting:
            raise OptionError(
                option="unit",
                reason=_NONE_OPEN.filled(unit=unit),
            )
        done = replace(waiting[-1], acknowledged_at=moment, text=text or waiting[-1].text, actor=actor)
        _write(connection, ledger, done)
    return done


def _write(connection: sa.Connection, ledger: Ledger, sheet: Returned) -> None:
    values = {name: getattr(sheet, name) for name in _NAMES}
    values |= {"campaign": campaigns.current(connection), "at": now()}
    told = {"unit": sheet.unit, "form": sheet.form, "count": sheet.findings}
    told["what"] = "acknowledged" if sheet.acknowledged_at else "returned"
    records.add(connection, ledger, RETURNED, values, "returned", **told)


def listed(connection: sa.Connection, unit: str = "") -> list[Returned]:
    """Return the sheets that went out (of one unit), oldest first; what the diary says of them is told too."""
    query = sa.select(RETURNED).where(RETURNED.c.campaign == campaigns.current(connection))
    if unit:
        query = query.where(RETURNED.c.unit == unit)
    sheets = {
        (row.unit, row.form, row.returned_at): Returned(
            **{name: getattr(row, name) for name in _NAMES}, at=row.at
        )
        for row in connection.execute(query.order_by(RETURNED.c.id))
    }
    noted = [sheet for sheet in _noted(connection, unit) if not _known(sheet, sheets)]
    return sorted([*sheets.values(), *noted], key=lambda sheet: (sheet.returned_at, sheet.unit, sheet.form))


def _known(sheet: Returned, sheets: dict[tuple[str, str, str], Returned]) -> bool:
    """Tell whether a sheet that the diary speaks of was kept as one on the same day."""
    day = sheet.returned_at[:10]
    return any((unit, at[:10]) == (sheet.unit, day) for unit, _, at in sheets)


def _noted(connection: sa.Connection, unit: str) -> list[Returned]:
    """Return the sheets that only the diary speaks of (``returned``, ``acknowledged``)."""
    found: dict[str, list[Returned]] = {}
    for line in reversed(diary.read(connection, unit)):
        if line.kind == "returned":
            sheet = Returned(line.unit, returned_at=line.at, sha256=line.sha256, actor=line.actor, at=line.at)
            found.setdefault(line.unit, []).append(sheet)
        elif line.kind == "acknowledged" and line.unit in found:
            *before, last = found[line.unit]
            found[line.unit] = [*before, replace(last, acknowledged_at=line.at, text=line.text)]
    return [sheet for sheets in found.values() for sheet in sheets]

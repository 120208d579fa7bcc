"""Shooting points: where the camera stands, when, for which sites, and the approval that it may (批复文件)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign import Shooting
from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Text
from recon.workspace import approvals, campaigns, records
from recon.workspace.placements import check_day
from recon.workspace.tables import POINT
from recon.workspace.vault import settle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recon.campaign import Campaign
    from recon.workspace.ledger import Ledger
    from recon.workspace.vault import Vault

_NO_CODE = Text("拍摄点代码不能为空", "a shooting point needs its code")


@dataclass(frozen=True, slots=True)
class Point:
    """One shooting point; ``sha256`` is the picture of its approval in the vault, empty while there is none."""

    point: str
    name: str = ""
    address: str = ""
    dates: tuple[str, ...] = ()
    """Days, ISO."""
    serves: tuple[str, ...] = ()
    """Codes of the sites (or of the branches above them) whose students are shot here."""
    sha256: str = ""
    picture: str = ""
    """What the picture was called."""
    approved_on: str = ""
    actor: str = ""
    at: str = ""


def keep(ledger: Ledger, point: Point, actor: str, *, withdrawn: bool = False) -> Point:
    """Keep a point as it is described now; its approval stays.

    Raises:
        OptionError: no code, or a date that is none.
    """
    _check(point)
    with ledger.write() as connection:
        before = listed(connection).get(point.point, point)
        kept = replace(
            point, sha256=before.sha256, picture=before.picture, approved_on=before.approved_on, actor=actor
        )
        if kept != replace(before, actor=actor, at="") or withdrawn or not before.at:
            _write(connection, ledger, kept, withdrawn=withdrawn)
    return kept


def approve(ledger: Ledger, vault: Vault, code: str, picture: Path | bytes, name: str, **said: str) -> Point:
    """Keep the picture of an approval and its date; ``said`` has ``approved_on`` and ``actor``.

    Raises:
        OptionError: it is no picture, or the date is none.
    """
    stored = approvals.store(vault, picture)
    with ledger.write() as connection:
        settle(connection, ledger, vault, picture, stored, said["actor"])
        before = listed(connection).get(code, Point(code))
        after = replace(
            before,
            sha256=stored.sha256,
            picture=name,
            approved_on=said["approved_on"],
            actor=said["actor"],
        )
        _check(after)
        _write(connection, ledger, after)
    return after


def listed(connection: sa.Connection) -> dict[str, Point]:
    """Return code → point as last described, without those withdrawn."""
    query = sa.select(POINT).where(POINT.c.campaign == campaigns.current(connection)).order_by(POINT.c.id)
    rows = {row.point: row for row in connection.execute(query)}
    return {code: _point(row) for code, row in sorted(rows.items()) if not row.withdrawn}


def planned(campaign: Campaign) -> dict[str, Point]:
    """Return the points a campaign's own text plans."""
    return {
        one.point: Point(one.point, dates=tuple(str(day) for day in one.dates), serves=one.serves)
        for one in campaign.shooting
    }


def merged(campaign: Campaign, points: Iterable[Point]) -> Campaign:
    """Return the campaign with the office's points in the place of its own of the same code."""
    own = {one.point: one for one in campaign.shooting}
    for point in points:
        days = tuple(date.fromisoformat(day) for day in point.dates)
        own[point.point] = replace(
            own.get(point.point, Shooting(point.point)), dates=days, serves=point.serves
        )
    return replace(campaign, shooting=tuple(own.values()))


def _check(point: Point) -> None:
    if not point.point.strip():
        raise OptionError(option="point", reason=_NO_CODE)
    for day in (*point.dates, *filter(None, [point.approved_on])):
        check_day("dates", day)


def _write(connection: sa.Connection, ledger: Ledger, point: Point, *, withdrawn: bool = False) -> None:
    names = ("point", "name", "address", "sha256", "picture", "approved_on", "actor")
    values: dict[str, object] = {name: getattr(point, name) for name in names}
    values |= {"dates": " ".join(point.dates), "serves": " ".join(point.serves)}
    values |= {"campaign": campaigns.current(connection), "withdrawn": int(withdrawn), "at": now()}
    told = {"point": point.point, "sha256": point.sha256, "count": int(not withdrawn)}
    records.add(connection, ledger, POINT, values, "point", **told)


def _point(row: sa.Row[tuple[object, ...]]) -> Point:
    return Point(
        point=row.point,
        name=row.name,
        address=row.address,
        dates=tuple(row.dates.split()),
        serves=tuple(row.serves.split()),
        sha256=row.sha256,
        picture=row.picture,
        approved_on=row.approved_on,
        actor=row.actor,
        at=row.at,
    )

"""Every file received, by whom and when; the same bytes again are one submission with one more arrival."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.campaign.clock import SHANGHAI, now
from recon.errors import OptionError
from recon.words import Text
from recon.workspace import campaigns, placements, records
from recon.workspace.inbox import Received, listed, tidy_name
from recon.workspace.tables import ARRIVAL, SUBMISSION
from recon.workspace.vault import settle

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace.ledger import Ledger
    from recon.workspace.vault import Stored, Vault

_NOTHING = placements.Said("")
_YEARS = range(2000, 2100)
"""Of a campaign; a slip of the keys names another, and every roster would be in time, or late."""
_NO_TIME = Text(
    "“{moment}”不是时间，应写作 2020-06-09T16:30:00+08:00",
    "'{moment}' is not a time; write it like 2020-06-09T16:30:00+08:00",
)
_NO_YEAR = Text(
    "“{moment}”的年份不对，应在 2000 至 2099 年之间",
    "the year of '{moment}' cannot be right; it lies between 2000 and 2099",
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How one file came in: its name there, by which channel, from whom, when (empty: now)."""

    name: str
    channel: str = "upload"
    sender: str = ""
    received_at: str = ""
    taken_at: str = ""
    """When it was taken in (empty: now); files dropped together share one moment, so that none was the later."""
    said: placements.Said = _NOTHING
    """What the sender or the registrar said about it; its file name is filled in here."""


def receive(ledger: Ledger, vault: Vault, source: Path | bytes, arrival: Arrival, actor: str) -> Received:
    """Keep a file and the fact that it came; both durable when this returns.

    Raises:
        MissingPathError: there is no such file.
        OptionError: ``received_at`` is not a time.
    """
    placements.check(arrival.said)
    taken_at = local_time(arrival.taken_at)
    received_at = local_time(arrival.received_at) if arrival.received_at else taken_at
    arrival = replace(arrival, received_at=received_at, taken_at=taken_at)
    stored = vault.store(source)
    with ledger.write() as connection:
        settle(connection, ledger, vault, source, stored, actor)
        known = _same_bytes(connection, stored.sha256)
        kept = known or _first(connection, ledger, stored, arrival, actor)
        _arrived(connection, ledger, kept.id, arrival, actor)
        placements.keep(connection, ledger, replace(arrival.said, file=kept.file), actor)
        found = listed(connection, sha256=stored.sha256)[0]
    return replace(found, again=known is not None)


def local_time(moment: str) -> str:
    """Return an ISO time in Shanghai (+08:00), seconds; the present for an empty one.

    Raises:
        OptionError: it is not a time.
    """
    if not moment:
        return now()
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        raise _no_time(_NO_TIME, moment) from None
    if when.year not in _YEARS:
        raise _no_time(_NO_YEAR, moment)
    local = when.replace(tzinfo=SHANGHAI) if when.tzinfo is None else when.astimezone(SHANGHAI)
    return local.isoformat(timespec="seconds")


def _no_time(why: Text, moment: str) -> OptionError:
    return OptionError(option="received_at", reason=why.filled(moment=moment[:40]))


def _same_bytes(connection: sa.Connection, sha256: str) -> sa.Row[Any, Any] | None:
    mine = (SUBMISSION.c.campaign == campaigns.current(connection)) & (SUBMISSION.c.sha256 == sha256)
    return connection.execute(sa.select(SUBMISSION.c.id, SUBMISSION.c.file).where(mine)).first()


def _first(
    connection: sa.Connection, ledger: Ledger, stored: Stored, arrival: Arrival, actor: str
) -> sa.Row[Any, Any]:
    values = {
        "campaign": campaigns.current(connection),
        "file": _free_name(connection, tidy_name(arrival.name)),
        "sha256": stored.sha256,
        "size": stored.size,
        **_how(arrival, actor),
    }
    records.add(connection, ledger, SUBMISSION, values, "receive", sha256=stored.sha256, size=stored.size)
    kept = _same_bytes(connection, stored.sha256)
    assert kept is not None
    return kept


def _arrived(
    connection: sa.Connection, ledger: Ledger, submission: int, arrival: Arrival, actor: str
) -> None:
    values = {"campaign": campaigns.current(connection), "submission": submission, **_how(arrival, actor)}
    records.add(connection, ledger, ARRIVAL, values, "arrival")


def _how(arrival: Arrival, actor: str) -> dict[str, Any]:
    return {
        "name": arrival.name,
        "channel": arrival.channel,
        "sender": arrival.sender,
        "received_at": arrival.received_at,
        "taken_at": arrival.taken_at,
        "actor": actor,
    }


def _free_name(connection: sa.Connection, name: str) -> str:
    """Return ``name``, or ``name (2).xlsx`` when other bytes have it already."""
    taken = sa.select(SUBMISSION.c.id).where(SUBMISSION.c.campaign == campaigns.current(connection))
    path, number, free = PurePosixPath(name), 1, name
    while connection.scalar(taken.where(SUBMISSION.c.file == free)) is not None:
        number += 1
        free = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    return free

"""When a file came, as the registrar says afterwards: her word goes before the time of intake."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Text, listed
from recon.workspace import campaigns, records
from recon.workspace.tables import CAME

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recon.workspace.ledger import Ledger


_NOT_RECEIVED = Text(
    "没有收到过“{file}”，文件名要与收入时一致，连同所在的文件夹（相近的有：{near}）",
    "no file '{file}' was received; write it as it was taken in, with its folder (near it: {near})",
)
_MOST = 3
"""Names that are told."""


def check_received(files: Sequence[str], received: Collection[str]) -> None:
    """Refuse a name that no file was taken in by.

    Raises:
        OptionError: tells those near it, first of all the same name in a folder.
    """
    for file in files:
        if file not in received:
            same = [name for name in sorted(received) if name.rpartition("/")[2] == file.rpartition("/")[2]]
            near = (same or get_close_matches(file, sorted(received)))[:_MOST]
            raise OptionError(option="file", reason=_NOT_RECEIVED.filled(file=file, near=listed(near)))


def say(ledger: Ledger, files: Sequence[str], received_at: str, *, actor: str, reason: str) -> None:
    """Keep when files came; ``received_at`` is an ISO time in Shanghai."""
    with ledger.write() as connection:
        common = {"campaign": campaigns.current(connection), "received_at": received_at}
        common |= {"reason": reason, "actor": actor, "at": now()}
        rows = [common | {"file": file} for file in files]
        records.add_all(connection, ledger, CAME, rows, "came", [{"reason": reason} for _ in rows])


def latest(connection: sa.Connection) -> dict[str, str]:
    """Return file → when it came, for every file somebody spoke about."""
    mine = CAME.c.campaign == campaigns.current(connection)
    query = sa.select(CAME.c.file, CAME.c.received_at).where(mine).order_by(CAME.c.id)
    return {row.file: row.received_at for row in connection.execute(query)}

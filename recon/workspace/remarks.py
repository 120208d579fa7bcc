"""Free text that lines of the log point to by keyed hash, so that it can be taken out and the chain still holds."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.workspace.tables import CAMPAIGN, LOG, REMARK

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from recon.workspace.ledger import Ledger
    from recon.workspace.redact import Person


def keep(connection: sa.Connection, ledger: Ledger, text: str) -> str:
    """Keep a text and return its hash, which only the secret's owner can make; what was taken out may be said again."""
    if not text:
        return ""
    digest = ledger.keyed("remark", text)
    known = connection.execute(sa.select(REMARK).where(REMARK.c.digest == digest)).first()
    if known is None:
        connection.execute(REMARK.insert().values(digest=digest, text=text))
    elif known.text is None:
        connection.execute(REMARK.update().where(REMARK.c.digest == digest).values(text=text))
    return digest


def read(connection: sa.Connection, digests: AbstractSet[str]) -> dict[str, str | None]:
    """Return hash → text, ``None`` for one that was taken out."""
    query = sa.select(REMARK.c.digest, REMARK.c.text).where(REMARK.c.digest.in_(digests))
    return {row.digest: row.text for row in connection.execute(query)}


def forget_person(connection: sa.Connection, whom: Person) -> None:
    """Take out every text a person is in."""
    for remark in connection.execute(sa.select(REMARK).where(REMARK.c.text.is_not(None))).all():
        if whom.erase(remark.text) != remark.text:
            _empty(connection, remark.digest)


def forget_campaign(connection: sa.Connection, which: str) -> None:
    """Take out what was said in one campaign and in none that is still kept."""
    said = _said(connection)
    mine = said.pop(which, set())
    for digest in mine.difference(*said.values()):
        _empty(connection, digest)


def _said(connection: sa.Connection) -> dict[str, set[str]]:
    """Return campaign → hashes of the texts in its lines; a line is of the campaign that was current then.

    What was said before a campaign's own purge is its no more. A line of a purge tells which one by its ``row``.
    """
    ids = {f"campaign:{row.id}": row.campaign for row in connection.execute(sa.select(CAMPAIGN))}
    said: dict[str, set[str]] = defaultdict(set)
    current = ""
    for act, details in connection.execute(sa.select(LOG.c.act, LOG.c.details).order_by(LOG.c.seq)):
        told = json.loads(details)
        if act == "campaign":
            current = ids.get(told.get("row", ""), current)
        elif act == "purge" and told.get("kind") == "campaign":
            said.pop(ids.get(told.get("row", ""), ""), None)
        if told.get("reason"):
            said[current].add(told["reason"])
    return said


def _empty(connection: sa.Connection, digest: str) -> None:
    connection.execute(REMARK.update().where(REMARK.c.digest == digest).values(text=None))

"""Sealed rows: each is written once, and the log holds a keyed digest of it: no row changes unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.workspace import chain
from recon.workspace.ledger import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.workspace.ledger import Ledger


def add(
    connection: sa.Connection,
    ledger: Ledger,
    table: sa.Table,
    values: Mapping[str, Any],
    act: str,
    **details: Any,
) -> int:
    """Write one sealed row and the line of the log that proves it; return the row's id.

    ``values`` names the actor as ``actor`` or ``who``; ``details`` go into the log line beside the seal.
    """
    return add_all(connection, ledger, table, [values], act, [details])[0]


def add_all(
    connection: sa.Connection,
    ledger: Ledger,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    act: str,
    details: Sequence[Mapping[str, Any]],
) -> list[int]:
    """Write many sealed rows of one actor and one moment; return their ids in order."""
    if not rows:
        return []
    values = [_complete(table, row) for row in rows]
    insert = table.insert().returning(table.c.id, sort_by_parameter_order=True)
    ids = list(connection.scalars(insert, values))
    sealed = [
        {"row": name(table, row_id), "seal": seal(ledger, table, {"id": row_id, **row}), **told}
        for row_id, row, told in zip(ids, values, details, strict=True)
    ]
    actor = values[0].get("actor") or values[0]["who"]
    # A clock asked twice may stand a second further: the row and its line of the log tell one moment.
    chain.append_all(connection, ledger, act, actor, sealed, values[0].get("at", ""))
    return ids


def remove(
    connection: sa.Connection, ledger: Ledger, table: sa.Table, ids: Sequence[int], act: str, actor: str
) -> None:
    """Remove rows; the log says so, for a row that is merely missing is a sign of tampering."""
    for row_id in ids:
        connection.execute(table.delete().where(table.c.id == row_id))
    chain.append_all(
        connection, ledger, act, actor, [{"row": name(table, row_id), "seal": ""} for row_id in ids]
    )


def change(
    connection: sa.Connection,
    ledger: Ledger,
    table: sa.Table,
    rows: Sequence[Mapping[str, Any]],
    act: str,
    actor: str,
) -> None:
    """Put rows in the place of those with their ids and seal them anew; only a purge may."""
    for row in rows:
        connection.execute(table.update().where(table.c.id == row["id"]).values(**row))
    told = [{"row": name(table, row["id"]), "seal": seal(ledger, table, row)} for row in rows]
    chain.append_all(connection, ledger, act, actor, told)


def name(table: sa.Table, row_id: int) -> str:
    """Return how the log calls a row: ``ruling:17``."""
    return f"{table.name}:{row_id}"


def seal(ledger: Ledger, table: sa.Table, row: Mapping[str, Any]) -> str:
    """Return the keyed digest of a row, all columns of it."""
    return ledger.keyed(
        "seal", table.name, canonical({column.name: row[column.name] for column in table.columns})
    )


def _complete(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in defaults here, so that what is sealed is what is stored."""
    values: dict[str, Any] = {}
    for column in table.columns:
        if column.name != "id":
            default = column.default.arg if isinstance(column.default, sa.ColumnDefault) else None
            values[column.name] = row.get(column.name, default)
    return values

"""What a person said about a file: of which unit and form it is, and whether it replaces, adds or amends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon import rounds
from recon.campaign.clock import now
from recon.errors import OptionError
from recon.words import Category, Text
from recon.workspace import campaigns, records
from recon.workspace.tables import NIL, PLACEMENT

if TYPE_CHECKING:
    from recon.workspace.ledger import Ledger

KINDS = ("", *rounds.KINDS)
FORMS = ("", *(category.value for category in Category))
_NO_DAY = Text("“{day}”不是日期，应写作 2020-06-17", "not a date: {day!r}; write 2020-06-17")


@dataclass(frozen=True, slots=True)
class Said:
    """About one file (or an archive's member); empty where nobody said anything."""

    file: str
    unit: str = ""
    form: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class NilDeclaration:
    """A unit's word that it has no student to report for a form (零报送)."""

    unit: str
    form: str
    reason: str
    received_at: str
    actor: str
    at: str


def say(ledger: Ledger, said: Said, actor: str) -> None:
    """Keep what was said; an empty value leaves what was said before.

    Raises:
        OptionError: an unknown form or kind.
    """
    check(said)
    with ledger.write() as connection:
        keep(connection, ledger, said, actor)


def check(said: Said) -> None:
    """Refuse an unknown form or kind.

    Raises:
        OptionError: it is one.
    """
    check_choice("form", said.form, FORMS)
    check_choice("kind", said.kind, KINDS)


def keep(connection: sa.Connection, ledger: Ledger, said: Said, actor: str) -> None:
    """Keep what was said inside the caller's write."""
    if said.unit or said.form or said.kind:
        words = {"unit": said.unit, "form": said.form, "kind": said.kind}
        values = {
            "campaign": campaigns.current(connection),
            "file": said.file,
            "actor": actor,
            "at": now(),
            **words,
        }
        records.add(connection, ledger, PLACEMENT, values, "place", **words)


def latest(connection: sa.Connection, file: str = "") -> dict[str, Said]:
    """Return the last word on every file somebody spoke about (on one)."""
    mine = PLACEMENT.c.campaign == campaigns.current(connection)
    if file:
        mine &= PLACEMENT.c.file == file
    query = sa.select(PLACEMENT).where(mine).order_by(PLACEMENT.c.id)
    words: dict[str, Said] = {}
    for row in connection.execute(query):
        before = words.get(row.file, Said(row.file))
        words[row.file] = Said(
            row.file, row.unit or before.unit, row.form or before.form, row.kind or before.kind
        )
    return words


def declare_nil(ledger: Ledger, nil: NilDeclaration, *, withdrawn: bool = False) -> None:
    """Keep a nil declaration, or that it was withdrawn.

    Raises:
        OptionError: an unknown form.
    """
    check_choice("form", nil.form, FORMS)
    with ledger.write() as connection:
        values = {
            "campaign": campaigns.current(connection),
            "unit": nil.unit,
            "form": nil.form,
            "reason": nil.reason,
            "received_at": nil.received_at,
            "withdrawn": int(withdrawn),
            "actor": nil.actor,
            "at": now(),
        }
        records.add(
            connection, ledger, NIL, values, "nil", unit=nil.unit, form=nil.form, count=int(not withdrawn)
        )


def nils(connection: sa.Connection) -> list[NilDeclaration]:
    """Return the declarations that stand, one per unit and form."""
    query = sa.select(NIL).where(NIL.c.campaign == campaigns.current(connection)).order_by(NIL.c.id)
    latest_rows = {(row.unit, row.form): row for row in connection.execute(query)}
    return [
        NilDeclaration(row.unit, row.form, row.reason, row.received_at, row.actor, row.at)
        for row in latest_rows.values()
        if not row.withdrawn
    ]


def check_choice(option: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a value that is none of ``allowed``.

    Raises:
        OptionError: it is another one.
    """
    if value not in allowed:
        words = ", ".join(word for word in allowed if word)
        raise OptionError(
            option=option, reason=Text(f"“{value}”不在可选范围：{words}", f"{value!r} is none of {words}")
        )


def check_day(option: str, day: str) -> None:
    """Refuse what is no day as we write days: they are kept, and compared, as texts, and 20211231 sorts behind all.

    Raises:
        OptionError: it is none.
    """
    try:
        if date.fromisoformat(day).isoformat() == day:
            return
    except ValueError:
        pass
    raise OptionError(option=option, reason=_NO_DAY.filled(day=day))

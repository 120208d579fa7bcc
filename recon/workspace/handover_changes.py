"""What changed after a hand-over was frozen: additions, changes and withdrawals, never a new list in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recon import fields, model
from recon.workspace.handover_lines import HANDED

if TYPE_CHECKING:
    from collections.abc import Iterator

    Person = dict[str, Any]

WHATS = ("added", "changed", "withdrawn")
_TOLD = ("enrol_id", "student_no", "category", "site_code", "site_name", "point")
CHANGES = model.schema(("what", *_TOLD, "name", "field", "before", "after", "reason"))
"""``field``, ``before``, ``after`` of a change, one line each; ``reason`` of an addition or a withdrawal."""
GONE = "left"
"""Why somebody is withdrawn who is no longer submitted at all."""
_COMPARED = (*(f"{code}_final" for code in fields.CODES), "site_code", "point", "days")


def between(before: pa.Table, now: pa.Table) -> pa.Table:
    """Return what happened to those handed over from one list to the other.

    Args:
        before: the frozen version (:data:`recon.workspace.HANDOVER`).
        now: the later list.

    Returns:
        :data:`CHANGES`: one line per addition, per withdrawal, and per changed value of somebody who stays.
        Values that nobody kept (``capture-code``) are equal and silent.
    """
    old, new = _by_student(before), _by_student(now)
    told = [
        line
        for number in sorted(old.keys() | new.keys())
        for line in _lines(old.get(number), new.get(number))
    ]
    told.sort(
        key=lambda line: (WHATS.index(line["what"]), line["category"], line["point"], line["site_code"])
    )
    return pa.Table.from_pylist(told, schema=CHANGES)


def _by_student(table: pa.Table) -> dict[str, Person]:
    columns = ("status", "reason", "name_final", *_TOLD, *_COMPARED)
    return {line["student_no"]: line for line in table.select(list(dict.fromkeys(columns))).to_pylist()}


def _lines(before: Person | None, now: Person | None) -> Iterator[Person]:
    was, stands = _is_handed(before), _is_handed(now)
    if now and stands and not was:
        yield _line("added", now, reason=now["reason"])
    elif before and was and not stands:
        yield _line("withdrawn", before, reason=now["reason"] if now else GONE)
    elif before and now and was:
        for name in _COMPARED:
            if before[name] != now[name]:
                field = name.removesuffix("_final")
                yield _line("changed", now, field=field, before=before[name], after=now[name])


def _is_handed(person: Person | None) -> bool:
    return person is not None and person["status"] == HANDED


def _line(what: str, person: Person, **told: str) -> Person:
    values = {"field": "", "before": "", "after": "", "reason": ""} | told
    return {name: person[name] for name in _TOLD} | {"what": what, "name": person["name_final"]} | values

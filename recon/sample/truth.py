"""``truth.json``: every spoiled cell, row and file, with the rule that must find it and what must be proposed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.sample.deliveries import Delivery, Mailbox
    from recon.sample.rows import Line, Spoil

Entry = dict[str, Any]
"""file, sheet, row, field, rule, spoil, right, trust, needs (contract.md §4); and what a comparison needs beside it:
``submitted``, ``student_no``, ``also`` (rules that may stand beside it), ``fields`` (where the finding may stand as well)
and ``mates`` (for duplicates, the other rows that are spoken of)."""
Place = tuple[str, str, int]


def make_truth(mailbox: Mailbox) -> list[Entry]:
    """List the spoils of all files, in (file, row) order; a file's own come first, with row 0."""
    entries: list[Entry] = []
    rows = _rows_of(mailbox)
    for delivery in mailbox.deliveries:
        entries += _file_spoils(delivery)
        if delivery.life == "live":
            entries += _row_spoils(delivery, rows)
    return entries


def _rows_of(mailbox: Mailbox) -> dict[str, list[Place]]:
    """Return where each 学号's student stands in the live files."""
    rows: dict[str, list[Place]] = defaultdict(list)
    for delivery in mailbox.deliveries:
        for row, line in enumerate(delivery.lines if delivery.life == "live" else (), delivery.first_row()):
            if line.student:
                rows[line.student.student_no].append((delivery.path, delivery.sheet, row))
    return rows


def _row_spoils(delivery: Delivery, rows: dict[str, list[Place]]) -> Iterator[Entry]:
    for row, line in enumerate(delivery.lines, delivery.first_row()):
        if line.spoil:
            entry = _entry(delivery, row, line, line.spoil)
            place = (delivery.path, delivery.sheet, row)
            mates = [mate for mate in rows.get(entry["student_no"], ()) if mate != place]
            yield {**entry, "mates": mates if line.spoil.rule.startswith("DU") else []}


def _entry(delivery: Delivery, row: int, line: Line, spoil: Spoil) -> Entry:
    submitted = line.cells[spoil.field].value if spoil.field else ""
    return {
        "file": delivery.path,
        "sheet": delivery.sheet,
        "row": row,
        "field": spoil.field,
        "rule": spoil.rule,
        "spoil": spoil.name,
        "submitted": submitted,
        "right": spoil.right,
        "trust": str(spoil.trust),
        "needs": list(spoil.needs),
        "also": list(spoil.also),
        "fields": list(spoil.fields),
        "student_no": line.student.student_no if line.student else "",
    }


def _file_spoils(delivery: Delivery) -> Iterator[Entry]:
    """What is wrong with the file itself."""
    for rule, spoil, field, needs in _file_rules(delivery):
        yield {
            "file": delivery.path,
            "sheet": "",
            "row": 0,
            "field": field,
            "rule": rule,
            "spoil": spoil,
            "submitted": "",
            "right": "",
            "trust": "",
            "needs": needs,
            "also": [],
            "fields": [],
            "student_no": "",
            "mates": [],
        }


def _file_rules(delivery: Delivery) -> Iterator[tuple[str, str, str, list[str]]]:
    if delivery.life == "superseded":
        return
    if delivery.is_late and delivery.life == "live":
        yield "FI09", "came_after_the_deadline", "", ["submissions"]
    if delivery.role in _ROLES and (delivery.role != "wrong-form" or delivery.sent_as):
        rule, spoil, field, needs = _ROLES[delivery.role]
        if (rule == "FI08") == (delivery.life == "same-bytes"):
            yield rule, spoil, field, needs
    if delivery.layout.encoding:
        yield "FI15", "not_a_workbook", "", []


_ROLES: dict[str, tuple[str, str, str, list[str]]] = {
    "damaged": ("FI01", "cut_off_while_copying", "", []),
    "empty": ("FI07", "form_without_students", "", []),
    "twice": ("FI08", "same_bytes_again", "", []),
    "unknown": ("FI10", "nothing_says_who_sent_it", "", ["sites"]),
    "slid": ("FI14", "identity_column_one_row_down", "", ["students", "users"]),
    "no-id": ("HD02", "identity_column_left_out", "id_card", []),
    "hidden": ("FI05", "rows_hidden", "", []),
}

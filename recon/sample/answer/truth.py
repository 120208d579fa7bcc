"""``truth.json``: every spoiled cell, row and file, with the rule that must find it and what must be proposed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.sample.deliveries import Delivery, Mailbox

    Place = tuple[str, str, int]

Entry = dict[str, Any]

_NOTHING: Entry = {
    "sheet": "",
    "row": 0,
    "field": "",
    "submitted": "",
    "right": "",
    "trust": "",
    "needs": [],
    "also": [],
    "fields": [],
    "student_no": "",
    "mates": [],
}
"""The keys of the contract (file, sheet, row, field, rule, spoil, right, trust, needs) and, for a fair comparison:
``submitted`` and ``student_no``; ``also``, rules that may stand beside it; ``fields``, where else the finding may
stand; ``mates``, for duplicates: the other rows that are spoken of."""
_BY_ROLE: dict[str, Entry] = {
    "damaged": {"rule": "FI01", "spoil": "cut_off_while_copying", "trust": "ask-site"},
    "empty": {"rule": "FI07", "spoil": "form_without_students", "trust": "ask-site"},
    "unknown": {"rule": "FI10", "spoil": "nothing_says_who_sent_it", "needs": ["sites"]},
    "slid": {
        "rule": "FI14",
        "spoil": "identity_column_one_row_down",
        "trust": "ask-site",
        "needs": ["students", "users"],
    },
    "no-id": {"rule": "HD02", "spoil": "identity_column_left_out", "field": "id_card", "trust": "ask-site"},
    "hidden": {"rule": "FI05", "spoil": "rows_hidden"},
}


def make_truth(mailbox: Mailbox) -> list[Entry]:
    """List the spoils of all files, in (file, row) order; a file's own come first, with row 0."""
    rows = _rows_of(mailbox)
    entries: list[Entry] = []
    for delivery in mailbox.deliveries:
        entries += _file_spoils(delivery)
        if delivery.life == "live":
            entries += _row_spoils(delivery, rows)
    return entries


def _rows_of(mailbox: Mailbox) -> dict[str, list[Place]]:
    """Return where each 学号's student stands in the live files."""
    rows: dict[str, list[Place]] = defaultdict(list)
    for delivery in mailbox.deliveries:
        for place, line in delivery.placed() if delivery.life == "live" else ():
            if line.student:
                rows[line.student.student_no].append(place)
    return rows


def _row_spoils(delivery: Delivery, rows: dict[str, list[Place]]) -> Iterator[Entry]:
    for place, line in delivery.placed():
        if line.spoil is None:
            continue
        spoil, number = line.spoil, line.student.student_no if line.student else ""
        mates = [mate for mate in rows[number] if mate != place] if spoil.rule.startswith("DU") else []
        yield (
            _NOTHING
            | dict(zip(("file", "sheet", "row"), place, strict=True))
            | {
                "field": spoil.field,
                "rule": spoil.rule,
                "spoil": spoil.name,
                "submitted": line.cells[spoil.field].value if spoil.field else "",
                "right": spoil.right,
                "trust": str(spoil.trust),
                "needs": list(spoil.needs),
                "also": list(spoil.also),
                "fields": list(spoil.fields),
                "student_no": number,
                "mates": mates,
            }
        )


def _file_spoils(delivery: Delivery) -> Iterator[Entry]:
    """Say what is wrong with the file itself. A superseded file's mistakes are nobody's any more."""
    if delivery.life == "superseded":
        return
    own = _NOTHING | {"file": delivery.path}
    if delivery.life == "same-bytes":
        yield own | {"rule": "FI08", "spoil": "same_bytes_again"}
        return
    if delivery.is_late:
        yield own | {"rule": "FI09", "spoil": "came_after_the_deadline", "needs": ["submissions"]}
    if delivery.role in _BY_ROLE:
        yield own | _BY_ROLE[delivery.role]
    if delivery.layout.encoding:
        yield own | {"rule": "FI15", "spoil": "not_a_workbook"}

"""The answers a run on the sample must arrive at, from the generator's own knowledge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.sample.answer.account import Account
from recon.sample.answer.coverage import (
    add_up,
    count_cells,
    count_sites,
    list_omissions,
    list_photos,
    list_surplus,
)
from recon.sample.answer.findings import list_findings
from recon.sample.answer.truth import make_truth

if TYPE_CHECKING:
    from recon.sample.deliveries import Delivery, Mailbox
    from recon.sample.world import World

__all__ = ["MOMENTS", "make_expected", "make_truth"]

MOMENTS = {"before": "2020-06-08", "after": "2020-06-15"}
"""``--as-of`` days before and after the deadline."""


def make_expected(world: World, mailbox: Mailbox) -> dict[str, Any]:
    """Return everything the story test compares with; what depends on the deadline stands under each moment."""
    account = Account(world, mailbox)
    passed = {moment: moment == "after" for moment in MOMENTS}
    coverage = {moment: count_cells(account, passed=after) for moment, after in passed.items()}
    return {
        "as_of": MOMENTS,
        "totals": {moment: add_up(cells) for moment, cells in coverage.items()},
        "rows": _count_rows(mailbox),
        "files": [_file(delivery) for delivery in mailbox.deliveries],
        "sites": count_sites(account),
        "findings": {moment: list_findings(account, passed=after) for moment, after in passed.items()},
        "omissions": {moment: list_omissions(account, passed=after) for moment, after in passed.items()},
        "surplus": list_surplus(account),
        "coverage": coverage,
        "photos": list_photos(account),
    }


def _count_rows(mailbox: Mailbox) -> dict[str, int]:
    """Count the rows read; the copy of a file counts once, an unreadable one not at all."""
    count = {
        life: sum(len(d.lines) for d in mailbox.deliveries if d.life == life)
        for life in ("live", "superseded")
    }
    judged, superseded = count["live"], count["superseded"]
    return {
        "read": judged + superseded,
        "judged": judged,
        "superseded": superseded,
        "parked": 0,
        "unreadable": 0,
    }


def _file(delivery: Delivery) -> dict[str, Any]:
    read = delivery.life in {"live", "superseded"}
    return {
        "file": delivery.path,
        "unit": delivery.unit,
        "form": delivery.drawn_as,
        "received_at": delivery.received_at,
        "kind": delivery.kind,
        "life": delivery.life,
        "rows": len(delivery.lines) if read else 0,
    }

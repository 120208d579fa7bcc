"""Intake: opens whatever the sites send, completely, or refuses it with a reason.

Only this room opens strangers' files, and only in child processes that can be killed: nothing takes the program
down. The names below are imported on first use: the child shares this package and must start fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import lean

if TYPE_CHECKING:
    from recon.intake.asking import as_database
    from recon.intake.bulk import is_bulk, read_bulk
    from recon.intake.databases import read_query
    from recon.intake.pool import Pool
    from recon.intake.reading import read_file, read_paths
    from recon.intake.sources import below, is_address, local, told_apart

CONTAINERS = frozenset({"zip", "eml", "msg", "mbox"})
"""Kinds that hold other files: they have no rows of their own."""

_HOMES = {
    "Pool": "pool",
    "as_database": "asking",
    "below": "sources",
    "is_address": "sources",
    "is_bulk": "bulk",
    "local": "sources",
    "read_bulk": "bulk",
    "read_file": "reading",
    "read_paths": "reading",
    "read_query": "databases",
    "told_apart": "sources",
}
__all__ = [
    "CONTAINERS",
    "Pool",
    "as_database",
    "below",
    "is_address",
    "is_bulk",
    "local",
    "read_bulk",
    "read_file",
    "read_paths",
    "read_query",
    "told_apart",
]

__getattr__ = lean.on_first_use(__name__, _HOMES)

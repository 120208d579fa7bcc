"""What a student of a run is: due or not, what became of it, and whether it goes to the photographer.

Said once for the statements that count students and once, beside it, for the row in hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SENT: Final = "state = 'submitted' and (due or eligible)"
WAITS: Final = f"{SENT} and not clean"
STANDING: Final = "case when due then 'due' when eligible then 'eligible' else 'other' end"
DUE_STATE: Final = (
    "case when not due then '' when state <> 'submitted' then state "
    "when clean then 'clean' when held then 'held' else 'open' end"
)
GOING: Final = f"case when not ({SENT}) then '' when clean then 'ready' else 'waiting' end"


def standing(row: Mapping[str, Any]) -> str:
    """Return whether a student is due, eligible, or neither, as :data:`STANDING` does."""
    return "due" if row["due"] else "eligible" if row["eligible"] else "other"


def due_state(row: Mapping[str, Any]) -> str:
    """Return what became of a due student, as :data:`DUE_STATE` does; empty for one who is not due."""
    if not row["due"]:
        return ""
    if row["state"] != "submitted":
        return str(row["state"])
    return "clean" if row["clean"] else "held" if row["held"] else "open"

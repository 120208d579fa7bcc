"""Who was let go to the photographer by name, as the students of a run show it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from recon.ui.store.student import WAITS

if TYPE_CHECKING:
    from recon.ui.store.listing import Listing


class LettingGo:
    """Keeps the students of one run in step with who was let go by name; the run itself never changes."""

    def __init__(self, students: Listing) -> None:
        self._students = students
        self._lock = threading.Lock()
        self._shown: frozenset[str] = frozenset()

    def follow(self, numbers: frozenset[str]) -> None:
        """Show those as ready who were let go (student numbers), and as waiting who no longer are."""
        with self._lock:
            changed = numbers ^ self._shown
            if not changed:
                return
            rows = self._students.ask(
                f"select enrol_id, student_no from {{file}} where {WAITS} and student_no in (select unnest(?))",  # noqa: S608
                [sorted(changed)],
            )
            if rows:
                said = {enrolment: "ready" if number in numbers else "waiting" for enrolment, number in rows}
                self._students.update("going", "enrol_id", said)
            self._shown = numbers

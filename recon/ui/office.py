"""The office's memory as many people read it at once: what was asked is not asked again until somebody writes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from recon.ui import at_work
from recon.workspace import Workspace
from recon.workspace.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from recon.applications import Applications
    from recon.campaign import Campaign
    from recon.workspace import DiaryLine, JobView, RunRecord
    from recon.workspace.answers import Answer
    from recon.workspace.handover import Handover
    from recon.workspace.inbox import Received
    from recon.workspace.ledger import Ledger
    from recon.workspace.standing import Ruled

MOST: Final = 200
"""Answers kept; a page of findings asks for one, and there are many pages."""


class Kept:
    """Answers of one ledger, all forgotten as soon as anybody has written, in this process or another."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._stands: int | None = None
        self._answers: dict[Hashable, Any] = {}

    def once(self, key: Hashable, ask: Callable[[], Any]) -> Any:
        """Return what ``ask`` returned since the last commit, or ask now."""
        stands = self._ledger.stands()
        with self._lock:
            if stands != self._stands:
                self._answers.clear()
                self._stands = stands
            if stands is not None and key in self._answers:
                return self._answers[key]
        found = ask()
        with self._lock:
            # Somebody may have written while this was asked: then it belongs to a number that holds no more.
            if stands is not None and stands == self._stands:
                self._answers[key] = found
                while len(self._answers) > MOST:
                    del self._answers[next(iter(self._answers))]
        return found


class KeptJobs(Jobs):
    """The queue, read once between two writes."""

    def __init__(self, ledger: Ledger, kept: Kept) -> None:
        super().__init__(ledger)
        self._kept = kept

    def open(self) -> list[JobView]:
        """Return what is waiting or being done, oldest first."""
        return list(self._kept.once("open jobs", super().open))

    def recent(self, limit: int = 20) -> list[JobView]:
        """Return jobs of the campaign at work, newest first."""
        return list(self._kept.once(("recent jobs", limit), lambda: super(KeptJobs, self).recent(limit)))


class Office(Workspace):
    """The workspace behind the pages. Every answer is a fresh list or mapping of things nobody can change."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        super().__init__(path, ledger)
        ledger.admit = at_work.admit
        self.kept = Kept(ledger)
        self.jobs = KeptJobs(ledger, self.kept)

    def campaign(self) -> Campaign:
        """Return the campaign at work."""
        found: Campaign = self.kept.once("campaign", super().campaign)
        return found

    def save_campaign(self, text: str, *, actor: str) -> Campaign:
        """Check and keep a campaign's text and put it to work; what the session does next is done for it."""
        saved = super().save_campaign(text, actor=actor)
        at_work.draw_for(saved.id)
        return saved

    def runs(self, limit: int = 50) -> list[RunRecord]:
        """Return the campaign's runs, newest first."""
        return list(self.kept.once(("runs", limit), lambda: super(Office, self).runs(limit)))

    def newest_result(self) -> RunRecord | None:
        """Return the newest finished run, however many failed since; None before the first."""
        found: RunRecord | None = self.kept.once("newest result", super().newest_result)
        return found

    def latest_run(self) -> Path | None:
        """Return the folder of the newest finished run."""
        found: Path | None = self.kept.once("latest run", super().latest_run)
        return found

    def submissions(self) -> list[Received]:
        """Return every submission of the campaign in the order they came."""
        return list(self.kept.once("submissions", super().submissions))

    def diary(self, unit: str = "") -> list[DiaryLine]:
        """Return the lines about a unit (about all), newest first."""
        return list(self.kept.once(("diary", unit), lambda: super(Office, self).diary(unit)))

    def signed_off(self) -> frozenset[str]:
        """Return the units that the registrar closed."""
        found: frozenset[str] = self.kept.once("signed off", super().signed_off)
        return found

    def ruled(self, finding_ids: Sequence[str] | None = None) -> dict[str, Ruled]:
        """Return where the rulings of these findings (of all) stand, with their versions."""
        key = ("ruled", None if finding_ids is None else tuple(finding_ids))
        return dict(self.kept.once(key, lambda: super(Office, self).ruled(finding_ids)))

    def answers(self, kind: str) -> list[Answer]:
        """Return the excuses or admissions that stand, with who and why."""
        return list(self.kept.once(("answers", kind), lambda: super(Office, self).answers(kind)))

    def applications(self) -> Applications:
        """Return the applications to correct records that somebody has told a step of."""
        found: Applications = self.kept.once("applications", super().applications)
        return found

    def handovers(self) -> list[Handover]:
        """Return the frozen versions, oldest first."""
        return list(self.kept.once("handovers", super().handovers))

    def stories(self) -> pa.Table:
        """Return every charged finding of the two newest runs: fixed, still there, new, or back again."""
        return self.kept.once("stories", super().stories)

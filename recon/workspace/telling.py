"""What is told: the diary of each site, the log, its proof, and a copy of everything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from recon.campaign.clock import today
from recon.workspace import backup, campaigns, chain, check, diary, persons, purge, retention, returns
from recon.workspace.memory import Memory
from recon.workspace.submissions import local_time

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recon.workspace.chain import Entry
    from recon.workspace.check import Check
    from recon.workspace.diary import DiaryLine
    from recon.workspace.purge import Purged
    from recon.workspace.retention import Retention
    from recon.workspace.returns import Returned


class Telling(Memory):
    """The verbs of the record."""

    def note(
        self, unit: str, kind: str, *, actor: str, text: str = "", due_on: str = "", sha256: str = ""
    ) -> None:
        """Keep a line about a unit: a reminder, a promise, a call.

        Raises:
            OptionError: an unknown kind.
        """
        diary.write(self.ledger, [diary.DiaryLine(unit, kind, text, due_on, sha256, actor)])

    def note_all(self, units: Sequence[str], kind: str, *, actor: str) -> None:
        """Keep the same line about many units, all or none.

        Raises:
            OptionError: an unknown kind.
        """
        diary.write(self.ledger, [diary.DiaryLine(unit, kind, actor=actor) for unit in units])

    def approve(self, unit: str, picture: Path | bytes, name: str, *, actor: str) -> str:
        """Keep the picture of a unit's written approval (批复文件); return its SHA-256.

        Raises:
            OptionError: it is neither a picture nor a PDF.
        """
        return diary.approve(self.ledger, self.vault, unit, picture, name, actor)

    def diary(self, unit: str = "") -> list[DiaryLine]:
        """Return the lines about a unit (about all), newest first."""
        with self.ledger.read() as connection:
            return diary.read(connection, unit)

    def return_sheet(self, unit: str, form: str = "", *, actor: str, **told: Any) -> None:
        """Keep that a return sheet went out to a unit; its mended rows are not late within ``mend_days`` from now.

        Args:
            unit: to whom.
            form: of which form; empty for one sheet about everything.
            actor: who sent it.
            **told: ``run`` whose findings it tells, ``findings`` (how many), ``sha256`` of the sheet, ``text``,
                ``returned_at`` (now, when not given).

        Raises:
            OptionError: an unknown form, or ``returned_at`` is no time.
        """
        moment = local_time(told.pop("returned_at", ""))
        returns.keep(self.ledger, returns.Returned(unit, form, returned_at=moment, actor=actor, **told))

    def acknowledge(self, unit: str, form: str = "", *, actor: str, text: str = "", at: str = "") -> Returned:
        """Keep that the newest return sheet of a unit was acknowledged; ``text`` says by whom or how.

        Raises:
            OptionError: none of them waits to be acknowledged.
        """
        return returns.acknowledge(self.ledger, unit, form, local_time(at), text=text, actor=actor)

    def returns(self, unit: str = "") -> list[Returned]:
        """Return the return sheets that went out (to one unit), oldest first, with when each was acknowledged."""
        with self.ledger.read() as connection:
            return returns.listed(connection, unit)

    def signed_off(self) -> frozenset[str]:
        """Return the units that the registrar closed: for the pipeline."""
        with self.ledger.read() as connection:
            return diary.signed_off(connection)

    def log(self, act: str, *, actor: str, **details: int | str) -> int:
        """Add a line to the log; return its number.

        Raises:
            ValueError: an act or a detail the log does not know, or a value it may not hold.
        """
        with self.ledger.write() as connection:
            return chain.append(connection, self.ledger, act, actor, details)

    def entries(self, limit: int = 100, before: int | None = None) -> list[Entry]:
        """Return lines of the log, newest first."""
        with self.ledger.read() as connection:
            return chain.entries(connection, limit, before)

    def verify(self, *, seen_head: str = "") -> Check:
        """Check log, records, originals and results; ``seen_head`` is a hash noted earlier elsewhere."""
        return check.verify(self.ledger, self.vault, self.path / "runs", seen_head=seen_head)

    def purge_person(
        self, student_no: str, *, actor: str, reason: str, id_card: str = "", name: str = ""
    ) -> Purged:
        """Take one student out of ledger, originals and results for good; the log keeps that it was done.

        Args:
            student_no: 学号; ID and name are found in the results of earlier runs.
            actor: who does it.
            reason: why; the student's own values are blanked in it.
            id_card: the ID, for a student no run has met.
            name: likewise.
        """
        whom = persons.find(self, [student_no], id_card=id_card, name=name)
        return purge.people(self, whom, [student_no], actor=actor, reason=reason)

    def purge_people(self, student_nos: Sequence[str], *, actor: str, reason: str) -> Purged:
        """Take many students out at once, as :meth:`purge_person` does with one."""
        return purge.people(self, persons.find(self, student_nos), student_nos, actor=actor, reason=reason)

    def purge_campaign(self, campaign: str, *, actor: str, reason: str) -> Purged:
        """Take a campaign's files, decisions and results away for good; its settings stay.

        Raises:
            OptionError: there is no such campaign.
        """
        return purge.campaign(self, campaign, actor=actor, reason=reason)

    def retain(self, until: str, *, actor: str, reason: str = "", campaign: str = "") -> None:
        """Keep a campaign's personal data (the campaign at work's) until the end of an ISO day.

        Nothing is removed by itself: :meth:`overdue` tells what is over, :meth:`purge_campaign` carries it out.

        Raises:
            OptionError: ``until`` is no date, or there is no such campaign.
        """
        with self.ledger.read() as connection:
            which = campaigns.known(connection, campaign or campaigns.current(connection))
        retention.keep(self.ledger, retention.Retention(which, until, reason, actor))

    def retentions(self) -> list[Retention]:
        """Return until when each campaign is kept, where somebody said so."""
        with self.ledger.read() as connection:
            return retention.listed(connection)

    def overdue(self, day: date | None = None) -> list[Retention]:
        """Return the campaigns whose time is over on a day (today)."""
        now = (day or today()).isoformat()
        return [one for one in self.retentions() if one.until < now]

    def backup(self, target: str | Path, *, actor: str) -> str:
        """Write everything as of this moment to one file, while others go on working.

        Returns:
            The log's newest hash; noted elsewhere, it proves later that nothing before it was changed.

        Raises:
            OutputError: the file cannot be written, or there is one of that name.
        """
        return backup.save(self.ledger, self.vault, self.path / "runs", Path(target), actor)

"""The workspace: one folder that remembers what was received, decided and shown."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from recon.campaign import Campaign, loads
from recon.errors import WorkspaceError
from recon.workspace import (
    backup,
    beginning,
    campaigns,
    decided,
    history,
    migrate,
    parking,
    points,
    purge,
    receipts,
    verdicts,
)
from recon.workspace.handing import Handing
from recon.workspace.receiving import Receiving
from recon.workspace.registering import Registering
from recon.workspace.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    import pyarrow as pa

    from recon.workspace.decided import BackAgain, Lapsed
    from recon.workspace.history import RoundChange
    from recon.workspace.inbox import Received
    from recon.workspace.parking import Parked
    from recon.workspace.receipts import Receipt
    from recon.workspace.runs import RunRecord


class Workspace(Receiving, Handing, Registering, Telling):
    """An office's memory. Everything is durable when a call returns; every act names its actor.

    Thread-safe, and several processes may hold the same folder at once.
    """

    @classmethod
    def init(cls, path: str | Path, campaign_text: str, *, actor: str, database: str = "") -> Workspace:
        """Make a workspace in ``path``; ``database`` is a PostgreSQL URL for an office with several servers.

        Raises:
            CampaignError: the campaign's text is wrong; nothing is made.
            WorkspaceError: there is a workspace already.
        """
        loads(campaign_text)
        folder = Path(path)
        with beginning.made(folder, database, secrets.token_bytes(32)) as ledger:
            workspace = cls(folder, ledger)
            workspace.log("init", actor=actor)
            workspace.save_campaign(campaign_text, actor=actor)
        return workspace

    @classmethod
    def restore(
        cls, backup_file: str | Path, path: str | Path, *, actor: str, database: str = ""
    ) -> Workspace:
        """Make a workspace in ``path`` from a backup; what it held verifies, or it is not made.

        Raises:
            MissingPathError: there is no such backup.
            WorkspaceError: it is no backup, it is damaged, or there is a workspace in ``path`` already.
        """
        archive, folder = Path(backup_file), Path(path)
        secret, revision = backup.secret_of(archive), backup.revision_of(archive)
        with beginning.made(folder, database, secret, revision=revision) as ledger:
            backup.load(archive, folder, ledger)
            migrate.upgrade(ledger)
            workspace = cls(folder, ledger)
            found = workspace.verify()
            if not found.ok:
                raise WorkspaceError(path=archive, reason=found.problems[0])
            workspace.log("restore", actor=actor)
        return workspace

    @classmethod
    def open(cls, path: str | Path) -> Workspace:
        """Open a workspace, migrating its ledger forward if an older version wrote it.

        Raises:
            WorkspaceError: there is none, or a newer version wrote it.
        """
        folder = Path(path)
        return cls(folder, beginning.found(folder))

    @staticmethod
    def exists(path: str | Path) -> bool:
        """Tell whether ``path`` is a workspace."""
        return beginning.exists(Path(path))

    def tidy(self) -> None:
        """Clear away what killed processes left behind; the worker does it when it starts."""
        self.run_folders.sweep()
        self.vault.sweep()
        if purge.unfinished(self):
            purge.sweep(self)

    def __enter__(self) -> Self:
        """Return the workspace; it is closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def campaign(self) -> Campaign:
        """Return the campaign at work, with the shooting points as the office describes them."""
        with self.ledger.read() as connection:
            said = points.listed(connection)
        return points.merged(loads(self.campaign_text(), source=str(self.path)), said.values())

    def campaign_text(self) -> str:
        """Return the campaign's text as last saved."""
        with self.ledger.read() as connection:
            return campaigns.text(connection)

    def save_campaign(self, text: str, *, actor: str) -> Campaign:
        """Check and keep a campaign's text; every version is kept.

        Raises:
            CampaignError: the text is wrong; nothing is kept.
        """
        return campaigns.save(self.ledger, text, actor)

    def start_run(self, *, actor: str, inputs: Mapping[str, Any] | None = None) -> RunRecord:
        """Allot a run's id and the folder it writes into."""
        return self.run_folders.start(actor, inputs or {})

    def finish_run(self, run_id: int, summary: Mapping[str, Any]) -> Path:
        """Give the run's folder its final name; it never changes again.

        Raises:
            WorkspaceError: the run is not under way.
        """
        return self.run_folders.finish(run_id, summary)

    def fail_run(self, run_id: int, reason: str) -> None:
        """Note that a run came to nothing; ``reason`` is a code.

        Raises:
            WorkspaceError: the run is not under way.
        """
        self.run_folders.fail(run_id, reason)

    def runs(self, limit: int = 50) -> list[RunRecord]:
        """Return the campaign's runs, newest first."""
        return self.run_folders.listed(limit)

    def stories(self) -> pa.Table:
        """Return every charged finding of the two newest runs: fixed, still there, new, or back again.

        Returns:
            Columns finding_id, rule, unit, story; empty before the second run.
        """
        return history.stories(self.run_folders.finished())

    def rounds(self) -> list[RoundChange]:
        """Return how each unit's charged findings moved from the run before to the newest."""
        return history.rounds(self.run_folders.finished())

    def receipts(self, unit: str = "", file: str = "") -> list[Receipt]:
        """Return the facts of receipts, one per file in the order they came (of a unit, or of one file).

        A file that came after the newest run is told by its first verdict, or as received.
        """
        newest = next((run for run in self.runs() if run.state == "finished"), None)
        with self.ledger.read() as connection:
            folder = newest.folder if newest else None
            found = receipts.all_of(connection, folder, newest.finished_at if newest else "")
        return [
            one for one in found if unit in {"", one.unit} and file in {"", one.file.split("!/")[0], one.file}
        ]

    def keep_verdict(self, one: Received, told: Sequence[Mapping[str, Any]], *, actor: str) -> None:
        """Keep what was told at once of a file (of each member of an archive): counts and codes of a receipt."""
        verdicts.keep(self.ledger, one, told, actor)

    def parked(self) -> list[Parked]:
        """Return the files of the newest run that wait to be told replace, add or amend, with who would disappear."""
        newest = self.latest_run()
        return parking.parked(newest) if newest else []

    def back_again(self) -> list[BackAgain]:
        """Return the mended errors that the newest run finds again, each with what was decided about it before."""
        back = [line for line in self.stories().to_pylist() if line["story"] == "back"]
        return decided.back_again(back, self.ruling_history)

    def lapsed(self) -> list[Lapsed]:
        """Return the rulings that no longer count in the newest run, and why."""
        newest = self.latest_run()
        return decided.lapsed(newest, self.rulings()) if newest else []

    def official_changes(self) -> pa.Table:
        """Return who became due, left or changed in the extract between the two newest runs.

        Returns:
            Columns student_no, what (became-due, left, changed), site_code, fields; empty before the second run.
        """
        return history.official_changes(self.run_folders.finished())

    def latest_run(self) -> Path | None:
        """Return the folder of the newest finished run."""
        return self.run_folders.latest()

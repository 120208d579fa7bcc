"""The workspace: one folder that remembers what was received, decided and shown."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from recon.campaign import Campaign, accept, loads
from recon.errors import WorkspaceError
from recon.workspace import (
    backup,
    beginning,
    campaigns,
    migrate,
    points,
    purge,
    vault,
    vault_key,
)
from recon.workspace.handing import Handing
from recon.workspace.looking import Looking
from recon.workspace.receiving import Receiving
from recon.workspace.registering import Registering
from recon.workspace.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from recon.workspace.runs import RunRecord


class Workspace(Receiving, Handing, Registering, Looking, Telling):
    """An office's memory. Everything is durable when a call returns; every act names its actor.

    Thread-safe, and several processes may hold the same folder at once.
    """

    @classmethod
    def init(
        cls, path: str | Path, campaign_text: str, *, actor: str, database: str = "", encrypt: bool = False
    ) -> Workspace:
        """Make a workspace in ``path``.

        Args:
            path: the folder; made where there is none.
            campaign_text: a ``campaign.toml``.
            actor: who makes it.
            database: a PostgreSQL URL for an office with several servers; SQLite without one.
            encrypt: seal the originals, with the key of ``RECON_VAULT_KEY`` or a new one in the system's key store.

        Raises:
            CampaignError: the campaign's text is wrong; nothing is made.
            WorkspaceError: there is a workspace already.
            OptionError: ``encrypt``, and there is neither a key nor a key store.
        """
        accept(campaign_text)
        folder = Path(path)
        with beginning.made(folder, database, secrets.token_bytes(32)) as ledger:
            if encrypt:
                vault_key.make(folder)
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
    def open(cls, path: str | Path) -> Self:
        """Open a workspace, migrating its ledger forward if an older version wrote it.

        Raises:
            WorkspaceError: there is none, or a newer version wrote it.
        """
        folder = Path(path)
        ledger = beginning.found(folder)
        with beginning.closed_on_error(ledger):
            return cls(folder, ledger)

    @staticmethod
    def exists(path: str | Path) -> bool:
        """Tell whether ``path`` is a workspace."""
        return beginning.exists(Path(path))

    @staticmethod
    def identity(path: str | Path) -> tuple[int, ...]:
        """Return what tells the workspace in ``path`` from another one put in its place; empty where there is none."""
        return beginning.identity(Path(path))

    def tidy(self) -> None:
        """Clear away what killed processes left behind; the worker does it when it starts."""
        self.run_folders.sweep()
        self.vault.sweep()
        if purge.unfinished(self):
            purge.sweep(self)

    def encrypt(self, *, actor: str) -> int:
        """Seal the originals from now on, those that are there already too; return how many there are.

        It may be stopped at any point and asked for again. The folder must be opened anew by whoever else holds it.

        Raises:
            OptionError: there is neither a key nor a key store.
        """
        if not vault_key.exists(self.path):
            vault_key.make(self.path)
        self.vault.key = vault_key.load(self.path)
        with self.ledger.read() as connection:
            held = vault.expected(connection)
        for sha256 in held:
            self.vault.seal(sha256)
        self.log("setting", actor=actor, what="encrypt", count=len(held))
        return len(held)

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
        return points.merged(loads(self.campaign_text()), said.values())

    def campaign_text(self) -> str:
        """Return the campaign's text as last saved."""
        with self.ledger.read() as connection:
            return campaigns.text(connection)

    def campaign_texts(self) -> dict[str, str]:
        """Return every campaign's id and its newest text, the one at work last; who saves a text puts it to work."""
        with self.ledger.read() as connection:
            return campaigns.texts(connection)

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

    def newest_result(self) -> RunRecord | None:
        """Return the newest finished run, however many failed since; None before the first."""
        return self.run_folders.newest()

    def latest_run(self) -> Path | None:
        """Return the folder of the newest finished run."""
        return self.run_folders.latest()

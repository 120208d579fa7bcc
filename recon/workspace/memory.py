"""What every part of a workspace stands on: its folder, its ledger, its vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.workspace import vault_key
from recon.workspace.jobs import Jobs
from recon.workspace.runs import Runs
from recon.workspace.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace.ledger import Ledger


STANDBY, FIRST = "official", "first"
"""Folders of what can be made again: the official side kept ready, and first verdicts' papers. No backup has them."""
STANDBY_PART = f".{STANDBY}-"
"""How the name of a folder begins in which the former is being written."""


class Memory:
    """An open workspace, without its verbs."""

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self.path = path
        self.ledger = ledger
        self.vault = Vault(path / "vault", vault_key.load(path))
        self.run_folders = Runs(ledger, path / "runs")
        self.jobs = Jobs(ledger)

    @property
    def secret(self) -> bytes:
        """The key of finding ids."""
        return self.ledger.secret

    def close(self) -> None:
        """Let go of every connection and lock."""
        self.vault.forget()
        self.run_folders.release()
        self.ledger.close()

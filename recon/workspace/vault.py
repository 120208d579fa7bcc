"""The originals: every byte that came in, untouched, under its own SHA-256."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon import disk
from recon.errors import MissingPathError, WorkspaceError, writing
from recon.workspace import cipher, durable, records
from recon.workspace.loans import Loans
from recon.workspace.tables import DIARY, HANDOVER, POINT, SOURCE, SUBMISSION, TOMBSTONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recon.workspace.ledger import Ledger


_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Stored:
    """What the vault took in: its name there and its size in bytes."""

    sha256: str
    size: int


class Vault:
    """A folder of files named by what is in them; two writers of the same bytes cannot disturb each other.

    With a ``key`` they lie sealed; readers that need a path are lent a copy in the clear, until :meth:`forget`.
    """

    def __init__(self, folder: Path, key: bytes | None = None) -> None:
        self.folder = folder
        self.key = key
        self.loans = Loans(folder.parent)

    def path(self, sha256: str) -> Path:
        """Return where an original lies (or would lie), sealed if the vault is."""
        return self.folder / sha256[:2] / sha256

    def blocks(self, sha256: str) -> Iterator[bytes]:
        """Yield an original as it came, block by block.

        Raises:
            WorkspaceError: it was changed, or another key sealed it.
        """
        return _blocks(self.path(sha256)) if self.key is None else cipher.unseal(self.path(sha256), self.key)

    def read(self, sha256: str) -> bytes:
        """Return an original as it came."""
        return b"".join(self.blocks(sha256))

    def lend(self, sha256: str) -> Path:
        """Return a path under which an original can be read as it came; never to be written."""
        if self.key is None or not self.path(sha256).is_file():
            return self.path(sha256)
        return self.loans.lend(sha256, self.blocks(sha256))

    def forget(self) -> None:
        """Remove the copies in the clear that this process was lent."""
        self.loans.forget()

    def digest(self, sha256: str) -> str:
        """Return the hash of what lies under a name, empty when it cannot be unsealed: ``sha256`` if it is sound."""
        found = hashlib.sha256()
        try:
            for block in self.blocks(sha256):
                found.update(block)
        except WorkspaceError:
            return ""
        return found.hexdigest()

    def seal(self, sha256: str) -> None:
        """Seal an original that lies in the clear; one that is sealed stays as it is."""
        path = self.path(sha256)
        if self.key is not None and path.is_file() and not cipher.is_sealed(path):
            with durable.Incoming(self.folder) as incoming:
                cipher.seal(_blocks(path), self.key, incoming.handle)
                incoming.settle(path)

    def store(self, source: Path | bytes) -> Stored:
        """Take a copy of a file (or of bytes); durable when this returns.

        Raises:
            MissingPathError: there is no such file.
            OutputError: the disk does not take it; nothing is kept.
        """
        if isinstance(source, Path) and not source.is_file():
            raise MissingPathError(option="workspace", path=source)
        if isinstance(source, bytes):
            known = hashlib.sha256(source).hexdigest()
            if self.path(known).is_file():
                return Stored(known, len(source))
        return self._copy(source)

    def sweep(self) -> None:
        """Remove what was being written when its process was killed; a copy under way is never a day old."""
        self.loans.sweep()
        for part in self.folder.glob(f".*{durable.PART}"):
            if time.time() - part.stat().st_mtime > _DAY:
                part.unlink(missing_ok=True)

    def _copy(self, source: Path | bytes) -> Stored:
        """Hash while copying: the name is that of the bytes kept, even if the source changes meanwhile."""
        passed = _Counted(_blocks(source))
        with writing(self.folder), durable.Incoming(disk.private_folder(self.folder)) as incoming:
            if self.key is None:
                incoming.handle.writelines(passed)
            else:
                cipher.seal(passed, self.key, incoming.handle)
            target = self.path(passed.digest.hexdigest())
            disk.private_folder(target.parent)
            if not self._is_kept(target):
                incoming.settle(target)
        return Stored(passed.digest.hexdigest(), passed.size)

    def _is_kept(self, target: Path) -> bool:
        """Tell whether an original lies there, whole: another process may be reading it just now."""
        if not target.is_file() or (self.key is not None and not cipher.is_sealed(target)):
            return False
        return self.digest(target.name) == target.name


class _Counted:
    """Blocks that are hashed and counted while they pass."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self.blocks, self.digest, self.size = blocks, hashlib.sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self.blocks:
            self.digest.update(block)
            self.size += len(block)
            yield block


def expected(connection: sa.Connection) -> list[str]:
    """Return the hashes the vault must hold: everything that came in, or what a purge left in its place."""
    columns = [table.c.sha256 for table in (SUBMISSION, SOURCE, DIARY, HANDOVER, POINT)]
    referred = {value for column in columns for value in connection.scalars(sa.select(column).distinct())}
    graves = tombstones(connection)
    return sorted({resting(sha256, graves) for sha256 in referred} - {""})


def tombstones(connection: sa.Connection) -> dict[str, str]:
    """Return original → redacted copy, for every original that a purge took out."""
    return {row.sha256: row.replaced_by for row in connection.execute(sa.select(TOMBSTONE))}


def resting(sha256: str, graves: Mapping[str, str]) -> str:
    """Return under which hash an original lies now; a copy may itself have been redacted again."""
    while sha256 in graves:
        sha256 = graves[sha256]
    return sha256


def settle(
    connection: sa.Connection, ledger: Ledger, vault: Vault, source: Path | bytes, stored: Stored, actor: str
) -> None:
    """Make sure, in the writer's turn, that what is about to be recorded lies in the vault.

    A purge may have taken it out since it was stored, or before: then the redacted copy goes on standing for it, unless
    nothing of it was left (its campaign was purged), when it has simply come anew.
    """
    way, at = [], stored.sha256
    while grave := connection.execute(sa.select(TOMBSTONE).where(TOMBSTONE.c.sha256 == at)).first():
        way.append(grave.id)
        at = grave.replaced_by
    if way and at:
        vault.path(stored.sha256).unlink(missing_ok=True)
        return
    if way:
        records.remove(connection, ledger, TOMBSTONE, way, "receive", actor)
    if not vault.path(stored.sha256).is_file():
        vault.store(source)


def _blocks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        for start in range(0, len(source), durable.BLOCK):
            yield source[start : start + durable.BLOCK]
        return
    with source.open("rb") as handle:
        while block := handle.read(durable.BLOCK):
            yield block

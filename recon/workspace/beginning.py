"""Making a workspace's folder and finding what lies in it: all that comes before there is a ledger."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from recon import disk
from recon.errors import WorkspaceError, writing
from recon.words import Text
from recon.workspace import durable, migrate
from recon.workspace.ledger import Ledger, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECRET, _DATABASE, _LEDGER = "secret", "database", "ledger.db"
NOT_ONE = Text(
    "这里没有工作区。请先运行 recon workspace init", "there is none. Make one with: recon workspace init"
)
_NO_SECRET = Text(
    "其中的 secret 文件已损坏，读不出来。请勿改动这个文件夹，用最近的备份恢复：recon workspace restore",
    "its file secret is damaged and cannot be read. Leave the folder as it is and restore the newest backup: "
    "recon workspace restore",
)
_LOST = Text(
    "其中的 {name} 不见了，或内容已丢失。请勿改动这个文件夹，用最近的备份恢复：recon workspace restore",
    "its {name} is gone, or what it held is lost. Leave the folder as it is and restore the newest backup: "
    "recon workspace restore",
)
_IS_ONE = Text("这里已经有一个工作区", "there is one here already")
_NO_WAL = Text(
    "这个磁盘不支持多程序同时写入（常见于网络共享盘）。请把工作区放在本机硬盘，或使用 PostgreSQL",
    "its disk does not let several programs write at once (a network share, perhaps). "
    "Put the workspace on a local disk, or use PostgreSQL",
)
_DATABASE_TAKEN = Text(
    "该数据库已被另一个工作区使用。请换一个空的数据库",
    "its database belongs to another workspace. Choose an empty one",
)


def exists(folder: Path) -> bool:
    """Tell whether a folder is a workspace."""
    return (folder / _SECRET).is_file()


def identity(folder: Path) -> tuple[int, ...]:
    """Return what tells a workspace from another one put in its place; empty where there is none."""
    try:
        seen = (folder / _SECRET).stat()
    except OSError:
        return ()
    return seen.st_dev, seen.st_ino, seen.st_mtime_ns


def found(folder: Path) -> Ledger:
    """Return the ledger of a workspace, brought to the present schema.

    Raises:
        WorkspaceError: there is no workspace, its ledger or its secret is lost, or a newer version wrote it.
    """
    if not exists(folder):
        raise WorkspaceError(path=folder, reason=NOT_ONE)
    lost = WorkspaceError(path=folder, reason=_LOST.filled(name=_kept_in(folder)))
    if not (folder / _kept_in(folder)).is_file():
        raise lost
    ledger = Ledger(folder, _url(folder), _secret(folder))
    with closed_on_error(ledger):
        if not migrate.revision(
            ledger
        ):  # an empty one is not begun anew: whatever was ruled would be forgotten
            raise lost
        migrate.upgrade(ledger)
    return ledger


def _kept_in(folder: Path) -> str:
    """Return the file that holds the ledger, or names the database that does."""
    return _DATABASE if (folder / _DATABASE).is_file() else _LEDGER


def _secret(folder: Path) -> bytes:
    try:
        secret = bytes.fromhex((folder / _SECRET).read_text(encoding="ascii"))
    except ValueError:
        secret = b""
    if not secret:
        raise WorkspaceError(path=folder, reason=_NO_SECRET)
    return secret


@contextmanager
def made(folder: Path, database: str, secret: bytes, *, revision: str = migrate.HEAD) -> Iterator[Ledger]:
    """Hand out a new, empty ledger; the folder is a workspace once the block has ended well.

    ``revision`` is the schema of a backup that is to be put back.

    Raises:
        WorkspaceError: there is a workspace in the folder, or one uses the database, or it cannot be written.
        OutputError: the folder cannot be written.
    """
    with writing(folder):
        ledger = _prepared(folder, database, secret)
    with _emptied_on_error(ledger):
        migrate.upgrade(ledger, revision)
        yield ledger
        with writing(folder):
            _declare(folder, secret)


def _prepared(folder: Path, database: str, secret: bytes) -> Ledger:
    if exists(folder):
        raise WorkspaceError(path=folder, reason=_IS_ONE)
    disk.private_folder(folder).chmod(0o700)
    for name in ("vault", "runs"):
        disk.private_folder(folder / name)
    if database:
        durable.write(folder / _DATABASE, database.encode())
    else:
        (folder / _DATABASE).unlink(missing_ok=True)  # of an attempt that came to nothing
        _new_sqlite(folder / _LEDGER)
    ledger = Ledger(folder, _url(folder), secret)
    with closed_on_error(ledger):
        if migrate.revision(ledger):
            raise WorkspaceError(path=folder, reason=_DATABASE_TAKEN)
    return ledger


def _declare(folder: Path, secret: bytes) -> None:
    """Write the secret, last of all: without it the folder is no workspace, and is begun anew."""
    try:
        durable.write(folder / _SECRET, secret.hex().encode())
    except BaseException:
        (folder / _SECRET).unlink(missing_ok=True)
        raise


def _new_sqlite(path: Path) -> None:
    """Make the file private before SQLite writes into it, and a write-ahead log its habit."""
    aside = f"old-{secrets.token_hex(4)}-"
    for leftover in path.parent.glob(f"{path.name}*"):
        # Renamed, not removed: whoever has only lost the secret still has the ledger.
        leftover.rename(leftover.with_name(aside + leftover.name))
    durable.open_private(path).close()
    with told(path.parent), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raise WorkspaceError(path=path.parent, reason=_NO_WAL)


def _url(folder: Path) -> str:
    named = folder / _DATABASE
    if named.is_file():
        return named.read_text(encoding="utf-8")
    return f"sqlite:///{(folder / _LEDGER).as_posix()}"


@contextmanager
def _emptied_on_error(ledger: Ledger) -> Iterator[None]:
    """Leave a database that was empty before as it was found, so that the next attempt may use it."""
    with closed_on_error(ledger):
        try:
            yield
        except Exception:
            with ledger.write() as connection:
                migrate.clear(connection)
            raise


@contextmanager
def closed_on_error(ledger: Ledger) -> Iterator[None]:
    """Let go of a ledger that nobody will hold, where the block fails."""
    try:
        yield
    except BaseException:
        ledger.close()
        raise

"""A workspace in one file: taken while people work, put back on either database.

Tables travel as lines of JSON, so that a backup of SQLite can be put back on PostgreSQL and the other way
round. The secret travels too, for without it nothing can be verified: a backup is as confidential as the
workspace.
"""

from __future__ import annotations

import errno
import json
import shutil
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any

import sqlalchemy as sa

from recon import disk
from recon.errors import WorkspaceError, must_be_file, writing
from recon.words import Text
from recon.workspace import chain, durable, migrate, passwords, vault_key
from recon.workspace.tables import METADATA, RUN
from recon.workspace.vault import Vault, expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.workspace.ledger import Ledger

FORMAT = "recon-workspace-1"
_ABOUT, _SECRET = "about.json", "secret"
_BESIDE = (vault_key.NAME, passwords.NAME, passwords.ENCODINGS)
"""Small files beside the ledger that a restored workspace needs as well."""
_ROWS = 1_000
"""Rows per insert when a table is put back."""
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(KeyError, TypeError, ValueError, AttributeError, RecursionError),
    *(sa.exc.ArgumentError, sa.exc.CompileError, sa.exc.IntegrityError, sa.exc.DataError),
)
"""What a damaged backup raises: the zip's own words, a part that is not there, text that is no JSON, no row of ours."""


def save(ledger: Ledger, vault: Vault, runs: Path, target: Path, actor: str) -> str:
    """Write everything as of one moment to ``target``; return the log's newest hash, worth noting elsewhere.

    Raises:
        OutputError: the file cannot be written, or there is one already: a backup never goes for another.
    """
    durable.check_vacant(target)
    with ledger.write() as connection:
        chain.append(connection, ledger, "backup", actor, {})
    with writing(target), durable.Incoming(target.parent) as incoming:
        with zipfile.ZipFile(incoming.handle, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            head = _fill(archive, ledger, vault, runs)
        durable.check_vacant(target)  # it took a while, and somebody else may have used the name
        incoming.settle(target)
    return head


def _fill(archive: zipfile.ZipFile, ledger: Ledger, vault: Vault, runs: Path) -> str:
    """Copy the ledger first: originals and results are only ever added, so what it speaks of is there."""
    with ledger.read() as connection:
        _, head = chain.head(connection)
        about = {"format": FORMAT, "revision": migrate.HEAD, "head": head}
        archive.writestr(_ABOUT, json.dumps(about))
        archive.writestr(_SECRET, ledger.secret.hex())
        for table in METADATA.sorted_tables:
            with archive.open(f"ledger/{table.name}.jsonl", "w", force_zip64=True) as out:
                _dump(connection, table, out)
        originals = expected(connection)
        finished = list(connection.scalars(sa.select(RUN.c.id).where(RUN.c.state == "finished")))
    for beside in _BESIDE:
        if (ledger.folder / beside).is_file():
            archive.write(ledger.folder / beside, beside)
    for sha256 in originals:
        archive.write(vault.path(sha256), f"vault/{sha256[:2]}/{sha256}")
    for run_id in finished:
        folder = runs / f"{run_id:06d}"
        for path in sorted(below for below in folder.rglob("*") if below.is_file()):
            archive.write(path, f"runs/{folder.name}/{path.relative_to(folder).as_posix()}")
    return head


def _dump(connection: sa.Connection, table: sa.Table, out: IO[bytes]) -> None:
    keys = list(table.primary_key.columns)
    for row in connection.execute(sa.select(table).order_by(*keys)).mappings():
        out.write(json.dumps(dict(row), ensure_ascii=False).encode() + b"\n")


def load(archive_path: Path, folder: Path, ledger: Ledger) -> None:
    """Put a backup's tables, originals and results into an empty ledger and folder.

    Raises:
        WorkspaceError: the file is no backup, is damaged, or was written by a newer version.
    """
    with _sound(archive_path), _opened(archive_path) as archive:
        with ledger.write() as connection:
            for table in migrate.tables(connection):
                _fill_table(connection, table, archive)
        for member in archive.namelist():
            if member.startswith(("vault/", "runs/")) or member in _BESIDE:
                _take_out(archive, member, folder)
    for name in ("vault", "runs"):
        if (folder / name).is_dir():
            durable.sync_tree(folder / name)


def revision_of(archive_path: Path) -> str:
    """Return the schema's revision a backup was written with.

    Raises:
        MissingPathError, FileAccessError, NoFileError: there is no such file, or it is none.
        WorkspaceError: the file is no backup.
    """
    with _sound(archive_path), _opened(archive_path) as archive:
        return str(json.loads(archive.read(_ABOUT))["revision"])


def secret_of(archive_path: Path) -> bytes:
    """Return the secret of a backup.

    Raises:
        MissingPathError, FileAccessError, NoFileError: there is no such file, or it is none.
        WorkspaceError: the file is no backup.
    """
    with _sound(archive_path), _opened(archive_path) as archive:
        return bytes.fromhex(archive.read(_SECRET).decode("ascii"))


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Say that a backup is damaged, wherever in it that shows: a bit that was turned over, a part that is not there.

    Raises:
        WorkspaceError: in the place of what the libraries raise.
    """
    try:
        yield
    except _DAMAGED:
        raise _no_backup(path) from None
    except OSError as error:
        if error.errno not in {
            None,
            errno.EINVAL,
        }:  # the disk's own troubles; these two are a zip's wrong places
            raise
        raise _no_backup(path) from None


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    must_be_file(path, "backup")
    try:
        archive = zipfile.ZipFile(path)
    except OSError:
        raise _no_backup(path) from None
    with archive:
        if any(one.flag_bits & 1 for one in archive.infolist()):  # encrypted, as none of ours is
            raise _no_backup(path)
        about = json.loads(archive.read(_ABOUT))
        if about["format"] != FORMAT or about["revision"] not in migrate.known():
            raise _no_backup(path)
        yield archive


def _fill_table(connection: sa.Connection, table: sa.Table, archive: zipfile.ZipFile) -> None:
    with archive.open(f"ledger/{table.name}.jsonl") as lines:
        for rows in _batches(lines):
            connection.execute(table.insert(), rows)
    if connection.dialect.name == "postgresql" and "id" in table.columns:
        newest = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        connection.execute(sa.select(sa.func.setval(sequence, newest, False)))


def _batches(lines: IO[bytes]) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    for line in lines:
        rows.append(json.loads(line))
        if len(rows) == _ROWS:
            yield rows
            rows = []
    if rows:
        yield rows


def _take_out(archive: zipfile.ZipFile, member: str, folder: Path) -> None:
    """Write one member below ``folder``; a name that leads outside is no name of ours."""
    parts = PurePosixPath(member).parts
    if ".." in parts or PurePosixPath(member).is_absolute():
        raise _no_backup(Path(str(archive.filename)))
    target = folder.joinpath(*parts)
    disk.private_folder(target.parent)
    target.unlink(missing_ok=True)  # left by a restore that was cut short
    with archive.open(member) as source, durable.open_private(target) as out:
        shutil.copyfileobj(source, out, durable.BLOCK)


def _no_backup(path: Path) -> WorkspaceError:
    reason = Text(
        "它不是本版本的工作区备份，或已损坏", "it is no workspace backup of this version, or it is damaged"
    )
    return WorkspaceError(path=path, reason=reason)

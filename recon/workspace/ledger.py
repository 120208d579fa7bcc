"""The door to the database: who may read, who may write, and the keys derived from the workspace's secret."""

from __future__ import annotations

import hmac
import json
import os
import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from recon.errors import WorkspaceError
from recon.words import Text
from recon.workspace.commits import Commits
from recon.workspace.errors import LedgerBusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_OUT_OF_ORDER = Text(
    "台账现在无法读写。请检查磁盘空间、文件夹权限和数据库服务，然后重试；已确认保存的内容不受影响",
    "its ledger cannot be read or written now. Check disk space, permissions and the database server, then try again; "
    "whatever was confirmed is safe",
)
_READ_ONLY = Text(
    "它只能读、不能写（磁盘只读，或没有权限），而打开工作区需要写入。请取得写入权限，"
    "或把整个文件夹复制到可以写入的位置再打开；已保存的内容不受影响",
    "it may only be read (a read-only disk, or no permission), and to be opened it must be written. Get permission, or "
    "copy the whole folder to where you may write and open it there; whatever was confirmed is safe",
)
_DAMAGED = Text(
    "台账文件 ledger.db 已损坏，读不出来。请勿改动这个文件夹，用最近的备份恢复：recon workspace restore",
    "its ledger.db is damaged and cannot be read. Leave the folder as it is and restore the newest backup: "
    "recon workspace restore",
)
PATIENCE = 60.0
"""Seconds a writer waits for its turn. SQLite lets one write at a time; a turn takes milliseconds."""
PERSON = "p:"
"""How the hash begins that stands for a person's number."""
_WRITING = "recon_writing"
_TURN = 0x7265_636F_6E
"""PostgreSQL's advisory lock for a writer's turn: the log is one chain, so writers queue there as well."""


_DATABASES = ("sqlite", "postgresql")
_NOT_AN_ADDRESS = Text(
    "数据库地址无法识别。应写作 postgresql+psycopg://用户@主机/库",
    "its database address cannot be used; write postgresql+psycopg://user@host/database",
)
_NO_DRIVER = Text(
    '没有安装 PostgreSQL 驱动。请运行 pip install -e ".[postgres]"，地址写作 postgresql+psycopg://用户@主机/库',
    'the PostgreSQL driver is not installed. Run pip install -e ".[postgres]" and write '
    "postgresql+psycopg://user@host/database",
)


class Ledger:
    """A workspace's database. Thread-safe; one per process."""

    def __init__(self, folder: Path, url: str, secret: bytes) -> None:
        self.folder = folder
        self.secret = secret
        with _fit(folder):
            self.engine = connect(url)
        self.admit: Callable[[sa.Connection], None] = _anybody
        """Asked at the beginning of every write; a refusal is an error of its own."""
        self._commits = Commits(self.engine.url)
        self._keys: dict[str, bytes] = {}

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Look at one consistent moment; never waits for writers and never blocks them."""
        with told(self.folder), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Take the writer's turn; what the block did is durable when it ends, or undone when it raises."""
        with told(self.folder), self.engine.connect() as connection, self._turn(connection):
            self.admit(connection)
            yield connection

    def stands(self) -> int | None:
        """Return a number that changes whenever anybody commits, here or elsewhere; None where the database tells none.

        What was read under a number still holds as long as the number does.
        """
        return self._commits.number()

    def _turn(self, connection: sa.Connection) -> sa.RootTransaction:
        """Begin a write. Nothing has been done yet, so a refusal may simply be tried again."""
        connection.execution_options(**{_WRITING: True})
        patience = time.monotonic() + PATIENCE
        while True:
            try:
                return connection.begin()
            except sa.exc.OperationalError as error:
                if not _is_busy(error):
                    raise
                if time.monotonic() > patience:
                    raise LedgerBusyError(path=self.folder, seconds=int(PATIENCE)) from None
                time.sleep(0.01)

    def compact(self) -> None:
        """Write the database anew without what was deleted, so that nothing of it stays in any file."""
        sqlite = self.engine.dialect.name == "sqlite"
        with told(self.folder), closing(self.engine.raw_connection()) as borrowed:
            connection: Any = borrowed.driver_connection
            if sqlite:
                connection.execute("VACUUM")
                _truncate_wal(connection)
            else:
                connection.autocommit = True
                connection.execute("VACUUM FULL")
                connection.autocommit = False

    def close(self) -> None:
        """Let go of every connection."""
        self._commits.close()
        self.engine.dispose()

    def keyed(self, purpose: str, *parts: str) -> str:
        """Return a keyed hash in hex: nobody without the secret can guess what it stands for.

        A bare hash of an ID number is no secret: there are few enough of them to try them all.
        """
        key = self._keys.get(purpose)
        if key is None:
            key = self._keys[purpose] = hmac.digest(self.secret, f"recon:{purpose}".encode(), "sha256")
        return hmac.digest(key, canonical(parts).encode(), "sha256").hex()

    def person(self, identifier: str) -> str:
        """Return what stands for a person's number in logs and indexes; such a hash stands for itself."""
        if not identifier or identifier.startswith(PERSON):
            return identifier
        return f"{PERSON}{self.keyed('person', identifier)[:32]}"


def _anybody(_: sa.Connection) -> None:
    """Let every write begin."""


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """Say what a person can do when the disk is full or the server is away; never quote a statement.

    Raises:
        WorkspaceError: in the place of the database's error, SQLAlchemy's or SQLite's own.
    """
    try:
        yield
    except (sa.exc.OperationalError, sqlite3.OperationalError):
        reason = _OUT_OF_ORDER if os.access(folder, os.W_OK) or not folder.is_dir() else _READ_ONLY
        raise WorkspaceError(path=folder, reason=reason) from None
    except sa.exc.DatabaseError as error:
        if type(error) is not sa.exc.DatabaseError:
            raise  # a statement of ours is wrong
        raise WorkspaceError(path=folder, reason=_DAMAGED) from None


@contextmanager
def _fit(folder: Path) -> Iterator[None]:
    """Say what is wrong with a database's address; never the address, which may hold a password."""
    try:
        yield
    except (sa.exc.ArgumentError, ValueError):
        raise WorkspaceError(path=folder, reason=_NOT_AN_ADDRESS) from None
    except ImportError:
        raise WorkspaceError(path=folder, reason=_NO_DRIVER) from None


def _truncate_wal(connection: Any) -> None:
    """Empty the write-ahead log once nobody reads an older moment from it."""
    for _ in range(100):
        busy, *_counts = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
        time.sleep(0.1)


def canonical(value: Any) -> str:
    """Return the one JSON text of ``value``: sorted, no spaces, so that equal values have equal hashes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def connect(url: str) -> sa.Engine:
    """Return an engine whose errors never show a value and whose transactions begin as we say.

    Raises:
        ArgumentError, ValueError: it is no address of SQLite or PostgreSQL.
        ImportError: the driver it names is not installed.
    """
    if sa.make_url(url).get_backend_name() not in _DATABASES:
        raise ValueError
    sqlite = url.startswith("sqlite")
    arguments = {"isolation_level": None, "timeout": PATIENCE} if sqlite else {}
    engine = sa.create_engine(url, hide_parameters=True, connect_args=arguments, pool_pre_ping=not sqlite)
    if sqlite:
        sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite if sqlite else _begin_postgres)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Ask for durability on every connection: only the WAL mode itself is remembered by the file."""
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at the beginning: a reader that turns writer later can only be refused."""
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgres(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(_WRITING):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _is_busy(error: sa.exc.OperationalError) -> bool:
    return any(word in str(error.orig) for word in ("database is locked", "locking protocol"))

"""A real PostgreSQL of our own, from Debian's binaries."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBERS = itertools.count(1)


class Postgres:
    """A server of our own in a temporary folder, reached through a socket only."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder = binaries, folder
        # initdb refuses to run as root: then Debian's own user for the server runs it.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.data = folder / "data"

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        done = subprocess.run(
            command, user=self.user, cwd=self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self.run(
            "initdb",
            "-D",
            str(self.data),
            "-U",
            "recon",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        # Only clients are ever killed here, the server never: it need not sync to lose nothing.
        settings = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
        log = str(self.folder / "server.log")
        self.run("pg_ctl", "-D", str(self.data), "-o", settings, "-l", log, "-w", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"office{next(_NUMBERS)}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def emptied(self) -> str:
        """Empty the one database that most tests use, one after the other, and return its URL."""
        with self.connect("postgres") as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.url("postgres")

    def connect(self, name: str) -> psycopg.Connection:
        return psycopg.connect(host=str(self.folder), user="recon", dbname=name, autocommit=True)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://recon@/{name}?host={self.folder}"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        assert os.environ.get("CI") != "true", "PostgreSQL is missing, and under CI nothing may skip"
        pytest.skip("PostgreSQL's server is not installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="recon-pg-"))
    server = Postgres(found[-1].parent, folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)

"""Check an extract's address and its query, and give Spark a folder that its executors reach."""

from __future__ import annotations

import contextlib
import glob
import os
import platform
import shutil
from typing import TYPE_CHECKING

from recon.errors import OptionError
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def check_source(extracts: Sequence[str], query: str) -> None:
    """Refuse a query without a database, and a database without a query.

    Raises:
        OptionError: one is given without the other.
    """
    from recon.intake import is_address

    if not all(extract.strip() for extract in extracts):
        raise OptionError(option="--extract", reason=Text("路径不能为空", "a path must not be empty"))
    databases = [extract for extract in extracts if is_address(extract)]
    if query and not databases:
        reason = Text("只用于数据库地址（--extract URL）", "is for a database address (--extract URL) only")
        raise OptionError(option="--extract-query", reason=reason)
    if databases and not query:
        reason = Text("请给出数据库的查询语句或表名", "give the query or the table of the database")
        raise OptionError(option="--extract-query", reason=reason)


@contextlib.contextmanager
def shared_folder(engine: str, out: Path | None) -> Iterator[Path | None]:
    """Give Spark a folder beside the result: its executors must reach it, as they cannot this machine's own.

    A killed driver leaves it there with rows and records in it; the next run into the same result removes it.
    """
    if engine != "spark" or out is None:
        yield None
        return
    begins = f".spark-{platform.node()}-"
    for left in _of_the_dead(out, begins):
        shutil.rmtree(left, ignore_errors=True)
    folder = out.absolute() / f"{begins}{os.getpid()}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of_the_dead(out: Path, begins: str) -> Iterator[Path]:
    """Yield what drivers of this machine left that run no more; another machine's processes are not known here."""
    for folder in out.glob(f"{glob.escape(begins)}*"):
        number = folder.name.removeprefix(begins)
        if number.isdecimal() and not _runs(int(number)):
            yield folder


def _runs(process: int) -> bool:
    if os.name == "nt":  # to ask there is to end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True

"""Check an extract's address and its query, and give Spark a folder that its executors reach."""

from __future__ import annotations

import contextlib
import os
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
    """Give Spark a folder beside the result: its executors must reach it, as they cannot this machine's own."""
    if engine != "spark" or out is None:
        yield None
        return
    folder = out.absolute() / f".spark-{os.getpid()}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

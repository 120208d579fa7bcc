"""The options that say what computes: each has an effect with the engine chosen, or is refused."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from typing import TYPE_CHECKING

from recon.campaign.checks import shown
from recon.errors import OptionError
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_SIZE = re.compile(r"([1-9]\d{0,6}(?:\.\d+)?)\s*([KMGT])(?:i?B)?", re.IGNORECASE)
_LEAST = 256
"""Megabytes; with less not even a small campaign comes to its end."""
_MASTER = re.compile(r"local(-cluster)?(\[[\d*,]+\])?|yarn|(spark|k8s)://\S+")
_ONLY = Text("只用于 --engine {engines}", "works with --engine {engines} only")


def check_computing(engine: str, master: str, memory: str, threads: int) -> None:
    """Refuse what the engine chosen cannot do.

    Raises:
        OptionError: an unknown engine, or an option that would have no effect.
    """
    from recon.engine import check

    check(engine)
    _only("--master", given=bool(master), engine=engine, engines=("spark",))
    _only("--memory", given=bool(memory), engine=engine, engines=("duckdb", "spark"))
    _only("--threads", given=threads > 0, engine=engine, engines=("duckdb",))
    if master and not _MASTER.fullmatch(master):
        known = "local[2] · spark://host:7077 · yarn · k8s://https://host:443"
        reason = Text(f"“{shown(master)}”应写作 {known}", f"'{shown(master)}': write it as {known}")
        raise OptionError(option="--master", reason=reason)
    _check_memory(memory)


def _check_memory(memory: str) -> None:
    """Refuse what is no size, and what no run can do with."""
    from recon.engine import no_size

    found = _SIZE.fullmatch(memory)
    if memory and not found:
        raise OptionError(option="--memory", reason=no_size(memory))
    if found and float(found[1]) * 1024 ** "KMGT".index(found[2].upper()) < _LEAST * 1024:
        reason = Text(
            f"“{memory}”太少，至少应为 {_LEAST}MB", f"'{memory}' is too little; give {_LEAST}MB or more"
        )
        raise OptionError(option="--memory", reason=reason)


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


def _only(option: str, *, given: bool, engine: str, engines: Sequence[str]) -> None:
    if given and engine not in engines:
        words = {lang: _ONLY.say(lang, engines=" / ".join(engines)) for lang in ("zh", "en")}
        raise OptionError(option=option, reason=Text(words["zh"], words["en"]))

"""Open an engine by name, or the one that fits the frames a caller holds."""

from __future__ import annotations

import re
from importlib.util import find_spec
from numbers import Integral
from typing import TYPE_CHECKING, Any

from recon.campaign.checks import shown
from recon.engine.memory import spare
from recon.errors import EngineError, OptionError
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path

    from recon.engine.base import Engine

ENGINES = ("duckdb", "polars", "pandas", "spark")
_SIZE = re.compile(r"\d+(?:\.\d+)?\s*(?:[kmgt]i?b?|b)", re.IGNORECASE)
_NEEDS = {
    "polars": ("polars", "pip install -e '.[polars]'"),
    "spark": ("pyspark", "pip install -e '.[spark]'"),
}
"""Engine → its library, and what installs it in the project's folder; a project of our name elsewhere is not ours."""


def open_engine(
    name: str = "duckdb", folder: Path | None = None, *, memory: str = "", threads: int = 0, master: str = ""
) -> Engine:
    """Open an engine.

    Args:
        name: one of :data:`ENGINES`.
        folder: where shared intermediates may be written; a temporary one when not given.
        memory: upper bound such as ``2GB`` (DuckDB) or ``2g`` (Spark's driver).
        threads: upper bound, DuckDB only; 0 means every core.
        master: the Spark master's address.

    Raises:
        OptionError: no such engine, or a bound that makes no sense.
        EngineError: the engine's library is not installed.
    """
    check(name, memory, threads)
    spare()
    if name in _NEEDS and find_spec(_NEEDS[name][0]) is None:
        raise EngineError(engine=name, install=_NEEDS[name][1])
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    if name == "spark":
        from recon.engine.spark import SparkEngine

        return SparkEngine(folder, master=master, memory=memory)
    if name == "duckdb":
        from recon.engine.duck import DuckEngine

        return DuckEngine(folder, memory=memory, threads=threads)
    from recon.engine.eager import PandasEngine, PolarsEngine

    return PandasEngine(folder) if name == "pandas" else PolarsEngine(folder)


def check(name: str, memory: str = "", threads: int = 0) -> None:
    """Refuse an engine there is not, and a bound that no engine understands, before anything is read.

    Raises:
        OptionError: names the parameter, the value and what may stand there.
    """
    if name not in ENGINES:
        zh, en = "、".join(ENGINES), ", ".join(ENGINES)
        reason = Text(
            f"没有引擎“{shown(name)}”，可用：{zh}", f"there is no engine '{shown(name)}'; choose one of {en}"
        )
        raise OptionError(option="engine", reason=reason)
    if memory and not (isinstance(memory, str) and _SIZE.fullmatch(memory.strip())):
        raise OptionError(option="memory", reason=no_size(memory))
    if not isinstance(threads, Integral) or threads < 0:
        reason = Text(
            f"“{shown(threads)}”不是线程数，应为 1 或更多；0 表示全部核心",
            f"'{shown(threads)}' is no number of threads; give 1 or more, 0 means every core",
        )
        raise OptionError(option="threads", reason=reason)


def no_size(memory: object) -> Text:
    """Say that what was given is no size, and how one is written."""
    word = shown(memory)
    return Text(
        f"“{word}”不是内存大小，应写作 512MB 或 2GB", f"'{word}' is no size; write it as 512MB or 2GB"
    )


def engine_of(frame: Any) -> str:
    """Return the engine that fits a frame a caller holds: pandas, Polars and Spark their own, all else DuckDB."""
    package = type(frame).__module__.partition(".")[0]
    return {"pandas": "pandas", "polars": "polars", "pyspark": "spark"}.get(package, "duckdb")

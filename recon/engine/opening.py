"""Open an engine by name, or the one that fits the frames a caller holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.engine.bounds import check_engine, check_installed
from recon.engine.kinds import library_of
from recon.engine.memory import spare

if TYPE_CHECKING:
    from pathlib import Path

    from recon.engine.base import Engine


def open_engine(
    name: str = "duckdb", folder: Path | None = None, *, memory: str = "", threads: int = 0, master: str = ""
) -> Engine:
    """Open an engine.

    Args:
        name: one of :data:`recon.engine.ENGINES`.
        folder: where shared intermediates may be written; a temporary one when not given.
        memory: upper bound such as ``2GB`` (DuckDB) or ``2g`` (Spark's driver).
        threads: upper bound, DuckDB only; 0 means every core.
        master: the Spark master's address.

    Raises:
        OptionError: no such engine, a bound that makes no sense, or one the engine does not heed.
        EngineError: the engine's library is not installed.
    """
    check_engine(name, memory, threads, master)
    check_installed(name)
    spare()
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


def engine_of(frame: Any) -> str:
    """Return the engine that fits a frame a caller holds: pandas, Polars and Spark their own, all else DuckDB."""
    return {"pandas": "pandas", "polars": "polars", "pyspark": "spark"}.get(library_of(frame), "duckdb")

"""A run's tables for the outputs: each is read when an output first asks for it, not all of them for every name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path


class OnDisk(dict[str, pa.Table]):
    """Tables by name, read from a run's folder on first use."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> pa.Table:
        """Read a table."""
        self[name] = pq.read_table(self._folder / f"{name}.parquet")
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ARG002 - every table is there
        """Return a table; none is ever missing from a finished run."""
        return self[name]

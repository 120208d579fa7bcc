"""A path as DuckDB takes it sign by sign: it takes every path to be a pattern, and reads what fits it first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PATTERN = re.compile(r"[*?\[]")


def literal(path: Path) -> str:
    """Return a path that fits itself alone: ``b[1].parquet`` was read from ``b1.parquet``."""
    return _PATTERN.sub(r"[\g<0>]", path.as_posix())


def in_quotes(path: Path) -> str:
    """Return such a path as it stands between the single quotes of a statement."""
    return literal(path).replace("'", "''")

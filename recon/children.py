"""The environment every child process is started with."""

from __future__ import annotations

import os
from pathlib import Path

_HOME = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """Return a child's environment: it finds this package, and spends no address space on idle threads."""
    path = os.pathsep.join(filter(None, (str(_HOME), os.environ.get("PYTHONPATH", ""))))
    one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    return {**os.environ, **one, "PYTHONPATH": path}

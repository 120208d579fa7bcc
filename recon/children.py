"""What every child process has in common: its environment, how long it may take, and its end."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

_HOME = Path(__file__).parents[1]


def environment() -> dict[str, str]:
    """Return a child's environment: it finds this package, and spends no address space on idle threads."""
    one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    return {**finding_us(), **one}


def finding_us() -> dict[str, str]:
    """Return this process's environment, in which a Python finds this package too."""
    path = os.pathsep.join(filter(None, (str(_HOME), os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": path}


def address_space(limit: int) -> tuple[int, int]:
    """Return what to bound this process's address space by, in bytes, and the most that may be asked for later.

    Where the machine's own bound (``ulimit -v``) is lower, that one holds: nobody may raise it. Unix only.
    """
    import resource

    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    return (limit if most == resource.RLIM_INFINITY else min(limit, most)), most


@contextlib.contextmanager
def patience(seconds: float, give_up: Callable[[], object]) -> Iterator[None]:
    """Wait no longer than this: a timer kills the child, which ends the reading on every system."""
    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def end(process: subprocess.Popen[bytes], *others: IO[bytes] | None) -> None:
    """Kill a child, wait until it is gone, and close its pipes and what else is given."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, *others):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()

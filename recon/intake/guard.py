"""What a child does to itself before it touches a stranger's file."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import time
from typing import IO, TYPE_CHECKING

from recon.children import address_space

if TYPE_CHECKING:
    from collections.abc import Callable

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.")
"""Audit events of leaving the process; reading a roster needs none of them."""


TOO_MUCH = 77
"""Exit status of a child that held more memory than it may."""


def private_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the parent and point the public ones elsewhere: a library may print."""
    asked, told = os.dup(0), os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        for pipe in (asked, told):
            msvcrt.setmode(pipe, os.O_BINARY)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(asked, "rb"), os.fdopen(told, "wb")


def limit_memory(limit: int) -> None:
    """Bound this process's memory, in bytes.

    On Linux the address space, so that a greedy reader fails by itself; on macOS, where that has no effect, the process
    looks at its own peak and leaves. On Windows time is the only limit.
    """
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        least, _ = address_space(limit)
        resource.setrlimit(resource.RLIMIT_AS, (least, least))
    else:
        threading.Thread(target=_watch, args=(limit, _peak), daemon=True).start()


def _peak() -> int:
    """Return the most memory this process has held, in bytes (macOS counts so; Linux counts kilobytes)."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _watch(limit: int, peak: Callable[[], int]) -> None:
    most = max(limit, peak())  # the peak may be inherited from the process that started this one
    while peak() <= most:
        time.sleep(0.1)
    os._exit(TOO_MUCH)


def stay_inside() -> None:
    """Refuse sockets and programs for the rest of this process's life."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl imports it when it can: 150 ms for nothing

    def refuse(event: str, _arguments: object) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)

    sys.addaudithook(refuse)


def die_after(seconds: float) -> None:
    """Arm a watch that ends the process even inside native code, should the parent be gone by then."""
    faulthandler.dump_traceback_later(seconds, exit=True)


def live_on() -> None:
    """Disarm the watch."""
    faulthandler.cancel_dump_traceback_later()

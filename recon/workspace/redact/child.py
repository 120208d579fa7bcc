"""The child process of a purge: takes people out of one file at a time, and may die of it.

Started as ``python -m recon.workspace.redact.child``; what travels is in :mod:`recon.workspace.aside`.
"""

from __future__ import annotations

import os
import pickle
import sys

from recon.children import address_space
from recon.workspace.aside import CHANGED, CLOSED, GONE, READY, SAME, receive, send
from recon.workspace.redact import Person, redact


def answer(data: bytes, whom: Person, file: str) -> tuple[bytes, bytes]:
    """Return what is said of a file; whatever a library raises means that it cannot be looked into."""
    try:
        after = redact(data, whom, file)
    except Exception:  # noqa: BLE001 -- the text of a library's error may hold a cell
        return CLOSED, b""
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return CLOSED, b""  # a panic of a Rust reader
    if after is None:
        return GONE, b""
    return (SAME, b"") if after == data else (CHANGED, after)


def bound(memory: int) -> None:
    """Bound this process's memory, in bytes; elsewhere than on Linux time is the only limit."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, address_space(memory))


def main() -> None:
    """Serve files until the parent closes the pipe."""
    asked, told = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library may print
    try:
        whom: Person = pickle.loads(receive(asked))  # noqa: S301 -- from the process that started this one
        told.write(READY)
        told.flush()
        while True:
            file, memory, data = pickle.loads(receive(asked))  # noqa: S301
            bound(memory)
            said, after = answer(data, whom, file)
            told.write(said)
            send(told, after)
    except EOFError:
        return


if __name__ == "__main__":
    main()

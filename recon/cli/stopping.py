"""Stop a command cleanly, whether by Ctrl-C, a signal or a closed window, and say that it was cancelled."""

from __future__ import annotations

import signal
from typing import NoReturn

from recon.errors import is_interruption

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl-C, the end of a service or a shift, a closed window; Windows knows no hanging up."""
_asked = False


def heed() -> None:
    """Let every wish to stop interrupt the command as Ctrl-C does; what ``nohup`` shuts out stays out."""
    for name in _NAMES:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _stop)


def _stop(*_: object) -> NoReturn:
    global _asked  # noqa: PLW0603 -- a signal reaches a process, not an object
    _asked = True
    raise KeyboardInterrupt


def was_asked(error: BaseException | None = None) -> bool:
    """Tell whether somebody asked us to stop; an error is only that where a library passed it on (DuckDB does)."""
    return _asked or is_interruption(error)

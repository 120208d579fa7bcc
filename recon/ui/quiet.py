"""What the server's log tells of errors: which kind and where; the words of an unforeseen one may quote a student."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from recon.errors import ReconError, frames_of

if TYPE_CHECKING:
    from collections.abc import Callable

OTHERS = ("streamlit", "uvicorn", "starlette", "asyncio")
"""Whose loggers hand on the words of our errors: the page's script, a download and a callback run below them."""
TOLD_ALREADY = "Uncaught app execution"
"""What Streamlit says of an error that ``recon.ui.launch.say_trouble`` tells as well."""


def quiet() -> None:
    """Keep the words of errors out of what these loggers write, from now on; asked for twice, it is done once."""
    made = logging.getLogRecordFactory()
    if not isinstance(made, _Quiet):
        logging.setLogRecordFactory(_Quiet(made))
    error_log = logging.getLogger("streamlit.error_util")
    error_log.removeFilter(_told_here)
    error_log.addFilter(_told_here)


def _told_here(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith(TOLD_ALREADY)


def _first(error: BaseException | None) -> BaseException | None:
    """Return what an error was raised from, at the beginning: Streamlit wraps that of a download."""
    while error is not None and error.__cause__ is not None:
        error = error.__cause__
    return error


def _without_words(said: str, error: BaseException) -> str:
    """Return what is logged without an error's words; asyncio names a task with all that it ended with."""
    for words in filter(None, (repr(error), str(error))):
        said = said.replace(words, type(error).__name__)
    return said


class _Quiet:
    """Makes log records; an error that goes with one is put as its kind and its places, ours in their own words."""

    def __init__(self, make: Callable[..., logging.LogRecord]) -> None:
        self._make = make

    def __call__(self, *args: Any, **more: Any) -> logging.LogRecord:
        record = self._make(*args, **more)
        raised = record.exc_info[1] if record.exc_info else None
        error = _first(raised)
        if raised is not None and error is not None and record.name.split(".")[0] in OTHERS:
            kind = str(error) if isinstance(error, ReconError) else type(error).__name__
            record.msg = f"{_without_words(record.getMessage(), raised)}: {kind}\n{frames_of(error)}"
            record.args, record.exc_info = (), None
        return record

"""No log of the server quotes an error's words."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from streamlit.error_util import handle_user_script_exception

from recon.errors import OutputError
from recon.ui.launch import parts
from recon.ui.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTING = "王丽 1864001400001"


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    before = logging.getLogRecordFactory()
    yield
    logging.setLogRecordFactory(before)


@contextmanager
def shown(name: str) -> Iterator[logging.Logger]:
    """Let a logger write to the terminal, as the server's does."""
    logger, handler = logging.getLogger(name), logging.StreamHandler()
    logger.addHandler(handler)
    try:
        yield logger
    finally:
        logger.removeHandler(handler)


def failed() -> ValueError:
    try:
        int(QUOTING)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("name", ["streamlit.runtime.backend_operation_handler", "uvicorn.error", "asyncio"])
def test_an_error_of_a_download_is_told_by_its_kind_and_place(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parts()
    parts()
    with shown(name) as logger:
        logger.error("Error executing %s", "it", exc_info=failed())
    said = capsys.readouterr().err
    assert "Error executing it: ValueError" in said
    assert "test_quiet.py:" in said
    assert "1864001400001" not in said


def test_why_a_download_failed_is_told_in_our_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    parts()
    wrapped = failed()
    wrapped.__cause__ = OutputError(path="office", reason="the disk is full")
    with shown("uvicorn.error") as logger:
        logger.error("Error executing it", exc_info=wrapped)
    said = capsys.readouterr().err
    assert "the disk is full" in said
    assert "1864001400001" not in said


def test_a_task_that_nobody_waited_for_is_told_without_its_error_s_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def leave_it() -> None:
        task = asyncio.ensure_future(asyncio.to_thread(int, QUOTING))
        await asyncio.wait([task])

    parts()
    with shown("asyncio"):
        # In a thread of its own: a browser's loop may be running in this one.
        thread = threading.Thread(target=lambda: asyncio.run(leave_it()))
        thread.start()
        thread.join()
        gc.collect()
    said = capsys.readouterr().err
    assert "never retrieved" in said
    assert "ValueError" in said
    assert "1864001400001" not in said


def test_an_error_of_a_page_is_told_once_and_quotes_nobody(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    handler = parts()["on_script_error"]
    handle_user_script_exception(failed(), handler)
    said = "".join(capfd.readouterr()) + caplog.text
    assert said.count("test_quiet.py:") == 1
    assert "1864001400001" not in said


def test_pretty_tracebacks_are_off_for_they_pass_every_logger() -> None:
    assert SETTINGS["logger.enableRich"] is False

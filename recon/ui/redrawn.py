"""A click on a download while its page is drawn anew.

Streamlit gives a download button another number with every drawing, forgets the one before, and forgets numbers of a
page that is just being drawn whenever any page is done. A click that still carries the old number brought no file, and
what was said of it was gone with the old button. Here it gets what the button gives now. A file that was made waits
for the browser to fetch it, however many pages are drawn meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable

MOST: Final = 20_000
"""Numbers remembered; a page has twenty downloads."""
PATIENCE: Final = 20.0
"""Seconds a click waits for its button to be drawn again."""
LOOK: Final = 0.1
KEPT: Final = 60.0
"""Seconds a file that was made waits to be fetched."""

Button = tuple[str, str]
"""A session and its button."""


class Drawn:
    """Which button a number stood for, which number it has now, and which files wait to be fetched."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buttons: OrderedDict[str, Button] = OrderedDict()
        self._now: dict[Button, str] = {}
        self._made: dict[str, float] = {}

    def draw(self, number: str, button: Button) -> None:
        """Note the number a button was just drawn with."""
        with self._lock:
            self._buttons[number] = button
            self._now[button] = number
            while len(self._buttons) > MOST:
                gone, whose = self._buttons.popitem(last=False)
                if self._now.get(whose) == gone:
                    del self._now[whose]

    def now(self, number: str) -> str:
        """Return the number that a button has now which once had ``number``; the same where it has no other."""
        with self._lock:
            return self._now.get(self._buttons.get(number, ("", "")), number)

    def make(self, url: str) -> None:
        """Note that a file was made; it lies at an address that ends in its id."""
        with self._lock:
            self._made[url.rpartition("/")[2].partition(".")[0]] = time.monotonic()

    def waits(self) -> set[str]:
        """Return the ids of the files that were made a short while ago."""
        with self._lock:
            old = time.monotonic() - KEPT
            self._made = {name: at for name, at in self._made.items() if at > old}
            return set(self._made)


def follow(manager: type[MediaFileManager] = MediaFileManager) -> None:
    """Let clicks follow their buttons from now on; asked for twice, it is done once."""
    if not hasattr(manager, "recon_drawn"):
        drawn = Drawn()
        manager.recon_drawn = drawn  # type: ignore[attr-defined]
        manager.add_deferred = _adding(manager.add_deferred, drawn)  # type: ignore[method-assign]
        manager.execute_deferred = _making(manager.execute_deferred, drawn)  # type: ignore[method-assign]
        manager._get_inactive_file_ids = _sparing(manager._get_inactive_file_ids, drawn)  # type: ignore[method-assign]  # noqa: SLF001


def _adding(add: Callable[..., str], drawn: Drawn) -> Callable[..., str]:
    def add_deferred(self: MediaFileManager, *args: Any, **more: Any) -> str:
        number, context = add(self, *args, **more), get_script_run_ctx(suppress_warning=True)
        if context and more.get("element_id"):
            drawn.draw(number, (context.session_id, str(more["element_id"])))
        return number

    return add_deferred


def _making(make: Callable[..., str], drawn: Drawn) -> Callable[..., str]:
    def execute_deferred(self: MediaFileManager, file_id: str) -> str:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                url = make(self, now := drawn.now(file_id))
            except MediaFileStorageError as error:
                # One that was made and failed has a cause; without one the number is not known.
                if error.__cause__ is not None or not _drawn_again(drawn, file_id, now, until):
                    raise
            else:
                drawn.make(url)
                return url

    return execute_deferred


def _drawn_again(drawn: Drawn, number: str, before: str, until: float) -> bool:
    """Wait until a button is drawn again; returns whether it was in time."""
    while drawn.now(number) == before:
        if time.monotonic() > until:
            return False
        time.sleep(LOOK)
    return True


def _sparing(inactive: Callable[..., set[str]], drawn: Drawn) -> Callable[..., set[str]]:
    def _get_inactive_file_ids(self: MediaFileManager) -> set[str]:
        return inactive(self) - drawn.waits()

    return _get_inactive_file_ids

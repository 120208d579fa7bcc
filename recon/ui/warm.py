"""Before anybody clicks: the pages' modules are imported and the newest run is opened, while the browser starts."""

from __future__ import annotations

import gc
import importlib
import logging
import pkgutil
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from recon.errors import frames_of
from recon.ui import context
from recon.ui.parts.drawn import DRAW, drawn
from recon.ui.store import forget
from recon.ui.store.wide import wide

if TYPE_CHECKING:
    from types import ModuleType

LOG = logging.getLogger(__name__)
NOT_NOW = ("recon.ui.app", "recon.ui.shots", "recon.ui.app_pages")
"""Scripts of Streamlit's own kind run when they are imported; pictures are taken by a command."""


def modules() -> list[ModuleType]:
    """Import everything the pages are made of."""
    import recon.ui

    found = pkgutil.walk_packages(recon.ui.__path__, "recon.ui.")
    return [importlib.import_module(one.name) for one in found if not one.name.startswith(NOT_NOW)]


def newest() -> None:
    """Open the newest run, draw its figures in the first language and ask what is asked once of a run.

    Its first pages then answer like every other.
    """
    run = context.run()
    if run is not None:
        for name in DRAW:
            drawn(run, name, "zh")
        wide(run)


def settle() -> None:
    """Spare the garbage collector what now stays for good: a million objects it would look through again and again."""
    gc.collect()
    gc.freeze()


def down() -> None:
    """Let go of everything, so that a server that is stopped leaves in order."""
    gc.unfreeze()
    forget()
    context.forget()


def up() -> threading.Thread:
    """Do all of it in a thread of its own; what fails here is told by the page that needs it."""

    def work() -> None:
        try:
            with ThreadPoolExecutor(2) as both:  # DuckDB works while Python imports
                imported, opened = both.submit(modules), both.submit(newest)
                imported.result()
                opened.result()
            settle()
        except Exception as error:  # noqa: BLE001  said by the page that needs it
            LOG.warning("not warmed up: %s\n%s", type(error).__name__, frames_of(error))

    thread = threading.Thread(target=work, name="warm", daemon=True)
    thread.start()
    return thread

"""Start and end our own processes quickly: leave out imports nobody needs there, and collect garbage seldom.

A caller's own process (``import recon``) is left as it is.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_IMPORTS = threading.RLock()
_SELDOM = 1_000_000
"""New objects after which Python looks for cycles; by default 700."""
_COLLECTING = threading.Lock()
_usual = gc.get_threshold()
_seldom = 0
"""How many threads want cycles to be looked for seldom, at this moment."""
_begun = False


def begin() -> None:
    """Say that this whole process is ours; before anything heavy is imported."""
    global _begun  # noqa: PLW0603 -- it is the process that is ours, not an object
    _begun = True
    # We multiply no matrices, so NumPy need not start threads for them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _stand_for_what_is_closed()


def _stand_for_what_is_closed() -> None:
    """Open nothing where a starter left a stream closed: the next file opened would get its number, and our words."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def load(name: str) -> Any:
    """Import a module while other threads do the same, and return it.

    One of them imports a part of a package, the other the package that imports its parts: each would wait for the
    other, and Python would break it off with an error.
    """
    found = sys.modules.get(name)
    if found is not None and not getattr(found.__spec__, "_initializing", False):
        return found
    with _IMPORTS:
        return import_module(name)


def on_first_use(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """Return a package's ``__getattr__``: its public names are imported when somebody asks for them.

    Args:
        package: its name.
        homes: public name → the module below the package that has it.
    """

    def find(name: str) -> object:
        if name in homes:
            return getattr(load(f"{package}.{homes[name]}"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return find


def spare_pandas() -> None:
    """Keep pyarrow from importing pandas, a quarter of a second, when it is first given a plain value.

    It looks once and remembers; whoever asks it for pandas frames later gets them all the same. Does nothing in a
    caller's process, nor where pandas is there already.
    """
    if not _begun or "pandas" in sys.modules:
        return
    pa = load("pyarrow")
    sys.meta_path.insert(0, _NoPandas)
    try:
        pa.array([""])
    finally:
        sys.meta_path.remove(_NoPandas)


def leave(status: int) -> NoReturn:
    """End this process, which is ours; what a run holds need not be taken apart, object by object, before it goes.

    A thread that is still at work is waited for, as Python does. Python's own end comes in no case: a library's
    thread that asks for Python then is torn out of its C++, and the process aborts.
    """
    threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001 -- waits, and wakes idle executors to end
    atexit._run_exitfuncs()  # noqa: SLF001 -- folders of one's own are removed, and logs closed
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # the reader of the pipe may be gone
            stream.flush()
    os._exit(status)


class _NoPandas:
    """Finds no pandas."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Refuse pandas, and know nothing of other modules."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


@contextlib.contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles seldom: rows and findings are many small things in none.

    Of several threads the first one finds what was usual, and the last one puts it back.
    """
    global _usual, _seldom  # noqa: PLW0603 -- how often Python looks is one thing for the whole process
    with _COLLECTING:
        _seldom += 1
        if _seldom == 1:
            _usual = gc.get_threshold()
            gc.set_threshold(_SELDOM, *_usual[1:])
    try:
        yield
    finally:
        _grow_old()
        with _COLLECTING:
            _seldom -= 1
            if not _seldom:
                gc.set_threshold(*_usual)


@contextlib.contextmanager
def never_collecting() -> Iterator[None]:
    """Look for no cycles: a nation's findings are millions of small things in none, and looking takes two seconds."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _grow_old()
        if before:
            gc.enable()


def _grow_old() -> None:
    """Let everything there is count as old: else Python looks through all of it as soon as it may again."""
    if not gc.get_freeze_count():  # objects frozen by somebody else must stay frozen
        gc.freeze()
        gc.unfreeze()

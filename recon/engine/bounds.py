"""What may be said of how an engine computes: each word has an effect with the engine chosen, or is refused."""

from __future__ import annotations

import re
from importlib.util import find_spec
from numbers import Integral

from recon.campaign.checks import shown
from recon.errors import EngineError, OptionError
from recon.words import Text

ENGINES = ("duckdb", "polars", "pandas", "spark")
LEAST = 256
"""Megabytes; with less not even a small campaign comes to its end."""
MOST = 1024
"""Threads; a system gives a process no more than some thousands, and all of them take seconds to start."""
_HEEDED = {"master": ("spark",), "memory": ("duckdb", "spark"), "threads": ("duckdb",)}
"""Parameter → the engines that heed it."""
_LIBRARIES = {"polars": "polars", "spark": "pyspark"}
"""Engine → the library it needs, an optional extra of the engine's name."""
_SIZE = re.compile(r"([0-9]{1,7}(?:\.[0-9]+)?)\s*([kmgt])(?:i?b)?", re.IGNORECASE)
_MASTER = re.compile(r"local(-cluster)?(\[[\d*,]+\])?|yarn|(spark|k8s)://\S+")


def check(name: str, memory: str = "", threads: int = 0, master: str = "") -> None:
    """Refuse what a run cannot be computed by, before anything is read.

    Raises:
        OptionError: as :func:`check_engine`, or a memory that no run can do with.
        EngineError: as :func:`check_installed`.
    """
    check_engine(name, memory, threads, master)
    check_installed(name)
    found = _SIZE.fullmatch(memory.strip()) if memory else None
    if found and float(found[1]) * 1024 ** "_kmgt".index(found[2].lower()) < LEAST << 20:
        word = shown(memory)
        reason = Text(f"“{word}”太少，至少应为 {LEAST}MB", f"'{word}' is too little; give {LEAST}MB or more")
        raise OptionError(option="memory", reason=reason)


def check_engine(name: str, memory: str = "", threads: int = 0, master: str = "") -> None:
    """Refuse an engine there is not, a bound that makes no sense, and one the engine would not heed.

    Raises:
        OptionError: names the parameter, the value and what may stand there.
    """
    if name not in ENGINES:
        zh, en = "、".join(ENGINES), ", ".join(ENGINES)
        raise _refused(
            "engine", name, f"没有引擎“{{}}”，可用：{zh}", f"there is no engine '{{}}'; choose one of {en}"
        )
    if memory and not (isinstance(memory, str) and _SIZE.fullmatch(memory.strip())):
        raise _refused(
            "memory",
            memory,
            "“{}”不是内存大小，应写作 512MB 或 2GB",
            "'{}' is no size; write it as 512MB or 2GB",
        )
    if not isinstance(threads, Integral) or not 0 <= threads <= MOST:
        raise _refused(
            "threads",
            threads,
            f"“{{}}”不能作线程数，应为 1 至 {MOST}；0 表示全部核心",
            f"'{{}}' cannot be the number of threads; give 1 to {MOST}, 0 means every core",
        )
    _check_heeded(name, {"master": master, "memory": memory, "threads": threads})
    if master and not _MASTER.fullmatch(master):
        known = "local[2] · spark://host:7077 · yarn · k8s://https://host:443"
        raise _refused("master", master, f"“{{}}”应写作 {known}", f"'{{}}': write it as {known}")


def check_installed(name: str) -> None:
    """Refuse an engine whose library is missing.

    The advice installs it from the project's folder: on the package index our name is another project's.

    Raises:
        EngineError: names the engine and what to run.
    """
    if name in _LIBRARIES and find_spec(_LIBRARIES[name]) is None:
        raise EngineError(engine=name, install=f'pip install -e ".[{name}]"')


def _check_heeded(engine: str, given: dict[str, object]) -> None:
    for option, value in given.items():
        if value and engine not in _HEEDED[option]:
            heeding = " / ".join(_HEEDED[option])
            reason = Text(
                f"只用于引擎 {heeding}，此处的引擎是 {engine}",
                f"works with the engine {heeding} only, and this one is {engine}",
            )
            raise OptionError(option=option, reason=reason)


def _refused(option: str, value: object, zh: str, en: str) -> OptionError:
    """Return what is said of a value; it is shown short, as somebody typed it."""
    word = shown(value)
    return OptionError(option=option, reason=Text(zh.replace("{}", word), en.replace("{}", word)))

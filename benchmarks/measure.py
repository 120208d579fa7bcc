"""Run one contender in a child process of its own and say what it took."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HERE = Path(__file__).parent
THREADS = 2
_ENVIRONMENT = {
    name: str(THREADS)
    for name in (
        "POLARS_MAX_THREADS",
        "OMP_NUM_THREADS",
        "RAYON_NUM_THREADS",
        "TOKIO_WORKER_THREADS",
        "ARROW_NUM_THREADS",
    )
}


@dataclass(frozen=True)
class Measured:
    """What a child took: seconds of the clock, seconds of both cores, peak memory, and what it answered."""

    seconds: float
    cpu: float
    megabytes: float
    answer: dict[str, Any] = field(default_factory=dict)
    failed: str = ""


def child(script: str, *arguments: object, python: str = sys.executable) -> Measured:
    """Run ``benchmarks/<script>`` with two threads; the last line it prints is its answer as JSON."""
    import time

    command = [python, str(HERE / script), *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | _ENVIRONMENT
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    assert process.stderr is not None
    said, errors = process.stdout.read(), process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    took = (seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    shown = " ".join(Path(str(word)).name for word in (script, *arguments))
    print(f"{shown}: {took[0]:.1f} s, CPU {took[1]:.1f} s, {took[2]:,.0f} MB", file=sys.stderr, flush=True)
    if process.returncode:
        lines = errors.strip().splitlines()
        return Measured(*took, failed=lines[-1] if lines else f"exit {process.returncode}")
    return Measured(*took, json.loads(said.strip().splitlines()[-1]))


def table(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)


def mark(text: str, *, holds: bool) -> str:
    """Return a line that says whether a number is what it has to be."""
    return f"- {'✓' if holds else '✗'} {text}"


def machine() -> str:
    """Return the class of this machine: no name, no address."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"


def versions(*packages: str, python: str = sys.executable) -> str:
    """Return the versions of packages, here or in another environment."""
    if python == sys.executable:
        return ", ".join(f"{name} {version(name)}" for name in packages)
    code = (
        "import sys, importlib.metadata as m; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    )
    return subprocess.run(
        [python, "-c", code, *packages], check=True, capture_output=True, text=True
    ).stdout.strip()


def keep(name: str, text: str, into: Path | None) -> None:
    """Print a section, and write it into ``into`` for the page that ``benchmarks/report.py`` makes."""
    print(text)
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
        (into / f"{name}.md").write_text(text + "\n", encoding="utf-8")

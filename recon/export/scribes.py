"""Several processes make unit workbooks side by side; the files do not depend on how many."""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Self

from recon import children
from recon.export import names
from recon.export.kinds import BY_CODE
from recon.export.scribing import Job, Made, Matter, perform
from recon.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    from recon.export.view import View

    Progress = Callable[[int, int, str], object]

FEW = 5_000
"""Rows below which a second process does not pay for its start."""
_MOST = 3
_BATCH = 8
"""Jobs handed out at a time: a tenth of a second's work."""
_OPTIONS = ("-P", "-X", "utf8", "-W", "ignore", "-m", "recon.export.scribe")


class Scribes:
    """Processes that write beside this one; they start at once, so that they are ready when the judgement is.

    Args:
        count: how many; with none this process makes everything itself.
    """

    def __init__(self, count: int = 0) -> None:
        self._processes = [_started() for _ in range(count)]

    @classmethod
    def for_rows(cls, rows: int, threads: int = 0) -> Self:
        """Return as many as a run of so many rows is worth, this process counted among ``threads``."""
        processors = threads or len(getattr(os, "sched_getaffinity", _processors)(0))
        return cls(min(processors - 1, _MOST) if rows >= FEW else 0)

    def __enter__(self) -> Self:
        """Return the scribes."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process."""
        self.close()

    def close(self) -> None:
        """End every process; a second time does nothing."""
        processes, self._processes = self._processes, []
        for process in processes:
            children.end(process)

    def write(
        self,
        kinds: Sequence[str],
        view: View,
        folder: Path,
        progress: Progress | None = None,
        meanwhile: Callable[[], object] = lambda: None,
    ) -> list[Path]:
        """Write the documents of these kinds for every unit into ``folder/<kind>``, and return their paths.

        The names and bytes are those that one process would have given them. ``meanwhile`` is done in this process as
        soon as the others are at work.

        Raises:
            OSError: the folder cannot be written; the processes are ended.
        """
        for kind in kinds:
            (folder / kind).mkdir()
        chosen = [(kind, unit) for kind in kinds for unit in BY_CODE[kind].chosen(view, ())]
        jobs = [Job(number, kind, unit) for number, (kind, unit) in enumerate(chosen)]
        desk = _Desk(view, jobs, folder, progress)
        try:
            with Scratch("export-") as room:
                desk.share(self._processes, room, meanwhile)
        except BaseException:
            self.close()  # end the processes first: they must not write into a folder that is being removed
            raise
        return _named(jobs, desk.made)


class _Desk:
    """The jobs of one writing: whoever is free takes the next ones."""

    def __init__(self, view: View, jobs: Sequence[Job], folder: Path, progress: Progress | None) -> None:
        self.made: dict[int, list[Made]] = {}
        self._view, self._folder, self._progress, self._count = view, folder, progress, len(jobs)
        # A unit's documents are of the same rows, so they are made one after the other.
        ordered = sorted(jobs, key=lambda job: (job.unit, job.number))
        self._waiting = deque(ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH))
        self._failed: list[BaseException] = []

    def share(
        self, processes: Sequence[subprocess.Popen[bytes]], room: Path, meanwhile: Callable[[], object]
    ) -> None:
        """Work through all jobs together with other processes."""
        matter = Matter.of(self._view, room) if processes else None
        threads = [
            threading.Thread(target=self._hand_out, args=(one, matter), daemon=True) for one in processes
        ]
        for thread in threads:
            thread.start()
        meanwhile()
        self._work()
        for thread in threads:
            thread.join()
        self._work()  # jobs given back by processes that died

    def _work(self) -> None:
        while (jobs := self._next()) is not None:
            self._take(perform(self._view, jobs, self._folder))
        if self._failed:
            raise self._failed[0]

    def _next(self) -> list[Job] | None:
        with contextlib.suppress(IndexError):
            return None if self._failed else self._waiting.popleft()
        return None

    def _take(self, made: dict[int, list[Made]]) -> None:
        self.made |= made
        if self._progress:
            self._progress(len(self.made), self._count, "")

    def _hand_out(self, process: subprocess.Popen[bytes], matter: Matter | None) -> None:
        """Keep one process busy; the jobs of one that died go back."""
        jobs: list[Job] | None = None
        try:
            _send(process, (matter, self._folder))
            while (jobs := self._next()) is not None:
                _send(process, jobs)
                answer: Any = pickle.load(process.stdout)  # type: ignore[arg-type]  # noqa: S301 -- our own child
                if isinstance(answer, BaseException):
                    self._failed.append(answer)
                    return
                self.made |= answer
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):  # the process died, or was ended
            if jobs:
                self._waiting.append(jobs)
        except Exception as error:  # noqa: BLE001 -- raised where the work is asked for
            self._failed.append(error)


def _send(process: subprocess.Popen[bytes], message: object) -> None:
    assert process.stdin is not None
    pickle.dump(message, process.stdin)
    process.stdin.flush()


def _named(jobs: Sequence[Job], made: dict[int, list[Made]]) -> list[Path]:
    """Give the documents their names, in the order of the jobs: of two that are alike the second is numbered."""
    taken: dict[str, set[str]] = {}
    paths = []
    for job in jobs:
        for name, path in made[job.number]:
            goal = path.with_name(names.unique(name, taken.setdefault(job.kind, set())))
            paths.append(path.rename(goal))
    return paths


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
        [sys.executable, *_OPTIONS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=children.environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _processors(_: int) -> range:
    return range(os.cpu_count() or 1)

"""One child process seen from the parent: asked, waited for, killed when it takes too long, started anew."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from functools import partial
from typing import IO, TYPE_CHECKING

from recon import children
from recon.errors import REASONS, ReconError, quoted
from recon.intake import wire
from recon.intake.guard import TOO_MUCH
from recon.intake.job import Answer
from recon.intake.refusal import RefusedError
from recon.words import Text

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from recon.intake.job import Job

_START_SECONDS = 60.0
"""A loaded office PC with a virus scanner may need long to start Python."""
_NO_START = Text(
    "读取文件的子进程无法启动。请重新安装本软件，或检查杀毒软件是否拦截。",
    "the process that reads files cannot be started. Install the program again, or ask the virus scanner.",
)
_REFUSED = Text(
    "系统不让读取文件的子进程启动（{why}）。请关闭其他程序后再运行；仍然不行时，检查杀毒软件是否拦截，或重新安装本软件。",
    "the system does not let the process start that reads files ({why}). Close other programs and run again; if that "
    "does not help, ask the virus scanner, or install the program again.",
)
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError)
"""What comes of a pipe that is broken, or of an answer that is none."""
_OPTIONS = ("-P", "-X", "utf8", "-W", "ignore", "-m", "recon.intake.child")


class Worker:
    """A child that reads files. Not thread-safe: one job at a time."""

    def __init__(self, memory_bytes: int) -> None:
        self._memory = memory_bytes
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False
        self._last_words: IO[bytes] | None = None
        self._starting = threading.Lock()
        self._ended = False
        self._greeted = False

    def ask(self, job: Job) -> Answer:
        """Have one file read. Always answers: what the child dies of is a refusal with the reason.

        The reasons are ``timeout``, ``memory`` and ``crash`` of FI01.

        Raises:
            ReconError: no child can be started at all: the installation is broken, not the file.
            RuntimeError: the worker was ended by another thread.
        """
        try:
            reply = self._exchange(job)
            if reply is not None:
                if reply.reason == "memory":
                    self.stop()  # memory it still holds would count against the next file
                return reply
        except _NONSENSE:
            pass  # an answer that makes no sense: treat the child as dead
        reason = self._cause_of_death()
        self.stop()
        reply = Answer()
        reply.refuse(RefusedError("FI01", reason, seconds=f"{job.bounds.seconds:g}"))
        return reply

    def begin(self) -> None:
        """Start the child before there is a file for it; nobody waits for it to be ready.

        Raises:
            ReconError: the system refuses to start it, for want of memory or because a virus scanner forbids it.
        """
        with self._starting:
            if self._process is None and not self._ended:
                self._process, self._greeted = self._started(), False

    def end(self) -> None:
        """End the child for good, though another thread may be about to start one."""
        with self._starting:
            self._ended = True
        self.stop()

    def stop(self) -> None:
        """End the child, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        children.end(process, self._last_words)
        self._last_words = None

    def _exchange(self, job: Job) -> Answer | None:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        wire.send(process.stdin, job.plain())
        with self._patience(process, job.bounds.seconds):
            return _answer(process.stdout)

    def _patience(self, process: subprocess.Popen[bytes], seconds: float) -> AbstractContextManager[None]:
        """Wait no longer than this for the child, and remember that it was late."""
        self._late = False
        return children.patience(seconds, partial(self._expire, process))

    def _expire(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        process.kill()

    def _running(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is not None and process.poll() is not None:
            self.stop()
            process = None
        if process is None:
            self.begin()
            process = self._process
        if process is None:
            raise RuntimeError("closed")
        if not self._greeted:
            self._greet(process)
        return process

    def _greet(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until a new child says that it is ready."""
        assert process.stdout is not None
        with self._patience(process, _START_SECONDS):
            ready = wire.receive(process.stdout)
        if ready is None:
            self.stop()
            raise ReconError(reason=_NO_START)
        self._greeted = True

    def _started(self) -> subprocess.Popen[bytes]:
        """Start a child. What the system refuses here it refuses to every file: it is nothing against one of them."""
        try:
            return self._child()
        except OSError as error:
            if self._last_words is not None:
                self._last_words.close()
            why = REASONS.get(error.errno or 0) or quoted(error)
            raise ReconError(reason=_REFUSED.filled(why=why)) from None

    def _child(self) -> subprocess.Popen[bytes]:
        self._last_words = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by stop()
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            [sys.executable, *_OPTIONS, str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._last_words,
            env=children.environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _cause_of_death(self) -> str:
        if self._late:
            return "timeout"
        if self._process is not None and self._last_words is not None:
            self._process.kill()
            if self._process.wait() == TOO_MUCH:
                return "memory"
            self._last_words.seek(0)
            words = self._last_words.read(1 << 20)
            if b"memory allocation" in words or b"MemoryError" in words or b"bad_alloc" in words:
                return "memory"
        return "crash"


def _answer(pipe: IO[bytes]) -> Answer | None:
    """Read an answer and its rows; None when the child is gone before the end."""
    head = wire.receive(pipe)
    if head is None:
        return None
    answer = Answer.of(head)
    for _ in range(int(head["pieces"])):
        piece = wire.receive(pipe)
        if piece is None:
            return None
        answer.take(piece)
    return answer

"""Redacting in a process of its own: what a stranger sent may be built to take any time and any memory.

The parent never opens an original. It hands over bytes and gets bytes back; a child that is late, out of memory or dead
means that the file cannot be looked into (:func:`recon.workspace.redact.unopened` says what becomes of it).
"""

from __future__ import annotations

import pickle
import struct
import subprocess
import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Self

from recon import children
from recon.errors import ReconError
from recon.words import Text
from recon.workspace.redact import unopened

if TYPE_CHECKING:
    from types import TracebackType

    from recon.workspace.redact import Person

SIZE = struct.Struct(">Q")
READY, SAME, CHANGED, GONE, CLOSED = b"?", b"=", b"+", b"-", b"!"
"""What a child says of itself, and then of each file; after a change come its bytes."""
_START_SECONDS = 60.0
"""A loaded office PC with a virus scanner may need long to start Python."""
_NO_START = Text(
    "清除个人信息的子进程无法启动，尚未清除任何内容。请重新安装本软件，或检查杀毒软件是否拦截。",
    "The process that takes people out of files cannot be started; nothing was taken out yet. Install the program "
    "again, or ask the virus scanner.",
)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one file may take (seconds), and how much memory (bytes, where the system can bound it)."""

    seconds: float
    memory: int


ROSTER, EXTRACT = Patience(30.0, 2 << 30), Patience(600.0, 8 << 30)
"""A file that came in, and one the office took from its own system."""


class Aside:
    """A child that takes one person, or several, out of files; started when first needed, and anew when it died."""

    def __init__(self, whom: Person, roster: Patience = ROSTER, extract: Patience = EXTRACT) -> None:
        self._whom = whom
        self._roster, self._extract = roster, extract
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the child; it is not started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self._stop()

    def redact(self, data: bytes, file: str = "") -> bytes | None:
        """Return a file's bytes without the person, as :func:`recon.workspace.redact.redact` does.

        Args:
            data: the file.
            file: what findings call it; empty for an extract or a register.

        Raises:
            ReconError: no child can be started: the installation is broken, not the file.
        """
        self._process = self._process or self._started()
        patience = self._roster if file else self._extract
        try:
            request = pickle.dumps((file, patience.memory, data))
            said, after = _exchange(self._process, request, patience.seconds)
        except (OSError, EOFError):
            self._stop()
            said, after = CLOSED, b""
        if said == CLOSED:
            return unopened(data, self._whom, file)
        return {SAME: data, GONE: None}.get(said, after)

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-W", "ignore", "-m", "recon.workspace.redact.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback may quote a cell
            env=children.environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with children.patience(_START_SECONDS, process.kill):
                send(process.stdin, pickle.dumps(self._whom))
                receive(process.stdout, 1)
        except (OSError, EOFError):
            children.end(process)
            raise ReconError(reason=_NO_START) from None
        return process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            children.end(process)


def _exchange(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> tuple[bytes, bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    with children.patience(seconds, process.kill):
        send(process.stdin, request)
        return receive(process.stdout, 1), receive(process.stdout)


def send(pipe: IO[bytes], data: bytes) -> None:
    """Write bytes behind their length, and flush."""
    pipe.write(SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes], size: int = -1) -> bytes:
    """Read so many bytes, or as many as are announced.

    Raises:
        EOFError: the other side is gone.
    """
    if size < 0:
        (size,) = SIZE.unpack(receive(pipe, SIZE.size))
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data

"""A password on its way to the worker: never in the job table or the log, and whole in no single place.

The job carries a random key, a private file carries the password under it; one without the other says nothing,
and the file goes when the job is done.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from recon import disk
from recon.errors import WorkspaceError
from recon.words import Text
from recon.workspace import durable

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace import Workspace

FOLDER = "sealed"
LONGEST = 255
"""Bytes of a password; Excel takes no more characters."""
_A_MOMENT = 60.0
"""Seconds between a password that is left and its job: a file so young may belong to one that is not there yet."""
_GONE = Text(
    "打开密码已失效，请重新发起导出", "the open password is no longer there; ask for the files again"
)
_LONG = Text("密码太长", "the password is too long")


def leave(workspace: Workspace, password: str) -> str:
    """Leave a password for a job; return the key to put into its payload, empty without a password.

    Raises:
        WorkspaceError: the password is longer than Excel takes.
    """
    if not password:
        return ""
    data = password.encode()
    if len(data) > LONGEST:
        raise WorkspaceError(path=workspace.path, reason=_LONG)
    disk.private_folder(workspace.path / FOLDER)
    sweep(workspace)
    key = secrets.token_hex(32)
    # Its length is hidden too: every file has the same size.
    durable.write(_path(workspace, key), _under(key, bytes([len(data)]) + data.ljust(LONGEST, b"\0")))
    return key


def take(workspace: Workspace, key: str) -> str:
    """Return the password a job's key stands for, empty without a key; it stays until it is dropped.

    Raises:
        WorkspaceError: it is no longer there.
    """
    if not key:
        return ""
    try:
        data = _under(key, _path(workspace, key).read_bytes())
    except OSError:
        raise WorkspaceError(path=workspace.path, reason=_GONE) from None
    return data[1 : 1 + data[0]].decode()


def drop(workspace: Workspace, key: str) -> None:
    """Forget a password."""
    if key:
        _path(workspace, key).unlink(missing_ok=True)


def sweep(workspace: Workspace) -> None:
    """Forget the passwords of jobs that are over: cancelled before anybody took them, or given up with their worker."""
    keys = [str(job.payload.get("sealed", "")) for job in workspace.jobs.open()]
    held = {_path(workspace, key) for key in keys}
    for path in (workspace.path / FOLDER).glob("*"):
        with suppress(FileNotFoundError):  # its job has just ended
            if path not in held and time.time() - path.stat().st_mtime > _A_MOMENT:
                path.unlink()


def _path(workspace: Workspace, key: str) -> Path:
    return workspace.path / FOLDER / hashlib.sha256(key.encode()).hexdigest()[:32]


def _under(key: str, data: bytes) -> bytes:
    """Put data under a key that is used once, or take it from under it."""
    pad = hashlib.shake_256(key.encode()).digest(len(data))
    return bytes(one ^ other for one, other in zip(data, pad, strict=True))

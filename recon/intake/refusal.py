"""Why a file cannot be read: a code and harmless values, never a cell's content."""

from __future__ import annotations

import errno
from typing import TypeGuard


class RefusedError(Exception):
    """The file cannot be read; ``rule`` and ``reason`` choose the sentence (``verdicts``)."""

    def __init__(self, rule: str, reason: str, **details: object) -> None:
        self.rule = rule
        self.details = {"reason": reason, **{key: str(value) for key, value in details.items()}}
        super().__init__(f"{rule} {reason}")


FULL = "full"
"""The reason where this machine has no room for what was read: no file is to blame, and the run cannot go on."""


def is_full(error: BaseException) -> TypeGuard[OSError]:
    """Tell whether a disk is full, or what one may use of it, or takes no file as large as that."""
    return isinstance(error, OSError) and error.errno in {
        errno.ENOSPC,
        errno.EFBIG,
        getattr(errno, "EDQUOT", errno.ENOSPC),
    }

"""Frames between parent and child: eight bytes of length, then JSON.

JSON and not pickle: a child whose memory a broken file has trampled on must not make the parent run anything.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
LARGEST = 2 << 30
"""A longer frame is taken as nonsense."""


def send(stream: IO[bytes], message: dict[str, Any]) -> None:
    """Write one message and flush."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read one message; None when the other side is gone.

    Lone surrogates (half a rare character, as some writers leave) become U+FFFD: Arrow cannot hold them.

    Raises:
        ValueError: what came is no message.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST:
        raise ValueError(length)
    body = stream.read(length)
    if len(body) < length:
        return None
    message = json.loads(body.decode("utf-8", "replace"))
    if not isinstance(message, dict):
        raise TypeError(type(message).__name__)
    return message

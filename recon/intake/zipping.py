"""Zip archives without trust: overlaps, false sizes and bombs are refused on real bytes, never on declared ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO

    from recon.intake.job import Bounds

_CHUNK = 1 << 18
_HEADER = 30
"""Bytes of a local header before its name."""
_ENTRY, _ENTRY_SIZE = b"PK\x01\x02", 46
"""How an entry of the directory begins, and its bytes before the name (APPNOTE 4.3.12)."""
_LOCAL = b"PK\x03\x04"
_UTF8 = 0x08
"""In the flags' second byte: the name is UTF-8."""
SMALL = 1 << 20
"""Below a megabyte a high ratio is harmless (a thousand equal rows do it)."""


def opened(path: Path) -> zipfile.ZipFile:
    """Open an archive for reading, also one that calls a name UTF-8 which is none.

    Raises:
        zipfile.BadZipFile: it is none, or broken.
    """
    try:
        return zipfile.ZipFile(path)
    except UnicodeDecodeError:
        return zipfile.ZipFile(_Unflagged(path))


class _Unflagged(io.FileIO):
    """An archive that no longer says of its names that they are UTF-8: each is what its bytes are (``member_name``)."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = bytearray(super().read(-1 if size is None else size) or b"")
        at = 0
        while data[at : at + 4] == _ENTRY and at + _ENTRY_SIZE <= len(data):
            data[at + 9] &= ~_UTF8
            at += _ENTRY_SIZE + sum(struct.unpack_from("<HHH", data, at + 28))
        if len(data) == _HEADER and data.startswith(_LOCAL):
            data[7] &= ~_UTF8
        return bytes(data)


def check_layout(archive: zipfile.ZipFile, bounds: Bounds) -> None:
    """Refuse too many members and members that share bytes (the quine and overlap bombs).

    Raises:
        RefusedError: FI06.
    """
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    if len(infos) > bounds.members:
        raise RefusedError("FI06", "members", count=len(infos), limit=bounds.members)
    end = 0
    for info in infos:
        if info.header_offset < end:
            raise RefusedError("FI06", "overlap")
        end = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size


def inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo, bounds: Bounds, before: int = 0) -> bytes:
    """Return a member's bytes. See :func:`copy` for the limits."""
    room = io.BytesIO()
    copy(archive, info, room, bounds, before)
    return room.getvalue()


def copy(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    into: IO[bytes],
    bounds: Bounds,
    before: int = 0,
    password: bytes | None = None,
) -> int:
    """Inflate a member into a stream, counting; return its size.

    Args:
        archive: the open archive.
        info: the member.
        into: where its bytes go.
        bounds: ``total_bytes`` over all members, ``ratio`` of inflated to stored bytes.
        before: bytes inflated of earlier members.
        password: for an encrypted member.

    Raises:
        RefusedError: FI06 over a limit; FI01 the member is broken.
    """
    size, most = 0, max(SMALL, info.compress_size * bounds.ratio)
    try:
        with archive.open(info, pwd=password) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise RefusedError("FI06", "ratio", limit=bounds.ratio)
                if before + size > bounds.total_bytes:
                    raise RefusedError("FI06", "total", limit=bounds.total_bytes)
                into.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise RefusedError("FI01", "broken-zip") from None
    return size

"""Zip archives, with names as Chinese Windows writes them."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake.containers.laying import Layer
from recon.intake.refusal import RefusedError
from recon.intake.zipping import check_layout, copy, opened

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job

_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_UNICODE_PATH, _AES = 0x7075, 99


def read(job: Job, reply: Answer) -> None:
    """Lay down every file of the archive.

    Raises:
        RefusedError: FI06 over the limits, FI01 broken.
    """
    layer = Layer(job, reply)
    try:
        with opened(Path(job.path)) as archive:
            check_layout(archive, job.bounds)
            for info in archive.infolist():
                if not info.is_dir():
                    _lay(archive, info, layer, job.password)
    except zipfile.BadZipFile:
        raise RefusedError("FI01", "broken-zip") from None
    if not layer.members:
        raise RefusedError("FI01", "empty-archive")


def _lay(archive: zipfile.ZipFile, info: zipfile.ZipInfo, layer: Layer, password: str) -> None:
    name = member_name(info)
    try:
        _refuse_link(info)
        _refuse_locked(info, password)
        with layer.path().open("wb") as into:
            size = copy(archive, info, into, layer.bounds, layer.total, password.encode() or None)
    except RefusedError as error:
        if error.details["reason"] == "total":
            raise
        layer.refuse(name, info.file_size, error)
    except RuntimeError:  # zipfile's word for a wrong password
        layer.refuse(name, info.file_size, RefusedError("FI02", "zip"))
    else:
        layer.count(size)
        layer.add(name, size)


def _refuse_link(info: zipfile.ZipInfo) -> None:
    """Refuse a link as Unix archives them: its content is a path on the machine that packed it."""
    if stat.S_ISLNK(info.external_attr >> 16):
        raise RefusedError("FI01", "link")


def _refuse_locked(info: zipfile.ZipInfo, password: str) -> None:
    if info.compress_type == _AES:
        raise RefusedError("FI02", "zip-aes")
    if info.flag_bits & _ENCRYPTED and not password:
        raise RefusedError("FI02", "zip")


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name: UTF-8 where it says so, else UTF-8 or GB18030, whichever the bytes are.

    Windows' own archiver writes names in the system's code page and says nothing; zipfile then takes them for cp437.
    """
    if info.flag_bits & _UTF8_NAME:
        return info.orig_filename
    if name := _unicode_path(info.extra):
        return name
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030", "cp950"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _unicode_path(extra: bytes) -> str:
    """Return the name in Info-ZIP's extra field, if there is one."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""

"""Outlook mails (msg), read with olefile ([MS-OXMSG]); mails attached to a mail are opened in place."""

from __future__ import annotations

import contextlib
import email
import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from recon.intake.containers.bodies import Body, lay_bodies
from recon.intake.containers.laying import Layer
from recon.intake.containers.mail import in_shanghai, received_at, sender
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from olefile import OleFileIO

    from recon.intake.job import Answer, Job

_ATTACHMENT, _EMBEDDED, _DATA = "__attach_version1.0_", "__substg1.0_3701000D", "37010102"
_NAMES = ("3707", "3704", "3001")
"""Long name, short name, display name."""
_DELIVERED = 0x0E060040
_HTML, _TEXT, _CODE_PAGE = "1013", "1000", 0x3FDE0003
_CHARSETS = {936: "gb18030", 54936: "gb18030", 950: "cp950", 65001: "utf-8", 20127: "ascii"}
_HEADERS, _ADDRESSES = "007D", ("5D01", "0C1F")
_HEAD, _INNER_HEAD = 32, 24
"""Bytes before the first property, of a mail and of one attached to it ([MS-OXMSG] 2.4.1)."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read(job: Job, reply: Answer) -> None:
    """Lay down the attachments.

    Raises:
        RefusedError: FI06 over the limits, FI01 nothing is attached.
    """
    import olefile

    layer = Layer(job, reply)
    with olefile.OleFileIO(job.path) as container:
        reply.received_at, reply.sender = _when_and_who(container)
        for prefix, before in [([], ""), *_lay_all(container, [], "", layer)]:
            lay_bodies(list(_bodies(container, prefix)), layer, reply, before)
    if not layer.members:
        raise RefusedError("FI01", "no-attachment")


def _lay_all(
    container: OleFileIO, prefix: list[str], before: str, layer: Layer
) -> list[tuple[list[str], str]]:
    """Lay down the attachments; return where the mails among them stand, and what their members are called by."""
    depth, mails = len(prefix), []
    entries = {
        tuple(path[: depth + 1])
        for path in container.listdir()
        if path[:depth] == prefix and len(path) > depth
    }
    for entry in sorted(entries):
        if not entry[-1].startswith(_ATTACHMENT):
            continue
        here = list(entry)
        name = next(filter(None, (_string(container, here, code) for code in _NAMES)), "attachment")
        if container.exists([*here, f"__substg1.0_{_DATA}"]):
            layer.lay(before + name, container.openstream([*here, f"__substg1.0_{_DATA}"]).read())
        elif container.exists([*here, _EMBEDDED]):
            mail = ([*here, _EMBEDDED], f"{before}{name.replace('/', '_')}.msg/")
            mails += [mail, *_lay_all(container, *mail, layer)]
    return mails


def _bodies(container: OleFileIO, prefix: list[str]) -> Iterator[Body]:
    """Yield a mail's own text; one that is kept as RTF alone is not at hand."""
    charset = _CHARSETS.get(_property(container, _CODE_PAGE, prefix), "")
    for code, html in ((_HTML, True), (_TEXT, False)):
        for kind, encoding in (("0102", ""), ("001F", "utf-16-le"), ("001E", "gb18030")):
            path = [*prefix, f"__substg1.0_{code}{kind}"]
            if container.exists(path):
                yield Body(container.openstream(path).read(), encoding or charset, html=html)
                break


def _property(container: OleFileIO, wanted: int, prefix: Sequence[str] = ()) -> int:
    """Return a property of four or eight bytes that a mail itself has; 0 where it has none."""
    path = [*prefix, "__properties_version1.0"]
    data = container.openstream(path).read() if container.exists(path) else b""
    for at in range(_INNER_HEAD if prefix else _HEAD, len(data) - 15, 16):
        tag, _, value = struct.unpack_from("<IIQ", data, at)
        if tag == wanted:
            return int(value)
    return 0


def _string(container: OleFileIO, prefix: list[str], code: str) -> str:
    """Return a text property: UTF-16, else in the sender's code page, here always Chinese."""
    for kind, encoding in (("001F", "utf-16-le"), ("001E", "gb18030")):
        path = [*prefix, f"__substg1.0_{code}{kind}"]
        if container.exists(path):
            return str(container.openstream(path).read().decode(encoding, "replace")).rstrip("\x00")
    return ""


def _when_and_who(container: OleFileIO) -> tuple[str, str]:
    headers = email.message_from_string(_string(container, [], _HEADERS))
    addresses = (_string(container, [], code) for code in _ADDRESSES)
    who = next((address for address in addresses if "@" in address), "") or sender(headers)
    return received_at(headers) or _delivered(container), who


def _delivered(container: OleFileIO) -> str:
    """Return the delivery time that the mail server noted, where the headers were not kept."""
    with contextlib.suppress(OverflowError):
        if ticks := _property(container, _DELIVERED):
            return in_shanghai(_EPOCH + timedelta(microseconds=ticks // 10))
    return ""

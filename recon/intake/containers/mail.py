"""Mails (eml) and mailboxes (mbox): attachments are members, the topmost Received header says when it came.

The mail's own text is a member too where it holds a table of students (:mod:`recon.intake.containers.bodies`).
"""

from __future__ import annotations

import contextlib
import email
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake import mime
from recon.intake.containers.bodies import Body, lay_bodies
from recon.intake.containers.laying import Layer
from recon.intake.naming import shortened
from recon.intake.readers.decode import BEFORE, canonical
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message

    from recon.intake.job import Answer, Job

_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]*\r?\n")
_FIRST_YEAR, _NO_YEAR = 1990, 2100
_TABLES = frozenset({"text/csv", "text/tab-separated-values"})
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(job: Job, reply: Answer) -> None:
    """Lay down the attachments of a mail, or the mails of a mailbox.

    Raises:
        RefusedError: FI06 over the limits, FI01 nothing is attached.
    """
    layer = Layer(job, reply)
    data = Path(job.path).read_bytes().lstrip(BEFORE)
    if reply.kind == "mbox":
        for number, mail in enumerate(mails(data), 1):
            layer.lay(f"{number:04}.eml", mail)
    else:
        message = email.message_from_bytes(data)
        reply.received_at, reply.sender = received_at(message), sender(message)
        if mime.is_cut(message):
            reply.tell("FI12", "cut")
        if broken := [_called(part) for part in _leaves(message) if mime.is_broken(part)]:
            reply.tell("FI12", "broken-code", count=len(broken), name=broken[0])
        for part in _leaves(message):
            _lay(part, layer)
        lay_bodies([body for part in _leaves(message) if (body := _body(part))], layer, reply)
    if not layer.members:
        raise RefusedError("FI01", "no-attachment")


def mails(data: bytes) -> Iterator[bytes]:
    """Split a mailbox at its ``From `` lines, those that follow an empty line."""
    starts = list(_FROM_LINE.finditer(data))
    ends = [start.start() for start in starts[1:]] + [len(data)]
    for start, end in zip(starts, ends, strict=True):
        yield _QUOTED_FROM.sub(rb"\1", data[start.end() : end])


def received_at(message: Message) -> str:
    """Return when the last server took the mail, ISO in Shanghai time; empty when no header says so.

    The ``Date`` header is the sender's own clock and counts for nothing.
    """
    for header in message.get_all("Received", []):
        with contextlib.suppress(ValueError, OverflowError):
            moment = parsedate_to_datetime(str(header).rpartition(";")[2].strip())
            if moment.tzinfo is not None and (said := in_shanghai(moment)):
                return said
    return ""


def in_shanghai(moment: datetime) -> str:
    """Return a time as ISO in Shanghai; empty for a year before mails: so a program writes that it knows none."""
    from recon.campaign.clock import SHANGHAI

    known = _FIRST_YEAR <= moment.year < _NO_YEAR
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds") if known else ""


def sender(message: Message) -> str:
    """Return the address the mail says it is from."""
    return parseaddr(words(str(message.get("From", ""))))[1]


def words(header: str) -> str:
    """Decode a header: encoded words, and raw bytes as careless programs write them."""
    try:
        pieces = decode_header(header)
    except (HeaderParseError, ValueError):
        return header
    return "".join(_text(piece, charset) for piece, charset in pieces)


def _text(piece: bytes | str, charset: str | None) -> str:
    raw = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    for encoding in (canonical(charset or "utf-8"), "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something; a mail inside a mail stays whole."""
    if message.is_multipart() and message.get_content_type() != "message/rfc822":
        for part in message.get_payload():
            if not isinstance(part, str):
                yield from _leaves(part)
    else:
        yield message


def _called(part: Message) -> str:
    return shortened(file_name(part), 160, 20) or part.get_content_type()


def _lay(part: Message, layer: Layer) -> None:
    name, disposition = file_name(part), part.get_content_disposition()
    if part.get_content_type() == "message/rfc822":
        if data := mime.mail(part):
            subject = words(str(email.message_from_bytes(data).get("Subject", ""))).replace("/", "_").strip()
            layer.lay(name or f"{subject or 'mail'}.eml", data)
    elif name or disposition == "attachment" or _is_file(part):
        data = mime.content(part)
        if part.get_content_maintype() == "image" and part.get("Content-ID") and disposition != "attachment":
            layer.ignore(name or "picture", len(data), "inline-picture")
        else:
            layer.lay(name or "attachment", data)


def _body(part: Message) -> Body | None:
    """Return what a part says, where it is the mail's own text."""
    kind = part.get_content_type()
    if (
        kind not in {"text/html", "text/plain"}
        or file_name(part)
        or part.get_content_disposition() == "attachment"
    ):
        return None
    return Body(mime.content(part), part.get_content_charset() or "", html=kind == "text/html")


def _is_file(part: Message) -> bool:
    """Tell a file by its type alone: some programs attach one without a name and without saying that they do."""
    return part.get_content_maintype() == "application" or part.get_content_type() in _TABLES


def file_name(part: Message) -> str:
    """Return an attachment's name, however its writer encoded it; empty when it has none."""
    for parameter, header in (("filename", "Content-Disposition"), ("name", "Content-Type")):
        value = _bare(part, parameter, header) or part.get_param(parameter, None, header)
        if isinstance(value, tuple):  # RFC 2231: charset, language, bytes as Latin-1
            return _text(value[2].encode("latin-1", "replace"), value[0])
        if value:
            return re.sub(r"[\r\n\t]+", "", words(str(value)))
    return ""


def _bare(part: Message, parameter: str, header: str) -> str:
    """Return a name that stands in the header as bare 8-bit bytes: the library would show question marks."""
    raw = next((str(value) for name, value in part.raw_items() if name.lower() == header.lower()), "")
    found = re.search(rf'{parameter}\s*=\s*"?([^";]+)', raw, re.IGNORECASE)
    return found[1] if found and re.search("[\udc80-\udcff]", found[1]) else ""

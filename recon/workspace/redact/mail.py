"""Taking a person out of a mail: every attachment for itself, and the words around them."""

from __future__ import annotations

import email
import email.policy
import re
from typing import TYPE_CHECKING

from recon.workspace.redact import lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from recon.workspace.redact.person import Person

_HEADER = re.compile(rb"\A(?:[\x21-\x39\x3b-\x7e]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n")
_TYPICAL = re.compile(rb"^(?:from|received|mime-version|message-id|subject):", re.IGNORECASE | re.MULTILINE)


_FROM_LINE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))(?=From [^\r\n]*\r?\n)")
"""Where a mail of a mailbox begins."""


def is_mailbox(data: bytes) -> bool:
    """Tell whether a file is a mailbox: mails one after the other, each behind a line ``From``."""
    line, _, mail = data[:65536].partition(b"\n")
    return line.startswith(b"From ") and is_mail(mail)


def redact_mailbox(
    data: bytes, person: Person, file: str, inner: Callable[[bytes, Person, str], bytes | None]
) -> bytes:
    """Return a mailbox without the person; a mail that cannot be kept is left out, its line stays."""
    kept = []
    for number, piece in enumerate(filter(None, _FROM_LINE.split(data)), 1):
        line, end, mail = piece.partition(b"\n")
        own = mail.rstrip(b"\r\n")
        after = inner(own, person, f"{file}!/{number:04}.eml") or b""
        kept.append(line + end + (mail if after == own else after + mail[len(own) :]))
    return b"".join(kept)


def is_mail(data: bytes) -> bool:
    """Tell whether a file is a mail."""
    head = _HEADER.match(data[:65536])
    return head is not None and len(_TYPICAL.findall(head.group())) >= 2


def redact(
    data: bytes, person: Person, file: str, inner: Callable[[bytes, Person, str], bytes | None]
) -> bytes:
    """Return a mail without the person; an attachment that cannot be kept becomes empty."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    changed = False
    for part in message.walk():
        if not part.is_multipart():
            changed |= _part(part, person, file, inner)
    for name in ("Subject",):
        told = str(message.get(name, ""))
        if told and person.erase(told) != told:
            message.replace_header(name, person.erase(told))
            changed = True
    return message.as_bytes() if changed else data


def _body(text: str, person: Person, file: str, *, html: bool) -> str:
    """Return the mail's own text: of a table whole rows go, so that the others can still be read."""
    if html:
        text, listed = lines.without_rows(text, person), frozenset[int]()
    else:
        listed = person.at(f"{file}!/body.txt", "")
    kept = []
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        row = number in listed or ("\t" in line and person.marks(line))
        kept.append(line[len(line.rstrip("\r\n")) :] if row else person.erase(line))
    return "".join(kept)


def _part(
    part: EmailMessage, person: Person, file: str, inner: Callable[[bytes, Person, str], bytes | None]
) -> bool:
    """Rewrite one part if the person is in it; tell whether."""
    name = part.get_filename() or ""
    if part.get_content_maintype() == "text" and not name:
        text = part.get_content()
        kept = _body(text, person, file, html=part.get_content_subtype() == "html")
        if kept == text:
            return False
        part.set_content(kept, subtype=part.get_content_subtype())
        return True
    data = part.get_payload(decode=True) or b""
    assert isinstance(data, bytes)
    after = inner(data, person, f"{file}!/{name}")
    if after == data and person.erase(name) == name:
        return False
    kind, _, sub = part.get_content_type().partition("/")
    part.set_content(after or b"", maintype=kind, subtype=sub, filename=person.erase(name) or None)
    return True

"""Taking a person out of a mail: every attachment for itself, and the words around them."""

from __future__ import annotations

import contextlib
import email
import email.policy
import re
from typing import TYPE_CHECKING

from recon.workspace.redact import markup
from recon.workspace.redact.remains import remains

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import EmailMessage

    from recon.workspace.redact.person import Person

_HEADER = re.compile(rb"\A(?:[\x21-\x39\x3b-\x7e]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n")
_TYPICAL = re.compile(
    rb"^(?:from|to|received|mime-version|message-id|subject|content-type):", re.IGNORECASE | re.MULTILINE
)
"""A page saved as a single file has a mail's head too, and goes to nobody."""


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
        if part.is_multipart():
            changed |= _around(part, person)
        else:
            changed |= _part(part, person, file, inner)
        changed |= _headers(part, person)
    return message.as_bytes() if changed else data


def _headers(part: EmailMessage, person: Person) -> bool:
    """Take the person out of what the head says (subject, thread, sender); tell whether."""
    said = {name.lower(): [str(value) for value in part.get_all(name, [])] for name in part.keys()}  # noqa: SIM118
    changed = False
    for name, values in said.items():
        kept = [person.erase(value) for value in values]
        if kept != values:
            changed = True
            del part[name]
            for value in kept:
                with contextlib.suppress(ValueError):  # a second subject, which nobody shows
                    part[name] = " ".join(value.split())
    return changed


def _around(part: EmailMessage, person: Person) -> bool:
    """Take out what stands before the first and after the last piece, where no program shows it."""
    changed = False
    for name in ("preamble", "epilogue"):
        said = getattr(part, name) or ""
        if person.erase(said) != said:
            setattr(part, name, None)
            changed = True
    return changed


def _body(text: str, person: Person, file: str, *, html: bool) -> str:
    """Return the mail's own text: of a table whole rows go, so that the others can still be read.

    None of it stays where a row of the person's cannot be found, or a number is still there, spelled as a page may.
    """
    if html:
        told = len(person.places.get(f"{file}!/body.html", ()) or person.places.get(file, ()))
        rows, listed = markup.without_rows(text, person, told), frozenset[int]()
    else:
        rows, listed = text, person.at(f"{file}!/body.txt", "")
    kept = []
    for number, line in enumerate((rows or "").splitlines(keepends=True), 1):
        row = number in listed or ("\t" in line and person.marks(line))
        kept.append(line[len(line.rstrip("\r\n")) :] if row else person.erase(line))
    said = "".join(kept)
    return "" if remains(said.encode("utf-8", "replace"), person) else said


def _part(
    part: EmailMessage, person: Person, file: str, inner: Callable[[bytes, Person, str], bytes | None]
) -> bool:
    """Rewrite one part if the person is in it; tell whether."""
    name = part.get_filename() or ""
    if part.get_content_maintype() == "text" and not name and (text := _text(part)) is not None:
        kept = _body(text, person, file, html=part.get_content_subtype() == "html")
        if kept == text:
            return False
        place = part["Content-Location"]
        part.set_content(kept, subtype=part.get_content_subtype())
        if place:
            part["Content-Location"] = place  # names the sheet of a page saved as a single file
        return True
    data = part.get_payload(decode=True) or b""
    assert isinstance(data, bytes)
    after = inner(data, person, f"{file}!/{name}")
    if after == data and person.erase(name) == name:
        return False
    kind, _, sub = part.get_content_type().partition("/")
    if kind == "multipart":  # says that it has parts, and has none
        kind, sub = "application", "octet-stream"
        part.clear_content()
    part.set_content(after or b"", maintype=kind, subtype=sub, filename=person.erase(name) or None)
    return True


def _text(part: EmailMessage) -> str | None:
    """Return the text of a part; nothing where no encoding of that name is known."""
    try:
        return str(part.get_content())
    except LookupError:
        return None

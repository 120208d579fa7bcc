"""What a text is, by its words: a table, a page, a mail, XML of some kind; or bytes that are no text."""

from __future__ import annotations

import re

from recon.intake.readers import decode

_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<html[\s>]", re.IGNORECASE)
_CELL = re.compile(rb"<t[rdh]\b", re.IGNORECASE)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x19\x1b-\x1f]")
"""Bytes no text has; zeros alone are what a cut-off program leaves in one."""
_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3}")
_MAIL_WORDS = re.compile(
    rb"^(?:from|to|received|date|subject|mime-version|message-id|return-path):", re.IGNORECASE | re.MULTILINE
)
_PAGES = re.compile(rb"^content-type:\s*multipart/related", re.MULTILINE)


def text_kind(head: bytes) -> str:
    """Return the kind of a text by its beginning; see :func:`recon.intake.sniff.sniff`."""
    head = _narrow(head)
    start = head.lstrip(decode.BEFORE)
    if start.startswith(b"<"):
        return _markup_kind(start)
    if start.startswith(b"From ") and _MAIL_WORDS.search(start):
        return "mbox"
    if _MAIL.match(start) and (kind := _mail_kind(start.lower())):
        return kind
    if b"\x00" in head and _CONTROL.search(head):
        return "binary"
    if re.match(rb'[\[{]\s*["\[{\]}]', start):
        return "json"
    return "html" if _HTML.search(start[:2048]) and _CELL.search(start) else "csv"


def _narrow(head: bytes) -> bytes:
    """Return wide text as UTF-8, to look for the same words in any of them."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        order = "utf-32"
    else:
        order = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else decode.wide(head)
    return head.decode(order, "replace").encode("utf-8", "replace") if order else head


def _mail_kind(start: bytes) -> str:
    """Tell a mail from a page saved as a single file, which is written like one and goes to nobody."""
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    words = set(_MAIL_WORDS.findall(head))
    if b"mime-version:" in words and _PAGES.search(head) and b"text/html" in start:
        return "eml" if words & {b"received:", b"message-id:", b"to:"} else "mht"
    return "eml" if len(words) > 1 else ""


def _markup_kind(start: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and not _PAGE.search(start):
        return "spreadsheetml"
    if b"urn:oasis:names:tc:opendocument:xmlns:office" in start:
        return "fods"
    if re.match(rb"<(?:\?xml.*?<)?svg\b", start, re.DOTALL):
        return "picture"
    if _HTML.search(start):
        return "html"
    return "xml" if re.match(rb"<[?A-Za-z]", start) else "csv"

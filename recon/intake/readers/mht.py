"""Single-file web pages (mht), as Excel and WPS save them under the name .xls: one page per sheet."""

from __future__ import annotations

import email
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake import mime
from recon.intake.readers.html import page
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from email.message import Message

    from recon.intake.job import Answer, Job


def read(job: Job, reply: Answer) -> None:
    """Read every page that has a table.

    Raises:
        RefusedError: FI01 no page has a table, FI12 an encoding is in doubt.
    """
    message = email.message_from_bytes(Path(job.path).read_bytes())
    pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    if mime.is_cut(message):
        reply.tell("FI12", "cut")
    if broken := [_name(part) for part in pages if mime.is_broken(part)]:
        reply.tell("FI12", "broken-code", count=len(broken), name=broken[0])
    for part in pages:
        _read_page(part, job, reply)
    if not reply.grids:
        raise RefusedError("FI01", "no-table")


def _read_page(part: Message, job: Job, reply: Answer) -> None:
    whole = not any(details["reason"] == "cut" and not sheet for _, details, sheet in reply.troubles)
    try:
        grid, cut = page(mime.content(part), job.encoding, _name(part), part.get_content_charset() or "")
    except RefusedError as error:
        if error.details["reason"] != "no-table":
            raise
        return
    reply.grids.append(grid)
    if cut and whole:  # a file that breaks off is told once
        reply.tell("FI12", "cut", grid.name)


def _name(part: Message) -> str:
    return str(part.get("Content-Location", "")).rpartition("/")[2].partition(".")[0]

"""Single-file web pages (mht), as Excel and WPS save them under the name .xls: one page per sheet."""

from __future__ import annotations

import email
from pathlib import Path
from typing import TYPE_CHECKING

from recon.intake import mime
from recon.intake.readers.html import page
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from recon.intake.job import Answer, Job


def read(job: Job, reply: Answer) -> None:
    """Read every page that has a table.

    Raises:
        RefusedError: FI01 no page has a table, FI12 an encoding is in doubt.
    """
    message = email.message_from_bytes(Path(job.path).read_bytes())
    if broken_off := mime.is_cut(message):
        reply.tell("FI12", "cut")
    for part in message.walk():
        if part.get_content_type() == "text/html":
            charset = part.get_content_charset() or ""
            name = part.get("Content-Location", "").rpartition("/")[2].partition(".")[0]
            try:
                grid, cut = page(mime.content(part), job.encoding, name, charset)
                reply.grids.append(grid)
                if cut and not broken_off:
                    reply.tell("FI12", "cut", grid.name)
            except RefusedError as error:
                if error.details["reason"] != "no-table":
                    raise
    if not reply.grids:
        raise RefusedError("FI01", "no-table")

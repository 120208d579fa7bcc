"""The roster in a mail's own text: clerks paste the table where they were asked to attach the file.

It is laid down as a member, ``body.html`` or ``body.txt``; whether it counts is settled when the attachments are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recon.intake.containers.lines import as_lines, certain, listed
from recon.intake.containers.quoted import parted, parted_lines
from recon.intake.readers import decode, html
from recon.intake.refusal import RefusedError
from recon.intake.students import holds_students

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.intake.containers.laying import Layer
    from recon.intake.job import Answer

_LONGEST = 8 << 20
"""Bytes of a text that is looked through: a table of thousands of students has fewer."""
_TABLE = re.compile(rb"<\s*table", re.IGNORECASE)


class Body(NamedTuple):
    """One text of a mail as it stands there, and the encoding its head names."""

    data: bytes
    charset: str
    html: bool
    typed: bool = False
    """Its paragraphs are looked at, not its tables."""


def lay_bodies(bodies: Sequence[Body], layer: Layer, reply: Answer, before: str = "") -> None:
    """Lay down every text that holds a table of students; plain text only where no page does, then a page's lines.

    Args:
        bodies: the texts of one mail.
        layer: where members are laid down.
        reply: what is told.
        before: stands before the members' names, of a mail that is opened in place.

    Raises:
        RefusedError: FI06 over the limits.
    """
    tables = [body for body in bodies if body.html and _TABLE.search(body.data)]
    plain = [body for body in bodies if not body.html]
    typed = [body._replace(typed=True) for body in bodies if body.html]
    for each in (tables, plain, typed):
        seen = [_lay(body, layer, reply, before) for body in each]
        if any(seen):
            return


def _lay(body: Body, layer: Layer, reply: Answer, before: str) -> bool:
    """Lay down a text, or say what was left out of it; tell whether it holds students at all."""
    try:
        own, reasons = _looked_through(body)
    except (RefusedError, AssertionError, ValueError):
        own, reasons = "", ["body"]
    for reason in reasons:
        reply.tell("FI12", reason)
    if own:
        layer.lay(
            before + ("body.html" if body.html and not body.typed else "body.txt"),
            own.encode("utf-8-sig", "replace"),
            body=True,
        )
    return bool(own or reasons)


def _looked_through(body: Body) -> tuple[str, list[str]]:
    """Return a text's own part where it holds students, and why anything else of it was left out."""
    if len(body.data) > _LONGEST:
        return "", ["body"]
    text = _decoded(body)
    own, quoted = parted(text) if body.html else parted_lines(text)
    if body.html and not body.typed:
        mine = _students(own)
        own += "</html>" if quoted else ""  # a table around both may end in what is quoted
        return own if mine else "", ["quoted-table"] if _students(quoted) - mine else []
    if body.typed:
        own, quoted = as_lines(own), as_lines(quoted)
    sure, mine = certain(own), listed(own)
    told = ["plain-table"] if len(listed(sure)) < len(mine) else []
    if listed(quoted) - mine and (sure or not mine):
        told.append("quoted-table")
    return sure, told


def _decoded(body: Body) -> str:
    """Return the text; where the encoding is in doubt a character that is none stays to be seen."""
    try:
        if body.html:
            return html.decoded(body.data, charset=body.charset)
        return decode.decode_declared(body.data, body.charset)
    except RefusedError:
        return body.data.decode("gb18030", "replace")


def _students(page: str) -> set[str]:
    """Return the rows of a page that hold a number, where it has a table of students."""
    try:
        rows = html.page(page.encode("utf-8-sig", "replace"))[0].values
    except RefusedError:
        return set()
    return (
        {"|".join(row) for row in rows if re.search(r"\d{8}", "".join(row))}
        if holds_students(rows)
        else set()
    )

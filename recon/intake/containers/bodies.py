"""The roster in a mail's own text: clerks paste the table where they were asked to attach the file.

It is laid down as a member, ``body.html`` or ``body.txt``; whether it counts is settled when the attachments are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recon.intake.containers.quoted import parted, parted_lines
from recon.intake.readers import decode, delimiting, html
from recon.intake.refusal import RefusedError
from recon.intake.students import head, holds_students

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.intake.containers.laying import Layer
    from recon.intake.job import Answer

_LONGEST = 8 << 20
"""Bytes of a text that is looked through: a table of thousands of students has fewer."""
_TABLE = re.compile(rb"<\s*table", re.IGNORECASE)
_NUMBER = re.compile(r"\d{13}")
_ID = re.compile(r"\A[\s'’]*\d[\d\sXx]{6,}")
_MARKS = re.compile(r"[,;|，]")
"""What might set columns apart in a line that belongs to no table."""
_COLUMNS = 3


class Body(NamedTuple):
    """One text of a mail as it stands there, and the encoding its head names."""

    data: bytes
    charset: str
    html: bool


def lay_bodies(bodies: Sequence[Body], layer: Layer, reply: Answer, before: str = "") -> None:
    """Lay down every text that holds a table of students; plain text only where no page does.

    Args:
        bodies: the texts of one mail.
        layer: where members are laid down.
        reply: what is told.
        before: stands before the members' names, of a mail that is opened in place.

    Raises:
        RefusedError: FI06 over the limits.
    """
    seen = [_lay(body, layer, reply, before) for body in bodies if body.html]
    if any(seen):
        return
    for body in bodies:
        if not body.html:
            _lay(body, layer, reply, before)


def _lay(body: Body, layer: Layer, reply: Answer, before: str) -> bool:
    """Lay down a text, or say what was left out of it; tell whether it holds students at all."""
    if body.html and not _TABLE.search(body.data):
        return False
    try:
        own, reason = _looked_through(body)
    except (RefusedError, AssertionError, ValueError):
        own, reason = "", "body"
    if reason:
        reply.tell("FI12", reason)
    if own:
        layer.lay(
            before + ("body.html" if body.html else "body.txt"), own.encode("utf-8-sig", "replace"), body=True
        )
    return bool(own or reason)


def _looked_through(body: Body) -> tuple[str, str]:
    """Return a text's own part where it holds students, and why anything else of it was left out."""
    if len(body.data) > _LONGEST:
        return "", "body"
    text = _decoded(body)
    if body.html:
        own, quoted = parted(text)
        mine = _students(own)
        own += "</html>" if quoted else ""  # a table around both may end in what is quoted
        return own if mine else "", "quoted-table" if _students(quoted) - mine else ""
    own, quoted = parted_lines(text)
    certain = _certain(own)
    if not certain and _tabbed_students(own):
        return "", "plain-table"
    left = _tabbed_students(quoted) - _tabbed_students(own)
    return certain, "quoted-table" if left else ""


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


def _tabbed_students(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if "\t" in line.strip() and _NUMBER.search(line)}


def _certain(text: str) -> str:
    """Return a plain text whose tabs set the columns of one table apart, without the lines that could be misread.

    Every line keeps its number. Empty where there is any doubt: no line with a tab stands outside of the table, and
    each below its header has a name and a number where the header says.
    """
    lines = text.splitlines()
    tabbed = {at: line.split("\t") for at, line in enumerate(lines) if "\t" in line.strip("\t ")}
    first, *rows = tabbed.values() or ([],)
    columns = head(["".join(cell.split()) for cell in first])
    if columns is None or len(first) < _COLUMNS or not all(_fits(row, *columns, len(first)) for row in rows):
        return ""
    kept = [line if at in tabbed or not _MARKS.search(line) else "" for at, line in enumerate(lines)]
    plain = "\n".join(kept)
    return plain if rows and delimiting.delimiter(plain) == "\t" else ""


def _fits(row: Sequence[str], name: int, number: int, width: int) -> bool:
    """Tell a line of a student; a mail program may have taken empty cells off its end."""
    if not max(name, number) < len(row) or any(cell.strip() for cell in row[width:]):
        return False
    return bool(_ID.fullmatch(row[number]) and row[name].strip() and not _ID.fullmatch(row[name]))

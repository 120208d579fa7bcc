"""Where the rows of a return sheet come from: what its mark and its last column say."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from recon.export.explained import where
from recon.export.lines import Line, unsent
from recon.export.style import width
from recon.marks import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.export.desk import Desk
    from recon.model import Finding

_NARROW, _WIDE = 16, 44
"""Least and greatest width of the column that says where a row stood."""


def origins(desk: Desk, sent: Sequence[Line]) -> list[str]:
    """Return where each row stood; with its file, where there are several."""
    several = len({line.file for line in sent}) > 1
    places = [where(line.sheet, "", line.row, desk.view.lang) for line in sent]
    return [f"{line.file} {place}" if several else place for line, place in zip(sent, places, strict=True)]


def room(said: Iterable[str]) -> int:
    """Return how wide their column must be to take no more than two lines: every row is as high as that."""
    return min(max(ceil(max(map(width, said)) / 2) + 2, _NARROW), _WIDE)


def mark_parts(desk: Desk, sent: Sequence[Line], rows: Any, found: Iterable[Finding]) -> tuple[str, ...]:
    """Return what the mark says of the rows: when the newest of their files came, and the fields sent with none.

    What is deleted here can so be told from what was sent later. A column that was asked for (HD02) is not named:
    the site is to fill it.
    """
    files = desk.view.files.get(desk.unit)
    came = dict(zip(files["file"].to_pylist(), files["received_at"].to_pylist(), strict=True))
    newest = str(max(came.get(line.file, "") for line in sent))
    asked_for = {one.field for one in found if one.rule == "HD02"}
    without = (code for code in unsent(desk.form, sent, rows) if code not in asked_for)
    return filled((newest, ",".join(without)))

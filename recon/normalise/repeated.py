"""Headers printed again and again: what was found of one line is found of every line with the same surroundings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recon.normalise.headers import LOOKED_AT, header_at

if TYPE_CHECKING:
    from recon.model import RawSheet
    from recon.normalise.columns import Header
    from recon.normalise.headings import Lexicon


class Headers:
    """The headers of one sheet by line, each kind of surroundings looked into once: a glance costs a millisecond."""

    def __init__(self, sheet: RawSheet, lexicon: Lexicon) -> None:
        self.sheet, self.lexicon = sheet, lexicon
        self.known: dict[tuple[tuple[str, ...], ...], Header] = {}

    def at(self, at: int) -> Header | None:
        """Return what :func:`header_at` says of a line."""
        near = self.sheet.rows[max(at - 1, 0) : at + LOOKED_AT]
        if self.sheet.merged or not at or near[-1].number - near[0].number >= len(near):
            return header_at(self.sheet, at, self.lexicon)  # merged cells and gaps stand at their own rows
        around = tuple(row.values for row in near)
        found = self.known.get(around) or header_at(self.sheet, at, self.lexicon)
        if found is None:
            return None
        self.known[around] = found
        return replace(found, first=at, last=at + found.last - found.first)

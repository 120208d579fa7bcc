"""What the header of every sheet says, for who looks into a file (``recon inspect``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.normalise.registers.from_sheets import header_of
from recon.normalise.registers.kinds import Kind, kind_of_columns
from recon.normalise.registers.vocabulary import lexicon

if TYPE_CHECKING:
    from recon.campaign import Campaign
    from recon.model import FileRead, RawSheet
    from recon.normalise.shapes import Shaped


class Heading(NamedTuple):
    """What a sheet's table is, the physical row of its header, and its field codes from left to right."""

    table: str
    """``roster``, a :class:`~recon.normalise.Kind`, or empty where nothing is known."""
    row: int = 0
    fields: tuple[str, ...] = ()


def headings_of(read: FileRead, shaped: Shaped, campaign: Campaign) -> dict[str, Heading]:
    """Return the first header of every sheet, of a roster as of any other table that goes in.

    Args:
        read: the file with its sheets.
        shaped: what :func:`recon.normalise.shape` found in it.
        campaign: header aliases.
    """
    found = {sheet.name: _official(sheet, campaign) for sheet in read.sheets}
    for block in reversed(shaped.blocks):
        found[block.sheet] = Heading("roster", block.header_row, tuple(block.columns))
    return found


def _official(sheet: RawSheet, campaign: Campaign) -> Heading:
    words = lexicon(campaign)
    at = header_of(sheet, words)
    texts = [] if at is None else [text for text in sheet.rows[at].values if text.strip()]
    kind = kind_of_columns(texts, campaign)
    if at is None or kind is Kind.UNKNOWN:
        return Heading("")
    codes = dict.fromkeys(code for text in texts if (code := words.code(text)))
    return Heading(kind.value, sheet.rows[at].number, tuple(codes))

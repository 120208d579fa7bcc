"""What becomes of a roster frame's columns: which stand for a field, which are read by nobody, which are lacking."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recon import fields
from recon.normalise.complaints import REQUIRED
from recon.normalise.headings import known_but_empty, roster_lexicon
from recon.normalise.listed import listed
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.words import Lang

PLACE = ("file", "sheet", "row")
"""Columns that say where a row stood."""
_NO_NAME = "__index_level_"
"""How pandas calls an index without a name in a Parquet file; nobody put that column there."""
_ABSENT = Text(
    "名单没有这些列，未核对：{columns}。“无误”不包括这些内容",
    "The roster has no column for these, so they were not checked, and Clean says nothing of them: {columns}",
)
_UNKNOWN = Text(
    "这些列在此没有用处，内容未采用：{columns}。如是所需的列，请改列名，或写入采集批次的 [headers]",
    "These columns have no meaning here and were not used: {columns}. Where one is meant, rename it, or name it in "
    "the campaign's [headers]",
)
_SECOND = Text(
    "另有一列已表示同一内容，这些列未采用：{columns}",
    "These columns were not used, as another one stands for the same field: {columns}",
)


@dataclass(frozen=True)
class Columns:
    """The columns of a caller's roster. Names only; what stands below them is nobody's business here."""

    named: Mapping[str, str] = field(default_factory=dict)
    """Field → the column that stands for it."""
    unknown: tuple[str, ...] = ()
    second: tuple[str, ...] = ()
    """Columns that name a field for which an earlier one stands already."""

    @property
    def absent(self) -> frozenset[str]:
        """Return the fields that no column stands for."""
        return frozenset(fields.CODES) - self.named.keys()

    def notes(self, lang: Lang) -> Iterator[str]:
        """Say what was not checked and what was not used: a frame has no findings about its header.

        Its columns are optional (docs/contract.md, "The library"), where those of a file are a form's.
        """
        lacking = [fields.BY_CODE[code].title.say(lang) for code in REQUIRED if code in self.absent]
        for text, names in ((_ABSENT, lacking), (_UNKNOWN, self.unknown), (_SECOND, self.second)):
            if names:
                yield text.say(lang, columns=listed(names, lang))


def columns_of(names: Sequence[str], campaign: Campaign) -> Columns:
    """Tell what the columns of a roster frame stand for: field codes or header words, the first of each field."""
    lexicon = roster_lexicon(campaign)
    meant = {name: lexicon.code(name) for name in names if name not in PLACE}
    named = {code: name for name, code in reversed(meant.items()) if code in fields.BY_CODE}
    types = {f"{code}_type" for code in named}
    used = types.union(named.values())
    strange = (n for n, c in meant.items() if c not in named and n not in used and not n.startswith(_NO_NAME))
    return Columns(
        named=named,
        unknown=tuple(name for name in strange if not known_but_empty(name)),
        second=tuple(n for n, code in meant.items() if code in named and named[code] != n),
    )

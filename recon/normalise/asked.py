"""Say which header words a missing column may have, beside those the table does have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.normalise.listed import listed
from recon.words import Text, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.campaign import Campaign
    from recon.words import Lang

_NAMES = 6
"""Names that are listed of those one column may have."""
_FOUND = Text("现有列：{columns}", "columns found: {columns}")
_NONE = Text("无", "none")
_ACCEPTED = Text("“{title}”列可写作 {names}", "{title} may be called {names}")
_OR_ALIAS = Text("其他写法可写入采集批次的 [headers]", "other names can be given in the campaign's [headers]")


def lacking(codes: Sequence[str], columns: Iterable[str], campaign: Campaign | None = None) -> Text:
    """Say which columns were found, and what those may be called that were not.

    Args:
        codes: the fields that no column stands for.
        columns: the table's own column names, which are no personal data.
        campaign: its header aliases are accepted too.
    """
    names = list(columns)
    return Text(_said(codes, names, campaign, "zh"), _said(codes, names, campaign, "en"))


def _said(codes: Sequence[str], names: Sequence[str], campaign: Campaign | None, lang: Lang) -> str:
    stop = "；" if lang == "zh" else "; "
    told = [_FOUND.say(lang, columns=listed(names, lang) or _NONE.say(lang))]
    for code in codes:
        if code in fields.ANY_BY_CODE:
            called = listing(accepted(code, campaign)[:_NAMES], lang)
            told.append(_ACCEPTED.say(lang, title=fields.ANY_BY_CODE[code].title.say(lang), names=called))
    return stop.join((*told, _OR_ALIAS.say(lang)))


def accepted(code: str, campaign: Campaign | None = None) -> list[str]:
    """Return the names a column of a field may have: the campaign's own first, then title, code and aliases."""
    field = fields.ANY_BY_CODE[code]
    own = campaign.headers.get(code, ()) if campaign else ()
    from recon.normalise.registers.vocabulary import lexicon  # its package imports this module

    meaning = lexicon(campaign)
    names = dict.fromkeys((*own, field.title.zh, code, *field.aliases))
    return [name for name in names if meaning.code(name) == code]

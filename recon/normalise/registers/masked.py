"""Numbers and names that a platform hid for privacy's sake (脱敏): what it did not say is not known.

A masked ID is no wrong one: as such it would speak against everybody's, and stand on the list of record corrections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from recon.errors import ExtractError
from recon.normalise.registers.columns import as_text
from recon.normalise.registers.vocabulary import columns_of
from recon.words import Text

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.normalise.registers.named import NamedTable

_SIGNS = "[*＊●•×Xx]{3}"
"""At least so many signs hide something: one alone stands for a character nobody could type."""
_ID = rf"^\s*[0-9]{{0,10}}{_SIGNS}[*＊●•×Xx]*[0-9Xx]{{0,10}}\s*$"
_NAME = r"[*＊]"
_SOME, _MOST = 5, 0.5
_IDS_HIDDEN = Text(
    "{name}：“{column}”列有 {count} 个号码被 * 遮住（脱敏导出），按未知处理，不与名单比对。请导出未脱敏的数据。",
    "{name}: the column {column} has masked numbers ({count}); they count as not known and are compared with nothing. "
    "Export the data unmasked.",
)
_NAMES_HIDDEN = Text(
    "“{column}”列的姓名被 * 遮住（脱敏导出），无法比对。请导出未脱敏的数据。",
    "the names of the column {column} are masked, so that nothing can be compared. Export the data unmasked.",
)


def without_masked(ids: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column of IDs, empty where digits are hidden."""
    hidden = _hidden(ids)
    return pc.if_else(hidden, "", ids) if pc.any(hidden).as_py() else ids


def masked(named: NamedTable, campaign: Campaign, *, names: bool) -> tuple[Text, ...]:
    """Return a note where a table's IDs are masked.

    Args:
        named: one table of an extract.
        campaign: its header aliases.
        names: whether its names are compared.

    Raises:
        ExtractError: its names are.
    """
    called = columns_of(named.table.column_names, campaign)
    if names and "name" in called:
        _refuse_names(named, called["name"])
    column = called.get("id_card")
    count = pc.sum(_hidden(as_text(named.table[column]))).as_py() if column else 0
    return (_IDS_HIDDEN.filled(name=named.name, column=column, count=count),) if count else ()


def _refuse_names(named: NamedTable, column: str) -> None:
    names = as_text(named.table[column])
    hidden = pc.sum(pc.match_substring_regex(names, _NAME)).as_py() or 0
    if hidden >= _SOME and hidden > _MOST * pc.sum(pc.not_equal(names, "")).as_py():
        raise ExtractError(path=named.name, reason=_NAMES_HIDDEN.filled(column=column))


def _hidden(ids: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.match_substring_regex(ids, _ID)

"""Numbers of an extract or register that lost their digits on the way through Excel: nothing could be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.errors import ExtractError
from recon.normalise.registers.layout import NUMBERS
from recon.values.identity import SCIENTIFIC
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.normalise.registers.named import NamedTable

_ROUNDED = Text(
    "“{column}”列第 {row} 行是 1.86E+12 一类的科学计数或浮点数，后面的数字已丢失。请重新导出，该列须为文本。",
    "column {column}, row {row}: a number such as 1.86E+12, floating or written so; its last digits are gone. Export "
    "it again, as text.",
)
_TOO_LONG = r"^\d{16,}$|^\d\.\d+[Ee]\+1[5-9]$"


def refuse_damaged(file: str, title: str, table: pa.Table, index: int) -> None:
    """Refuse ID numbers kept as numbers: their last three digits are gone; no comparison could be trusted."""
    kinds = pc.utf8_slice_codeunits(table["types"], index, index + 1)
    lost = table.filter(
        pc.and_(pc.equal(kinds, "n"), pc.match_substring_regex(table[f"c{index}"], _TOO_LONG))
    )
    if lost.num_rows:
        raise ExtractError(path=file, reason=damaged(title, str(lost["number"][0])))


def damaged(column: str, row: str = "") -> Text:
    """Return the reason for refusing an ID column that lost digits."""
    where = (f"（第 {row} 行）", f" (row {row})") if row else ("", "")
    return Text(
        f"“{column}”列{where[0]}是数字而不是文本，第15位以后已丢失。请重新导出，该列须为文本。",
        f"column {column}{where[1]} holds numbers: digits beyond the 15th are lost. Export it as text.",
    )


def refuse_rounded(named: NamedTable, columns: Mapping[str, str]) -> None:
    """Refuse numbers that Excel wrote into a text as 1.86E+12: whose they are is gone.

    Args:
        named: an extract, register or list.
        columns: field code → column.

    Raises:
        ExtractError: with the column and the row of the first one.
    """
    for code in (code for code in columns if code in NUMBERS):
        column = named.table[columns[code]]
        if pa.types.is_string(column.type) and pc.any(pc.match_substring(column, "E+")).as_py():
            hit = pc.index(pc.match_substring_regex(column, rf"^\s*{SCIENTIFIC}\s*$"), value=True).as_py()
            if hit >= 0:
                raise ExtractError(
                    path=named.name, reason=_ROUNDED.filled(column=columns[code], row=named.line(hit))
                )

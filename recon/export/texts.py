"""The texts of a workbook: each is kept once and has a number, in the order in which they were written."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any, Protocol

from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable

LONGEST = 32_767
"""Characters Excel can hold in one cell."""
_SPECIAL = re.compile(r'[&<>"\x00-\x1f\ufffe\uffff]|^\s|\s$|_x[0-9A-Fa-f]{4}_')
"""Texts that XML or Excel want escaped, or with a mark that white space counts."""


def fitting(text: str) -> str:
    """Cut a text that Excel cannot hold, and say so."""
    return text if len(text) <= LONGEST else text[: LONGEST - 20] + "……（过长，已截断）"


class Waiting(Protocol):
    """Rows whose texts get their numbers later."""

    def settle(self) -> None:
        """Number the texts."""


class Texts(SharedStringTable):  # type: ignore[misc]
    """The numbers of a workbook's texts; a block gets its own as soon as another text wants one."""

    def __init__(self) -> None:
        super().__init__()
        self.number: dict[str, int] = self.string_table
        self.waits: Waiting | None = None
        """The block that goes on, or waits to be numbered."""

    def begin(self, block: Waiting) -> None:
        """Let a block wait for its last row."""
        self.settle()
        self.waits = block

    def settle(self) -> None:
        """Number the block that waits."""
        block, self.waits = self.waits, None
        if block is not None:
            block.settle()

    def count_in(self, text: str) -> None:
        """Count one text, if it is any, and give it a number."""
        self.settle()
        if text:
            super()._get_shared_string_index(text)

    def add(self, texts: list[str]) -> None:
        """Give texts their numbers in their order; an empty text has none."""
        known = self.number
        new = [text for text in dict.fromkeys(texts) if text and text not in known]
        known.update(zip(new, range(len(known), len(known) + len(new)), strict=True))
        self.count += len(texts) - texts.count("")
        self.unique_count = len(known)

    def _get_shared_string_index(self, string: str) -> Any:
        self.settle()
        return super()._get_shared_string_index(string)

    def _sort_string_data(self) -> None:
        self.settle()
        self.string_array = list(self.number)


class Strings(SharedStrings):  # type: ignore[misc]
    """The part that holds the texts; most of them need no escaping."""

    fh: Any

    def _write_sst_strings(self) -> None:
        special, spelled = _SPECIAL.search, self._spelled
        self.fh.writelines(
            f"<si><t>{text}</t></si>" if text.isalnum() or not special(text) else spelled(text)
            for text in self.string_table.string_array
        )

    def _spelled(self, text: str) -> str:
        """Return a text as XlsxWriter spells it."""
        file, self.fh = self.fh, StringIO()
        self._write_si(text)
        spelled, self.fh = self.fh.getvalue(), file
        return str(spelled)

"""The rows of a web page's tables on their way into its sheet, with the tables inside their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.intake.cells import BLANK, TEXT

if TYPE_CHECKING:
    from recon.intake.grid import Grid
    from recon.intake.readers.html_cells import Row, Table

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_DEEPEST = 20
"""Tables inside tables that are looked through for waiting rows: no page has more, and each would cost time."""


class Rows:
    """Rows go to the sheet as they end; a table inside a cell goes before the row around it.

    Unless one text is all it holds: many a web system draws a value's frame so, and the text is that of its cell. It
    is known only at the table's end, so such rows wait; whatever else comes to the sheet meanwhile comes after them.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.open: list[Table] = []
        self._number = 0
        self._waits = False
        """Whether some row may wait."""

    @property
    def table(self) -> Table | None:
        """Return the innermost open table."""
        return self.open[-1] if self.open else None

    def line(self, text: str) -> None:
        """Take in a line that stands outside of the tables."""
        self._number += 1
        self.grid.add(self._number, [text], TEXT)

    def end_row(self) -> None:
        """Take in the open row of the innermost table, whose cells have ended."""
        table = self.table
        if table is None or table.row is None:
            return
        row, table.row = table.row, None
        row.settle()
        table.covered = {column: left - 1 for column, left in table.covered.items() if left > 1}
        inside = 1 < len(self.open) <= _DEEPEST and self.open[-2].cell is not None
        texts = len(row.texts())
        if inside and table.waits and not _hidden(row) and texts + bool(table.waiting) <= 1:
            table.waiting = row if texts else table.waiting
            self._waits = True
            return
        table.waits = False
        self._release()
        self._lay(row)

    def _release(self) -> None:
        """Lay down the rows that waited: something else follows them."""
        if self._waits:
            for outer in self.open[:_DEEPEST]:
                for waiting in outer.released():
                    self._lay(waiting)
        self._waits = False

    def end_table(self) -> None:
        """Leave the innermost table, whose last row has ended; one text that was all of it goes to its cell."""
        row = self.open.pop().waiting
        if row is not None:
            self.open[-1].take(row.texts()[0], row)

    def _lay(self, row: Row) -> None:
        self._number += 1
        if row.is_struck:
            self.grid.struck_rows.append(self._number)
        elif row.partly:
            self.grid.partly_struck.append(self._number)
        values = [row.cells.get(column, ("", BLANK)) for column in range(1, max(row.cells, default=0) + 1)]
        self.grid.add(self._number, [text for text, _ in values], "".join(kind for _, kind in values))
        self.grid.merged += [
            [self._number, column, self._number + down - 1, column + across - 1]
            for column, across, down in row.spans
        ]
        if _hidden(row):
            self.grid.hidden_rows.append(self._number)


def _hidden(row: Row) -> bool:
    return "hidden" in row.attributes or bool(_HIDDEN.search(row.attributes.get("style", "")))

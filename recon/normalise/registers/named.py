"""A table with a name, from whatever sheet or frame it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recon.normalise.registers.dates import Exported

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.words import Text


class NamedTable(NamedTuple):
    """A table and the name by which messages speak of it; its columns are called as its header calls them."""

    name: str
    table: pa.Table
    numbers: tuple[int, ...] = ()
    """Physical row of each line, where the table came from a sheet: messages name it."""
    exported: Exported = Exported()
    above: str = ""
    """What stands above its header and speaks of a roster (``mistaken.above``)."""
    told: tuple[Text, ...] = ()
    """What has to be said of the file it came from: what was not read, or is in doubt."""

    def line(self, at: int) -> int:
        """Return the physical row of the line at ``at``; its place where the table had no sheet."""
        return self.numbers[at] if self.numbers else at + 1

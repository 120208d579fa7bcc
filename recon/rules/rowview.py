"""Rows of an Arrow table as mappings, reading only the columns that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


class _Columns(dict[str, list[Any]]):
    """Columns of a table as lists, each made when it is first asked for."""

    def __init__(self, table: pa.Table, order: pa.Array | None) -> None:
        super().__init__()
        self.table = table
        self.order = order

    def __missing__(self, name: str) -> list[Any]:
        column = self.table.column(name)
        values: list[Any] = (column if self.order is None else column.take(self.order)).to_pylist()
        self[name] = values
        return values


class RowView(Mapping[str, Any]):
    """One row: column → value. A judged row has two hundred columns, and a finding is made of thirty."""

    __slots__ = ("_columns", "_number")

    def __init__(self, columns: _Columns, number: int) -> None:
        self._columns = columns
        self._number = number

    def __getitem__(self, name: str) -> Any:
        """Return the value of a column."""
        return self._columns[name][self._number]

    def several(self, names: Iterable[str]) -> list[Any]:
        """Return the values of some columns."""
        columns, number = self._columns, self._number
        return [columns[name][number] for name in names]

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        return iter(self._columns.table.column_names)

    def __len__(self) -> int:
        """Return the number of columns."""
        return int(self._columns.table.num_columns)


def rows_of(table: pa.Table, order: pa.Array | None = None) -> list[RowView]:
    """Return a table's rows: as they stand, or in the order of these places."""
    columns = _Columns(table, order)
    return [RowView(columns, number) for number in range(table.num_rows)]

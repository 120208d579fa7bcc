"""Rows of an Arrow table as mappings, reading only the columns that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa


class _Columns(dict[str, list[Any]]):
    """Columns of a table as lists, each made when it is first asked for."""

    def __init__(self, names: Sequence[str], column: Callable[[str], Any]) -> None:
        super().__init__()
        self.names = names
        self._column = column

    def __missing__(self, name: str) -> list[Any]:
        values: list[Any] = self._column(name).to_pylist()
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
        return iter(self._columns.names)

    def __len__(self) -> int:
        """Return the number of columns."""
        return len(self._columns.names)


def rows_of(table: pa.Table) -> list[RowView]:
    """Return a table's rows, as they stand."""
    columns = _Columns(table.column_names, table.column)
    return [RowView(columns, number) for number in range(table.num_rows)]


class Ordered:
    """The rows of a table in an order of their own; a column is put in it once, when it is first asked for."""

    def __init__(self, table: pa.Table, order: pa.Array) -> None:
        self._table, self._order = table, order
        self._columns: dict[str, pa.Array] = {}

    def column(self, name: str) -> pa.Array:
        """Return a column in this order."""
        if name not in self._columns:
            self._columns[name] = self._table.column(name).combine_chunks().take(self._order)
        return self._columns[name]

    def part(self, start: int, count: int) -> list[RowView]:
        """Return up to so many rows from one on."""
        columns = _Columns(self._table.column_names, lambda name: self.column(name).slice(start, count))
        return [RowView(columns, number) for number in range(min(count, len(self._order) - start))]

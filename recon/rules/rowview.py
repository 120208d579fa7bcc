"""Rows of an Arrow table as mappings, reading only the columns that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


class _Columns(dict[str, list[Any]]):
    """Columns of a table as lists, each made when it is first asked for."""

    def __init__(self, table: pa.Table) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, name: str) -> list[Any]:
        values: list[Any] = self.table.column(name).to_pylist()
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

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the columns."""
        return iter(self._columns.table.column_names)

    def __len__(self) -> int:
        """Return the number of columns."""
        return int(self._columns.table.num_columns)


def rows_of(table: pa.Table) -> list[RowView]:
    """Return a table's rows, in order."""
    columns = _Columns(table)
    return [RowView(columns, number) for number in range(table.num_rows)]

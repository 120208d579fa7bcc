"""One long table as a person reads it: filtered, counted by facet, a page at a time.

A narrow copy of the table (facet codes as enumerations, what the search looks into, the order) stays in
memory; the wide rows stay in the Parquet file, and only those of the visible page are fetched
(``tests/ui/test_speed.py`` holds the time at 500,000 findings).
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recon.paths import in_quotes
from recon.ui.store.question import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import duckdb

    from recon.ui.store.question import Question, Shape


class Listing:
    """Filters, facet counts and pages over one Parquet file of a run.

    Thread-safe: every question has its own cursor.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, shape: Shape) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._file = in_quotes(folder / f"{shape.name}.parquet")
        self.shape = shape
        self._table = f"narrow_{shape.name}"
        self._build(folder)

    def _build(self, folder: Path) -> None:
        shape = self.shape
        source = shape.source.format(file=self._file, folder=in_quotes(folder))
        fixed = [facet for facet in shape.facets if facet not in shape.settable]
        # One column holds all that is searched, a line each, no word reaching over two: it is looked through in
        # half the time of several.
        words = f"concat_ws(chr(10), {', '.join(shape.searched)}) as words"
        columns = ", ".join((*fixed, words))
        # Every name in these statements is a constant of this package; what a person typed is always bound.
        self._connection.execute(
            f"create table {self._table} as select row_number() over () as place, * from "  # noqa: S608
            f"(select file_row_number as line, {columns}, {shape.kept} from {source} order by {shape.order})"
        )
        for facet in fixed:
            # A type needs a name: where nothing was found there is none but the empty one.
            self._count_by_number(
                facet,
                f"select {facet} from {self._table} where {facet} is not null union select '' order by 1",  # noqa: S608
            )
        for facet, values in shape.settable.items():
            self._count_by_number(facet, ", ".join(f"'{value}'" for value in values))

    def _count_by_number(self, facet: str, values: str) -> None:
        """Turn a column of text into one of numbers with names: it is counted several times as fast."""
        kind = f"{self._table}_{facet}"
        self._connection.execute(f"create type {kind} as enum ({values})")
        self._connection.execute(f"alter table {self._table} alter {facet} type {kind}")

    def ask(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement on its own cursor; ``{narrow}`` is the table, ``{file}`` the Parquet file.

        ``values`` are bound in their order, or by name (``$name``).
        """
        sql = sql.replace("{narrow}", self._table).replace(
            "{file}", f"read_parquet('{self._file}', file_row_number=true)"
        )
        with self._connection.cursor() as cursor:
            found: list[tuple[Any, ...]] = cursor.execute(
                sql, values if isinstance(values, dict) else list(values)
            ).fetchall()
        return found

    def where(self, question: Question, *, without: str = "") -> tuple[str, list[Any]]:
        """Return the condition of a question and its bound values; ``without`` leaves one facet out."""
        parts = ["true"]
        values: list[Any] = []
        for facet, codes in question.chosen.items():
            if codes and facet != without and facet in self.shape.facets:
                parts.append(f"{facet}::varchar in ({', '.join('?' * len(codes))})")
                values.extend(codes)
        for word in question.sought():
            parts.append("contains(words, ?)")
            values.append(word)
        return " and ".join(parts), values

    def count(self, question: Question) -> int:
        """Return how many rows answer the question."""
        condition, values = self.where(question)
        return int(self.ask(f"select count(*) from {{narrow}} where {condition}", values)[0][0])  # noqa: S608

    def facet(self, name: str, question: Question) -> dict[str, int]:
        """Count the rows per code of one facet under the *other* filters; chosen codes are always there."""
        return self.facets(question, (name,))[name]

    def facets(self, question: Question, names: Sequence[str] = ()) -> dict[str, dict[str, int]]:
        """Count the rows per code of these facets, or of all.

        Facets nobody has chosen from share one pass over the rows; each of the others needs its own.
        """
        wanted = tuple(names) or self.shape.facets
        free = [name for name in wanted if not question.chosen.get(name)]
        found = self._passed(free, question) if free else {}
        for name in wanted:
            if name not in found:
                counts = self._passed([name], question, without=name)[name]
                found[name] = counts | {code: 0 for code in question.chosen[name] if code not in counts}
        return {name: found[name] for name in wanted}

    def _passed(
        self, names: Sequence[str], question: Question, *, without: str = ""
    ) -> dict[str, dict[str, int]]:
        condition, values = self.where(question, without=without)
        sets = ", ".join(f"({name})" for name in names)
        codes = ", ".join(f"{name}::varchar" for name in names)
        rows = self.ask(
            f"select grouping({', '.join(names)}), {codes}, count(*) as n from {{narrow}} where {condition} "  # noqa: S608
            f"group by grouping sets ({sets}) order by n desc, 2",
            values,
        )
        found: dict[str, dict[str, int]] = {name: {} for name in names}
        for mask, *row, count in rows:
            # grouping() has a bit per column, 0 where the row is grouped by it, the first column's bit the highest.
            place = next(p for p in range(len(names)) if not mask >> (len(names) - 1 - p) & 1)
            if row[place]:
                found[names[place]][row[place]] = int(count)
        return found

    def page(self, question: Question, number: int, size: int, columns: Sequence[str] = ()) -> Page:
        """Return page ``number`` (from 1; the last one if there are fewer) of ``size`` rows."""
        total = self.count(question)
        pages = max(1, -(-total // size))
        number = min(max(number, 1), pages)
        condition, values = self.where(question)
        lines = self.ask(
            f"select line from {{narrow}} where {condition} "  # noqa: S608
            f"order by place limit {size} offset {(number - 1) * size}",
            values,
        )
        return Page(self.rows([line for (line,) in lines], columns), number, pages, total)

    def keys(self, column: str, question: Question) -> list[Any]:
        """Return one narrow column of every row that answers the question, in order."""
        condition, values = self.where(question)
        rows = self.ask(f"select {column} from {{narrow}} where {condition} order by place", values)  # noqa: S608
        return [value for (value,) in rows]

    def rows(self, lines: Sequence[int], columns: Sequence[str] = ()) -> list[dict[str, Any]]:
        """Fetch rows by their line in the Parquet file, in the order asked; every column, or only some.

        Each row also tells its line as ``file_row_number``.
        """
        if not lines:
            return []
        numbers = ", ".join(str(int(line)) for line in lines)
        chosen = ", ".join((*columns, "file_row_number")) if columns else "*"
        with self._connection.cursor() as cursor:
            found = cursor.execute(
                f"select {chosen} from read_parquet('{self._file}', file_row_number=true) "  # noqa: S608
                f"where file_row_number in ({numbers})"
            )
            names = [column[0] for column in found.description or ()]
            by_line = {row[-1]: dict(zip(names, row, strict=True)) for row in found.fetchall()}
        return [by_line[line] for line in lines]

    def one(self, column: str, value: object) -> dict[str, Any] | None:
        """Fetch the first whole row whose narrow ``column`` is ``value``."""
        found = self.ask(
            f"select line from {{narrow}} where {column} = ? order by place limit 1",  # noqa: S608
            [value],
        )
        return self.rows([found[0][0]])[0] if found else None

    def update(self, column: str, by: str, values: Mapping[str, str] | Mapping[int, str]) -> None:
        """Set ``column`` of the rows whose ``by`` is a key of ``values``; one writer at a time."""
        with self._lock, self._connection.cursor() as cursor:
            cursor.register("news", pa.table({"code": list(values), "said": list(values.values())}))
            cursor.execute(
                f"update {self._table} set {column} = news.said::{self._table}_{column} "  # noqa: S608
                f"from news where {by} = news.code"
            )

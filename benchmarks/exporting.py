"""Time and memory of the corrected sheets against XlsxWriter's bare time for the very same cells.

    python benchmarks/exporting.py --sites 150 --rows 267 --growth 50 150 450

The result is grown here: one row in sixteen has a changed name, as in a careful campaign.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
import tracemalloc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import xlsxwriter
from python_calamine import CalamineWorkbook

from recon import fields, model
from recon.campaign import Campaign, Scope
from recon.export import open_run, save
from recon.export.entry import documents
from recon.export.view import View
from recon.result import Result
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED = 1.5
"""How many times the bare time the corrected sheets may take."""


def student(number: int) -> dict[str, str]:
    """Return an invented student; the region 90 of the ID does not exist."""
    return dict.fromkeys(fields.CODES, "") | {
        "institution_code": "51161",
        "student_no": f"18640{number:08d}",
        "name": f"示例{chr(0x4E00 + number % 5000)}{chr(0x4E00 + number % 777)}",
        "sex": "男" if number % 2 else "女",
        "id_card": f"9001011990{number % 100000000:08d}",
        "level": "专科",
        "major": "行政管理",
        "cohort": "2018秋季",
        "study_form": "开放教育",
        "class_name": f"18秋行政管理{number % 9}班",
        "branch": "示例分校",
        "site": "示例教学点",
    }


def grow(sites: int, rows: int) -> Result:
    """Return a result of ``sites`` units with ``rows`` rows each."""
    lines: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for number in range(sites * rows):
        unit = f"640{number // rows:04d}"
        sent = student(number)
        place = {"row_id": number, "file": f"{unit}.xlsx", "sheet": "Sheet1", "row": number % rows + 5}
        head = {"unit": unit, "form": "open", "life": "live", "enrol_id": number, "why": "due"}
        values = {f"{code}_{part}": value for code, value in sent.items() for part in ("raw", "final")}
        cells = {f"{code}_cell": "" for code in fields.CODES}
        lines.append({**place, **head, **values, **cells, "open": False, "held": False, "late": False})
        if number % 16 == 0:
            lines[-1]["name_raw"] = f" {sent['name']}"
            told = {"field": "name", "before": f" {sent['name']}", "after": sent["name"]}
            changes.append({**place, "unit": unit, "form": "open", **told, "rule": "NA02", "trust": "safe"})
    tables = {"rows": pa.Table.from_pylist(lines, schema=model.ROWS)}
    tables["changes"] = pa.Table.from_pylist(changes, schema=model.CHANGES)
    scope = {Category.OPEN: Scope(institution_code="51161")}
    tables = {name: pa.table({c: _full(t[c]) for c in t.column_names}) for name, t in tables.items()}
    return Result(Campaign("bench", as_of=date(2020, 6, 10), scope=scope), tables)


def _full(column: pa.ChunkedArray) -> pa.ChunkedArray:
    blank: dict[pa.DataType, Any] = {pa.string(): "", pa.int64(): 0, pa.bool_(): False}
    return column.fill_null(blank[column.type])


def cells(made: list[bytes]) -> Iterator[list[tuple[str, list[list[Any]]]]]:
    """Return every cell of every sheet of every workbook."""
    for data in made:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        yield [(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names]


def bare(books: list[list[tuple[str, list[list[Any]]]]]) -> None:
    """Write the same cells with nothing but a text format."""
    for sheets in books:
        book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
        text = book.add_format({"num_format": "@", "border": 1})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for index, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value == "":
                        sheet.write_blank(index, column, None, text)
                    else:
                        sheet.write_string(index, column, value, text)
        book.close()


def timed(act: Any) -> float:
    """Return the processor seconds of the faster of two calls."""
    times = []
    for _ in range(2):
        started = time.process_time()
        act()
        times.append(time.process_time() - started)
    return min(times)


def peak(result: Result) -> tuple[float, float]:
    """Return the megabytes the corrected sheets need at most beside the result: Python's own, and Arrow's."""
    before, arrow = pa.total_allocated_bytes(), 0
    tracemalloc.start()
    for _ in documents("corrected", View(result)):
        arrow = max(arrow, pa.total_allocated_bytes() - before)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest / 1e6, arrow / 1e6


def _settled(result: Result) -> Result:
    """Return the result as it is read from a run's folder; what its making took has been given back."""
    with tempfile.TemporaryDirectory() as folder:
        save(result, Path(folder))
        return open_run(Path(folder))


def growth(sites: int, rows: int) -> None:
    """Print the memory for so many sites."""
    result = _settled(grow(sites, rows))
    size = sum(data.nbytes for data in result.tables.values()) / 1e6
    python, arrow = peak(result)
    print(f"{sites} sites: result {size:.0f} MB; beside it Python {python:.0f} MB, Arrow {arrow:.0f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=150)
    parser.add_argument("--rows", type=int, default=267)
    parser.add_argument("--growth", type=int, nargs="*", default=[50, 150, 450])
    asked = parser.parse_args()
    result = grow(asked.sites, asked.rows)
    made = [document.data for document in documents("corrected", View(result))]
    books = list(cells(made))
    ours = timed(lambda: [len(document.data) for document in documents("corrected", View(result))])
    plain = timed(lambda: bare(books))
    count = sum(len(row) for sheets in books for _, rows in sheets for row in rows)
    print(f"{asked.sites} workbooks, {asked.sites * asked.rows:,} rows, {count:,} cells")
    print(
        f"corrected sheets {ours:.2f} s, XlsxWriter bare {plain:.2f} s: {ours / plain:.2f} (allowed {ALLOWED})"
    )
    for count in asked.growth:
        growth(count, asked.rows)


if __name__ == "__main__":
    main()

"""Old binary workbooks cannot be rewritten in place: their cells are kept in an xlsx."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta

_KEPT_AS_IT_IS = (str, float, int, bool, datetime, date, time)


def as_xlsx(data: bytes) -> bytes | None:
    """Return the cells of an xls, xlsb or ods as an xlsx; nothing when they cannot be read."""
    import python_calamine
    import xlsxwriter

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except (python_calamine.CalamineError, OSError, ValueError):
        return None
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as written:
        for name, rows in sheets.items():
            sheet = written.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        _write(sheet, number, column, value)
    return out.getvalue()


def _write(sheet: object, row: int, column: int, value: object) -> None:
    """Write text as text and numbers as numbers: what was damaged in the original stays to be seen."""
    if isinstance(value, str):
        sheet.write_string(row, column, value)  # type: ignore[attr-defined]
    elif isinstance(value, _KEPT_AS_IT_IS):
        sheet.write(row, column, value)  # type: ignore[attr-defined]
    elif isinstance(value, timedelta):
        sheet.write_string(row, column, str(value))  # type: ignore[attr-defined]

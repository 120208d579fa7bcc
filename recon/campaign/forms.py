"""The official form as the campaign's own workbook: ``[templates] open_form = "附表1.xlsx"``.

The file lies beside ``campaign.toml`` and travels inside it as text, so that a run and a workspace keep the very
form they were made with and hold no path. What cannot be filled in is refused where the campaign is read.
"""

from __future__ import annotations

import base64
import binascii
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from recon import fields
from recon.campaign.checks import Unfit, shown
from recon.marks import OWN_TITLES
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEYS = {f"{category}_form": f"{category}_columns" for category in Category}
"""Key of a form → key of its columns; the form itself says them."""
START = "data:application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;base64,"
"""How a form begins inside a campaign's text."""
_MOST, _MOST_INSIDE = 1_000_000, 20_000_000
_SEARCHED = 15
"""Rows in which a form's header is looked for."""
_LEAST = 3
"""Known titles that make a row the header."""
_LINE = re.compile(rf"(?m)^([ \t]*(?:{'|'.join(KEYS)})\s*=\s*)([\"'])(?!data:)(.+?)\2")
_BETWEEN = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True, slots=True)
class Header:
    """Where a form's header stands and what it says: (column number, title) from left to right."""

    sheet: str
    row: int
    titles: tuple[tuple[int, str], ...]
    above: frozenset[str] = frozenset()
    """What stands above it."""

    @property
    def words(self) -> str:
        """The titles as ``[templates] open_columns`` writes them."""
        return ",".join(title for _, title in self.titles)


def embedded(text: str, folder: Path) -> str:
    """Return the campaign's text with each form's file name replaced by the file itself.

    Raises:
        Unfit: the file is not there, may not be read, or is too large.
    """
    return _LINE.sub(lambda found: f'{found[1]}"{_file(folder, found[3], found[1])}"', text)


def _file(folder: Path, name: str, key: str) -> str:
    where = f"templates.{key.split('=', maxsplit=1)[0].strip()}"
    try:
        data = _beginning(folder / name)
    except (OSError, ValueError):
        raise Unfit(
            f"找不到表样 {shown(name)}，请与采集批次配置放在同一文件夹",
            f"there is no form {shown(name)}; put it beside the campaign file",
            where,
        ) from None
    if len(data) > _MOST:
        raise Unfit("表样文件超过 1 MB", "the form is larger than 1 MB", where)
    return START + base64.b64encode(data).decode()


def _beginning(path: Path) -> bytes:
    """Return a file's bytes, one more than a form may have at most; a pipe or a device has no end."""
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file.read(_MOST + 1)


def checked(value: Any) -> str:
    """Return a form as the campaign keeps it.

    Raises:
        Unfit: it is no workbook, or one that cannot be filled in; the reason says why.
    """
    if value == "":
        return ""
    header(workbook(value))
    return str(value)


def workbook(value: Any) -> bytes:
    """Return the bytes of a form the campaign keeps."""
    if not isinstance(value, str) or not value.startswith(START):
        raise Unfit(
            "应为表样工作簿的文件名（.xlsx，与采集批次配置放在同一文件夹）",
            "the name of an .xlsx beside the campaign file is expected",
        )
    try:
        return base64.b64decode(value[len(START) :], validate=True)
    except binascii.Error:
        raise Unfit("表样内容不完整", "the form's content is damaged") from None


@lru_cache(maxsize=8)
def header(data: bytes) -> Header:
    """Return where a form's header stands.

    Raises:
        Unfit: no workbook, no header with 姓名 and 学号, a title twice, or a formula on the sheet.
    """
    book = _opened(data)
    for sheet in book.worksheets:
        for number, row in enumerate(sheet.iter_rows(max_row=_SEARCHED), 1):
            titles = tuple((cell.column, word) for cell in row if (word := _BETWEEN.sub("", _text(cell))))
            if _is_header(titles):
                _refuse(titles, sheet)
                above = {_text(cell).strip() for line in sheet.iter_rows(max_row=number - 1) for cell in line}
                return Header(
                    sheet.title, number, titles, frozenset(above - {""}) if number > 1 else frozenset()
                )
    raise Unfit(
        f"表样前 {_SEARCHED} 行中没有表头（须有“姓名”和“学号”或“考生号”）",
        f"no header in the form's first {_SEARCHED} rows (姓名, and 学号 or 考生号)",
    )


def own_titles(templates: Mapping[str, str]) -> dict[str, Category]:
    """Return what stands above the header of just one of the campaign's own forms, with the form.

    An office numbers its annexes as it likes, so 附件2 may well be the form of open education.
    """
    said = {
        category: header(workbook(templates[key])).above
        for category in Category
        if templates.get(key := f"{category}_form")
    }
    return {
        text: category
        for category, texts in said.items()
        for text in texts
        if not any(text in others for other, others in said.items() if other != category)
    }


def _opened(data: bytes) -> Any:
    import openpyxl

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            inside = sum(part.file_size for part in archive.infolist())
        if inside <= _MOST_INSIDE:
            return openpyxl.load_workbook(BytesIO(data))
    except Exception:  # noqa: BLE001 -- a broken workbook makes openpyxl raise almost anything
        raise Unfit(
            "表样不是可以打开的 .xlsx 工作簿", "the form is not an .xlsx that can be opened"
        ) from None


def _text(cell: Any) -> str:
    return cell.value if isinstance(cell.value, str) else ""


def meanings() -> dict[str, str]:
    """Return how a column may be called, in capitals, with the field it is."""
    return {
        alias.upper(): one.code for one in fields.FIELDS for alias in (one.code, one.title.zh, *one.aliases)
    }


def _is_header(titles: tuple[tuple[int, str], ...]) -> bool:
    known = meanings()
    codes = {known[word.upper()] for _, word in titles if word.upper() in known}
    return len(codes) >= _LEAST and "name" in codes and bool(codes & {"student_no", "exam_no"})


def _refuse(titles: tuple[tuple[int, str], ...], sheet: Any) -> None:
    known = meanings()
    codes = [known.get(word.upper(), word) for _, word in titles if word not in OWN_TITLES]
    twice = next((code for code in codes if codes.count(code) > 1), "")
    if twice:
        word = fields.BY_CODE[twice].title.zh if twice in fields.BY_CODE else shown(twice)
        raise Unfit(f"表样有两列都是“{word}”", f"the form has two columns {word}")
    formula = next((cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"), None)
    if formula is not None:
        place = formula.coordinate
        raise Unfit(
            f"表样 {place} 是公式，请改为文本", f"cell {place} of the form is a formula; make it text"
        )

"""The list of passwords a person keeps: ``file,password``, one file a line."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from recon.errors import OptionError, must_be_file
from recon.intake.readers.decode import decode
from recon.intake.refusal import RefusedError
from recon.intake.sniff import sniff
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPTION = "--passwords"
_HEADS = frozenset({"file", "文件", "文件名", "名单"})
_NO_TEXT = Text(
    "{name} 不是文本文件。请另存为 CSV（UTF-8），每行“文件名,密码”。",
    "{name} is not a text file. Save it as CSV (UTF-8), one `file,password` a line.",
)
_ENCODING = Text(
    "{name} 的文字编码无法确定。请另存为 CSV（UTF-8）。",
    "the encoding of {name} is in doubt. Save it as CSV (UTF-8).",
)
_COLUMNS = Text(
    "{name} 第 {line} 行应有两列（文件名,密码），实有 {count} 列。密码中有逗号的，请在密码两边加英文双引号。",
    'line {line} of {name} should have two columns (file,password) and has {count}. Put "…" around a password that '
    "holds a comma.",
)
_GAP = Text(
    "{name} 第 {line} 行第 {column} 列（{title}）是空的。请补上或删去该行。",
    "line {line}, column {column} ({title}) of {name} is empty. Fill it in or delete the line.",
)
_TWICE = Text(
    "{name} 第 {line} 行的文件在前面已有另一个密码。请只保留一个。",
    "line {line} of {name} gives another password for a file named before. Keep one.",
)


def read_passwords(path: Path) -> dict[str, str]:
    """Return file name → password. A header line is allowed; names use ``/`` and ``!/`` as in the findings.

    Raises:
        MissingPathError, FileAccessError, NoFileError: there is no such file, or it is none.
        OptionError: it is no text, or a line is not what it should be; no password is ever shown.
    """
    must_be_file(path, _OPTION)
    found: dict[str, str] = {}
    for line, (file, password) in _lines(path):
        if found.setdefault(file, password) != password:
            raise _wrong(_TWICE, path, line=line)
    return found


def _lines(path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    text = _text(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    tabs = "\t" in first and "," not in first  # as Excel saves Unicode text
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter="\t" if tabs else ",")
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells) and not (
                number == 1 and cells[0].strip().lower() in _HEADS
            ):
                yield reader.line_num, _pair(path, reader.line_num, cells)
    except csv.Error:
        raise _wrong(_COLUMNS, path, line=reader.line_num, count=1) from None


def _pair(path: Path, line: int, cells: list[str]) -> tuple[str, str]:
    if len(cells) != 2:
        raise _wrong(_COLUMNS, path, line=line, count=len(cells))
    file, password = cells[0].strip().replace("\\", "/"), cells[1]
    for column, (title, value) in enumerate((("file", file), ("password", password)), 1):
        if not value:
            raise _wrong(_GAP, path, line=line, column=column, title=title)
    return file, password


def _text(path: Path) -> str:
    try:
        if sniff(path) not in {"csv", "empty"}:
            raise _wrong(_NO_TEXT, path)
        return decode(path.read_bytes())
    except RefusedError as error:
        raise _wrong(_ENCODING if error.rule == "FI12" else _NO_TEXT, path) from None


def _wrong(text: Text, path: Path, **details: object) -> OptionError:
    filled = Text(text.zh.format(name=path.name, **details), text.en.format(name=path.name, **details))
    return OptionError(option=_OPTION, reason=filled)

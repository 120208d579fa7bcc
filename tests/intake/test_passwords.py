"""The list of passwords: what is wrong with it is said by file, line and column, and never with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.errors import FileAccessError, MissingPathError, OptionError
from recon.intake.passwords import read_passwords

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, data: str | bytes) -> Path:
    path = folder / "口令.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    "data",
    [
        'file,password\r\n银川/a.xlsx,"a,b"\r\n\r\nb.zip!/c.xlsx, d \r\n',
        '文件名,密码\n银川\\a.xlsx,"a,b"\nb.zip!/c.xlsx, d \n'.encode("utf-16"),
        '文件名\t密码\r\n银川/a.xlsx\t"a,b"\r\nb.zip!/c.xlsx\t d '.encode("utf-16"),
        '\ufeff银川/a.xlsx,"a,b"\nb.zip!/c.xlsx, d ',
    ],
)
def test_names_and_passwords(data: str | bytes, tmp_path: Path) -> None:
    assert read_passwords(written(tmp_path, data)) == {"银川/a.xlsx": "a,b", "b.zip!/c.xlsx": " d "}


@pytest.mark.parametrize(
    ("data", "zh", "en"),
    [
        ("a.xlsx,geheim\nb.xlsx\n", "口令.csv 第 2 行应有两列", "line 2 of 口令.csv should have two columns"),
        ("a.xlsx,geheim,x\n", "实有 3 列", "has 3"),
        ("a.xlsx,geheim\n,geheim\n", "第 2 行第 1 列（file）是空的", "line 2, column 1 (file)"),
        ("a.xlsx,\n", "第 1 行第 2 列（password）是空的", "line 1, column 2 (password)"),
        ("a.xlsx,geheim\n\na.xlsx,anders\n", "第 3 行的文件在前面已有另一个密码", "line 3"),
        ('a.xlsx,"geheim\n', "第 1 行应有两列", "line 1"),
        (b"PK\x03\x04" + bytes(40), "不是文本文件", "is not a text file"),
        (b"MZ\x90\x00" + bytes(60), "不是文本文件", "is not a text file"),
        ("a.xlsx,пароль\n".encode("koi8-r"), "文字编码无法确定", "encoding"),
    ],
)
def test_a_broken_list_is_told_by_file_line_and_column(
    data: str | bytes, zh: str, en: str, tmp_path: Path
) -> None:
    with pytest.raises(OptionError) as stopped:
        read_passwords(written(tmp_path, data))
    assert zh in stopped.value.say("zh")
    assert en in stopped.value.say("en")
    assert "geheim" not in stopped.value.say("zh") + stopped.value.say("en")


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingPathError):
        read_passwords(tmp_path / "missing.csv")
    with pytest.raises(FileAccessError, match="folder"):
        read_passwords(tmp_path)

"""Bytes to text: marks first, then UTF-8, then GB18030 against Big5; in doubt a person is asked, never a guess."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from recon.asides import in_rows
from recon.intake.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
BEFORE = codecs.BOM_UTF8 + b" \t\r\n"
"""What a careless web system sends before the file itself."""
_ALWAYS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "big5": "cp950"}
"""Names that are used for more than they mean. Python's gb2312 turns the dot in a name into U+30FB."""
_WESTERN = frozenset({"ascii", "us-ascii", "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252"})
"""What a server says of a page whose encoding it does not know; any bytes can be read so, Chinese ones as nonsense."""

_WORDS = {
    "gb18030": re.compile("学号|姓名|身份证|性别|专业|专科|本科|层次|年级|秋季|春季|院校|教学点|考生号|证件"),
    "cp950": re.compile("學號|姓名|身份證|性別|專業|專科|本科|層次|年級|秋季|春季|院校|教學點|考生號|證件"),
}
_COMMON = {"gb18030": ("gb2312", range(0xB0, 0xD8)), "cp950": ("big5", range(0xA4, 0xC7))}
"""Lead bytes of the characters in everyday use: the first level of each standard."""
_PUNCTUATION = frozenset("（），：；·、。“”　")
_HEAD = 1 << 16
"""Bytes looked at for the order of UTF-16."""
_SAMPLE = 20_000
"""Characters weighed."""
_FEW = 8
"""Below so many characters their weight proves nothing: two in three everyday GB names are everyday Big5 too."""
_ODD = 4
"""Of so many lines beyond ASCII at most one may be in another encoding than the rest."""
_SURE, _CLEAR = 0.8, 0.15
"""Share of everyday characters that an encoding needs, and its lead over the other one."""


def decode(data: bytes, named: str = "") -> str:
    """Return the text of a file.

    Args:
        data: the whole file.
        named: an encoding a person chose; else it is found out.

    Raises:
        RefusedError: FI12, the encoding is in doubt: a person must choose; FI01, lines are in different ones.
    """
    try:
        encoding = canonical(named) or detect(data)
    except RefusedError as doubt:
        _refuse_mixed(data, ("utf-8", *_COMMON) if doubt.details["candidates"] == "?" else ("utf-8",))
        raise
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        raise RefusedError("FI12", "encoding", candidates="gb18030, utf-8, big5") from None


def decode_declared(data: bytes, declared: str, chosen: str = "") -> str:
    """Return the text of a page that says itself how it is encoded; many say gb2312 and are UTF-8, or the reverse.

    Args:
        data: the whole page.
        declared: what it says.
        chosen: what a person says, which is obeyed.

    Raises:
        RefusedError: FI12, the encoding is in doubt: a person must choose.
    """
    if chosen:
        return decode(data, chosen)
    marked = any(data.startswith(mark) for mark, _ in _MARKS) or wide(data)
    if marked or not declared or _decodes(data, "utf-8") is not None:
        return decode(data)
    first, then = ("", declared) if canonical(declared) in _WESTERN else (declared, "")
    try:
        return decode(data, first)
    except RefusedError:
        return decode(data, then)


def canonical(name: str) -> str:
    """Return the encoding to decode with when a file is said to be in ``name``."""
    name = name.strip().lower().replace("_", "-")
    return _ALWAYS.get(name, name)


def detect(data: bytes) -> str:
    """Return the encoding of ``data``.

    Raises:
        RefusedError: FI12, no encoding is clearly the right one.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if order := wide(data):
        return order
    if _decodes(data, "utf-8") is not None:
        return "utf-8"
    return _chinese(data)


def mark(data: bytes) -> bytes:
    """Return the mark of its encoding that a text begins with, or nothing."""
    return next((mark for mark, _ in _MARKS if data.startswith(mark)), b"")


def wide(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, or nothing: digits and commas have a zero in their higher byte.

    Zeros in both places are no text: a program that was cut off leaves them in whole blocks.
    """
    head = data[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) <= len(head) // 20 or min(even, odd) * 10 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _chinese(data: bytes) -> str:
    """Weigh GB18030 against Big5, by the words of a roster first, then by how everyday the characters are."""
    texts = {name: text for name in _COMMON if (text := _decodes(data, name)) is not None}
    worded = [name for name, text in texts.items() if _WORDS[name].search(text)]
    if len(worded) == 1:
        return worded[0]
    weights = sorted(((_everyday(text[:_SAMPLE], name), name) for name, text in texts.items()), reverse=True)
    lead = weights[0][0] - (weights[1][0] if len(weights) > 1 else 0.0) if weights else 0.0
    if weights and weights[0][0] >= _SURE and lead >= _CLEAR:
        return weights[0][1]
    raise RefusedError("FI12", "encoding", candidates=", ".join(texts) or "?")


def _refuse_mixed(data: bytes, names: Sequence[str]) -> None:
    """Name the lines because of which no encoding fits, where one fits nearly all the others.

    Raises:
        RefusedError: FI01.
    """
    lines = [(number, line) for number, line in enumerate(data.splitlines(), 1) if not line.isascii()]
    for name in names:
        wrong = [number for number, line in lines if _decodes(line, name) is None]
        if 0 < len(wrong) * _ODD <= len(lines):
            raise RefusedError("FI01", "mixed", encoding=name, rows=in_rows(wrong))


def _everyday(text: str, name: str) -> float:
    """Return the share of everyday characters among those beyond ASCII; too few of them prove nothing."""
    standard, leads = _COMMON[name]
    beyond = [character for character in text if character > "\x7f" and character not in _PUNCTUATION]
    common = sum(character.encode(standard, "replace")[0] in leads for character in beyond)
    return common / len(beyond) if len(beyond) >= _FEW else 0.0


def _decodes(data: bytes, encoding: str) -> str | None:
    """Return the text, or None where it is not in ``encoding``; a character cut off at the very end does not count."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(data) - 3 or error.reason != "unexpected end of data":
            return None
        return data[: error.start].decode(encoding)

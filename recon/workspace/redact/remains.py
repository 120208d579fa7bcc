"""Whether a number still stands in what is left of a file, read in another way than the one that took it out.

What rewrites a file knows its format as honest programs write it; what a hostile one hides (a row that never ends,
digits as entities, a part in UTF-16) is seen here, where nothing is known but zips, markup and encodings.
"""

from __future__ import annotations

import contextlib
import html
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.workspace.redact.person import Person

_LINE_END = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_CELL = re.compile(
    r"</?(?:\w+:)?(?:c|v|f|si|is|row|tr|td|th|tc|p|cell|data|table-cell|div|li|br|option)\b[^<>]*>",
    re.IGNORECASE,
)
"""What parts one cell's text from the next; all other tags may stand within a number."""
_TAG = re.compile(r"<[^<>]*>")
_APART = "|"
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)
"""What a damaged or locked part of a zip raises."""
_ZIP = b"PK\x03\x04"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_UTF16 = ("utf-16-le", "utf-16-be")


def remains(data: bytes, person: Person) -> bool:
    """Tell whether a number of the person's can still be read in a file, in a part of a zip, or around its parts."""
    return (data.startswith(_ZIP) and speaks_of(data, person)) or any(
        speaks_of(piece, person)
        if _is_binary(piece)
        else any(_speaks(text, person) for text in _texts(piece))
        for piece in _pieces(data)
    )


def speaks_of(data: bytes, person: Person) -> bool:
    """Tell whether a number stands in bytes nobody can take apart, in any encoding offices use."""
    return any(person.marks(piece.decode("latin-1")) for piece in {data, data.translate(None, b"\0")})


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield a file, or what a zip is made of: its parts, their names, and what is said around them."""
    if not data.startswith(_ZIP):
        yield data
        return
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError):
        yield data
        return
    with package:
        yield package.comment
        for part in package.infolist():
            yield b"\n".join((part.filename.encode("utf-8", "replace"), part.comment, part.extra))
            with contextlib.suppress(*UNREADABLE):
                yield package.read(part)


def _is_binary(data: bytes) -> bool:
    return b"\x00" in data and not data.startswith(_WIDE)


def _texts(data: bytes) -> Iterator[str]:
    """Yield what bytes say in every encoding they may be in; digits are the same in all that have no zeros."""
    if data.startswith(_WIDE):
        yield from (data.decode(code, "replace").replace("\0", "") for code in _UTF16)  # zeros: it is UTF-32
        return
    try:
        yield data.decode("utf-8")
    except UnicodeDecodeError:
        yield data.decode("gb18030", "replace")


def _speaks(text: str, person: Person) -> bool:
    text = _LINE_END.sub(_APART, text)
    if person.marks(html.unescape(text)):
        return True
    return "<" in text and person.marks(html.unescape(_TAG.sub("", _CELL.sub(_APART, text))))

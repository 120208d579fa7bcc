"""Taking a person out of a Word document: the rows of its tables are emptied, and lines that speak of the person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from recon.workspace.redact import parts
from recon.workspace.redact.workbook import text_of

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Mapping

    from recon.workspace.redact.person import Person

_MAIN = "word/document.xml"
_DOCUMENT = re.compile(rb"<(?:\w{1,20}:)?document[\s>]")
_LINE = re.compile(rb"<(\w+:)?p(?=[\s>])[^>]*?(?<!/)>.*?</\1?p>", re.DOTALL)
_TEXT = re.compile(rb"(?<=>)[^<]+(?=<)")
_DRAWN = frozenset({"drawing", "pict", "object", "AlternateContent", "txbxContent"})
"""Tables drawn beside the text are none of its own, and have no number."""


def is_document(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is a Word document, whatever its main part is called."""
    return _main(parts.read(archive)) != ""


def _main(sent: Mapping[str, bytes]) -> str:
    named = [name for name in parts.related(sent, "", "officeDocument") if name]
    return next(
        (name for name in named if _DOCUMENT.search(sent[name][:4096])), _MAIN if _MAIN in sent else ""
    )


def redact(archive: zipfile.ZipFile, person: Person, file: str) -> bytes | None:
    """Return the document without the person; nothing when the person is not in it.

    What is embedded was never read, and is not kept where the person is in the document.

    Raises:
        ExpatError, UnicodeDecodeError: its text is no XML in UTF-8.
    """
    sent = parts.read(archive)
    kept, main = dict(sent), _main(sent)
    kept[main] = _without_rows(kept[main], person, file)
    for name, data in kept.items():
        if name.lower().endswith((".xml", ".rels")):
            kept[name] = _without_lines(data, person)
    return None if kept == sent else parts.packed(archive, kept, person)


def _without_rows(data: bytes, person: Person, file: str) -> bytes:
    """Blank the text of the person's rows; the rows stay, so that those below keep their numbers."""
    data.decode("utf-8")
    rows = _Rows()
    rows.walk(data)
    several = rows.tables > 1
    for table, number, start, end in rows.found:
        listed = number in person.at(file, table if several else "")
        if listed or person.marks(text_of(data[start:end])):
            data = data[:start] + _blank(data[start:end]) + data[end:]
    return data


def _blank(xml: bytes) -> bytes:
    """Return a piece of XML of the same length, without its text."""
    return _TEXT.sub(lambda text: b" " * len(text.group()), xml)


def _without_lines(data: bytes, person: Person) -> bytes:
    """Blank lines that speak of the person, however they are cut into runs, and names that stand elsewhere."""

    def kept(found: re.Match[bytes]) -> bytes:
        said = text_of(found.group())
        return found.group() if person.erase(said) == said else _blank(found.group())

    text = _LINE.sub(kept, data).decode("utf-8", "surrogateescape")
    for value in person.spelled:
        text = text.replace(value, "")
    return text.encode("utf-8", "surrogateescape")


class _Rows:
    """Finds the rows of every table, with the bytes they take; tables are called as intake calls them."""

    def __init__(self) -> None:
        self.tables = 0
        self.found: list[tuple[str, int, int, int]] = []
        """Table, number of the row, first byte, last byte."""
        self._open: list[tuple[str, list[int]]] = []
        self._inner: list[int] = [0]
        self._drawn = 0

    def walk(self, data: bytes) -> None:
        """Go through a document.

        Raises:
            ExpatError: it is no XML.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda name, _: self._start(
            name.rpartition(" ")[2], parser.CurrentByteIndex
        )
        parser.EndElementHandler = lambda name: self._end(name.rpartition(" ")[2], parser.CurrentByteIndex)
        parser.Parse(data, True)

    def _start(self, name: str, at: int) -> None:
        self._drawn += name in _DRAWN
        if self._drawn:
            return
        if name == "tbl":
            self.tables += 1
            self._inner[-1] += 1
            outer = f"{self._open[-1][0]}." if self._open else ""
            self._open.append((f"{outer}{self._inner[-1]}", []))
            self._inner.append(0)
        elif name == "tr" and self._open:
            self._open[-1][1].append(at)

    def _end(self, name: str, at: int) -> None:
        if name in _DRAWN:
            self._drawn -= 1
        elif self._drawn:
            return
        elif name == "tbl" and self._open:
            self._open.pop()
            self._inner.pop()
        elif name == "tr" and self._open:
            table, starts = self._open[-1]
            self.found.append((table, len(starts), starts[-1], at))

"""Reading XML front to back with expat: local names only, document types refused."""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat

from recon.intake.refusal import RefusedError


class XmlWalk:
    """Override :meth:`start`, :meth:`end` and :meth:`text`; names come without their namespaces."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, piece: str) -> None:
        """Characters stand here."""

    def feed(self, data: bytes) -> None:
        """Walk through a document.

        Raises:
            RefusedError: FI01, a DOCTYPE or broken XML.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: self.start(
            name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        )
        parser.EndElementHandler = lambda name: self.end(name.rpartition(" ")[2])
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            raise RefusedError("FI01", "broken-xml") from None


def _refuse(*_: object) -> NoReturn:
    raise RefusedError("FI01", "doctype")

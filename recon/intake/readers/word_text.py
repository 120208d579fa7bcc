"""The text of a Word document: which of it is plain, struck out, hidden or deleted, and which stands aside."""

from __future__ import annotations

import re

from recon.intake.readers.walking import XmlWalk
from recon.intake.readers.word_styles import MARKS, OFF

_CHANGES = frozenset(
    f"{what}Change" for what in ("rPr", "pPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid", "sectPr")
)
"""How something looked before a tracked change."""
_DRAWN = frozenset({"drawing", "pict", "object", "AlternateContent", "txbxContent"})
_APART = _CHANGES | _DRAWN | {"rt", "ddList"}
"""What stands in a paragraph and is none of its text: drawings with their boxes, the reading beside a character."""
_TRACKED = frozenset({"del", "moveFrom", "ins", "moveTo"})
_GONE = frozenset({"del", "moveFrom"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PROMPT = re.compile(
    r"(?:单击|点击|轻触|此处).{0,12}(?:输入|选择|键入)|选择一项|(?:click|tap|choose|enter).{0,20}(?:text|item|date|enter)",
    re.IGNORECASE,
)
"""What Word shows in a field that nobody has filled in."""
_ENDED = "-"
"""Stands on the path for an element whose text was deleted."""


class TextWalk(XmlWalk):
    """Follows runs and tracked changes; override what begins with ``take``, :meth:`opened` and :meth:`closed`.

    Args:
        styles: the styles that mark their text, and how (``word_styles``).
    """

    def __init__(self, styles: dict[str, frozenset[str]]) -> None:
        self._styles = styles
        self._path: list[str] = []
        self._apart = self._deleted = 0
        self._listens = False
        self._paragraph: frozenset[str] = frozenset()
        self._run: dict[str, bool] = {}
        self._joined = False
        """The paragraph's end was deleted: it goes on in the next one."""
        self._prompts: list[bool] = []
        """For every open field of a form whether it still shows its prompt."""
        self._choices: list[str] = []
        self._choice = 0

    def take(self, piece: str, mark: str) -> None:
        """Text stands here; ``mark`` is ``struck``, ``hidden`` or empty."""

    def take_aside(self, piece: str) -> None:
        """Text stands here that belongs to a drawing; empty at the end of its paragraph."""

    def take_end(self) -> None:
        """A paragraph ends here."""

    def take_change(self, *, gone: bool, row: bool) -> None:
        """Something was inserted or deleted here under tracked changes, perhaps the whole row."""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins that is no text."""

    def closed(self, name: str) -> None:
        """An element ends that is no text."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Go into an element."""
        inside = self._path[-1] if self._path else ""
        self._path.append(name)
        self._apart += name in _APART
        if self._apart:
            self._start_apart(name, attributes)
        elif name in _TRACKED:
            self._start_change(name, inside)
        elif inside == "r":
            self._start_text(name, attributes)
        elif name in {"p", "r", "pStyle"} or self._path[-3:-1] == ["r", "rPr"]:
            self._start_look(name, attributes)
        else:
            self._start_field(name)
            self.opened(name, attributes)

    def _start_field(self, name: str) -> None:
        if name == "sdt":
            self._prompts.append(False)
        elif name == "showingPlcHdr" and self._prompts:
            self._prompts[-1] = True

    def _start_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "t":
            self._listens = True
        elif name in _BREAKS:
            self._hear(_BREAKS[name])
        elif name == "sym":
            self._hear(_symbol(attributes.get("char", "")))

    def _start_look(self, name: str, attributes: dict[str, str]) -> None:
        """Note what a paragraph, a run or one of its properties says about the look of the text."""
        value = attributes.get("val", "")
        if name == "p":
            self._paragraph, self._joined = frozenset(), False
        elif name == "r":
            self._run = {}
        elif name == "pStyle":
            self._paragraph = self._styles.get(value, frozenset())
        elif name == "rStyle":
            self._run = dict.fromkeys(self._styles.get(value, ()), True) | self._run
        elif name in MARKS:
            doubly = name == "dstrike" and self._run.get("struck", False)
            self._run[MARKS[name]] = value not in OFF or doubly

    def _start_change(self, name: str, inside: str) -> None:
        """Follow a tracked change: of a row, of the end of a paragraph, or of the text inside."""
        gone = name in _GONE
        self.take_change(gone=gone, row=inside == "trPr")
        if gone and inside == "rPr":
            self._joined = True
        elif gone and inside != "trPr":
            self._deleted += 1
            self._path[-1] = _ENDED

    def _start_apart(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "ddList":
            self._choices, self._choice = [], 0
        elif name == "listEntry":
            self._choices.append(value)
        elif name == "result" and value.isascii() and value.isdigit():
            self._choice = int(value[:4])
        elif name == "t":
            self._listens = True

    def end(self, name: str) -> None:
        """Come out of an element."""
        said = self._path.pop()
        if name == "t":
            self._listens = False
        elif said == _ENDED:
            self._deleted -= 1
        elif self._apart:
            self._end_apart(name)
        elif name == "p":
            if not self._joined:
                self.take_end()
        elif name == "sdt":
            del self._prompts[-1:]
        else:
            self.closed(name)

    def _end_apart(self, name: str) -> None:
        self._apart -= name in _APART
        if name == "p" or not self._apart:
            self.take_aside("")
        if name == "ddList" and not self._apart and self._choice < len(self._choices):
            self._hear(self._choices[self._choice])

    def text(self, piece: str) -> None:
        """Hear what stands in an element of text."""
        if self._listens and self._apart:
            self.take_aside(piece)
        elif self._listens:
            self._hear(piece)

    def _hear(self, piece: str) -> None:
        asked = bool(self._prompts) and self._prompts[-1] and _PROMPT.search(piece)
        if piece and not self._deleted and not asked:
            said = [mark for mark in ("hidden", "struck") if self._run.get(mark, mark in self._paragraph)]
            self.take(piece, said[0] if said else "")


def _symbol(code: str) -> str:
    """Return a character that was put in by the number it has in its font."""
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else ""

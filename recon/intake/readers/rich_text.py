"""What counts of a cell's text of several looks: a clerk strikes the old number out and writes the new one behind it.

As in Word: text that is struck out counts only where the cell holds no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Pieces = Sequence[tuple[str, bool | None]]
    """Text, and whether it is struck out; None where it looks as its cell does."""

OFF = frozenset({"0", "false"})
"""How XML says that a mark does not hold."""
_BLANKS = " \t\n\r\xa0\u3000"


class Runs:
    """The pieces of one shared or inline text while its runs go by (``r`` with ``rPr``, ``strike``)."""

    def __init__(self) -> None:
        self._struck: bool | None = None
        self._pieces: list[tuple[str, bool | None]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of a run, of its looks, or of the line through it."""
        if name == "r":
            self._struck = None
        elif name == "rPr":
            self._struck = False
        elif name == "strike":
            self._struck = attributes.get("val") not in OFF

    def hear(self, piece: str) -> None:
        """Take in text of the open run."""
        self._pieces.append((piece, self._struck))

    def taken(self) -> Pieces:
        """Return the pieces of the text that ends here, and begin anew."""
        pieces, self._pieces, self._struck = self._pieces, [], None
        return pieces


def is_uneven(pieces: Pieces) -> bool:
    """Tell whether a text may be struck out otherwise than its cell."""
    marks = {struck for _, struck in pieces}
    return True in marks or len(marks) > 1


def left_of(pieces: Pieces, *, around: bool = False) -> str:
    """Return what counts of a text of which a part is struck out; empty where none is, or all.

    Args:
        pieces: the text.
        around: whether the cell is struck out.

    >>> left_of([("李丽", True), ("李莉", None)])
    '李莉'
    """
    if not is_struck(pieces, around=around, wholly=False) or is_struck(pieces, around=around):
        return ""
    said = "".join(text for text, struck in pieces if not (around if struck is None else struck))
    return "\n".join(line for part in said.split("\n") if (line := part.strip(_BLANKS)))


def is_struck(pieces: Pieces, *, around: bool = False, wholly: bool = True) -> bool:
    """Tell whether a text is struck out wholly, or at least in part; a text without pieces is as its cell.

    Args:
        pieces: the text.
        around: whether the cell is struck out.
        wholly: whether all of it must be.
    """
    marks = [around if struck is None else struck for text, struck in pieces if text.strip(_BLANKS)]
    return (all(marks) if wholly else any(marks)) if marks else around

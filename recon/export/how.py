"""How outputs are made, and what one finished file is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recon.applications import Applications
    from recon.export.handover_lists import Frozen
    from recon.export.history import Step


class Document(NamedTuple):
    """One finished file: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class How:
    """The layout and the password of what is made, what the office remembers, and whom to tell how it goes."""

    layout: str = "official"
    """``official`` or ``own``."""
    originals: Callable[[str, str], bytes | None] = lambda _file, _sha256: None
    """(file, SHA-256) → the bytes as received, for the layout ``own``."""
    tell: Callable[[str], object] = lambda _: None
    """Told what could not be done as asked."""
    frozen: Frozen | None = None
    """The version of the hand-over to write; None for what the run says now."""
    let_go: frozenset[str] = frozenset()
    """Student numbers that go although they are open or held, where no version is written."""
    history: Callable[[str], Sequence[Step]] = lambda _: ()
    """Student number → what the office's memory knows of it, for the case file."""
    applications: Callable[[], Applications] = dict
    """Returns how far applications to correct records have come, for their list."""
    password: str = ""
    """The open password of every workbook, none when empty."""
    progress: Callable[[int, int, str], object] = lambda _done, _total, _what: None
    """Told (done, total, what) after each unit."""

"""What is asked of a listing, what it answers, and how it is cut from its Parquet file."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_HALF: Final = {0xFF01 + n: 0x21 + n for n in range(94) if chr(0x21 + n).isalnum()}
"""Full-width digits and letters, as an input method leaves them; brackets are part of names."""
_LAST: Final = re.compile(r"(?<=\d)x$")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a listing: chosen codes per facet, and words to search for (never put into a URL)."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""

    def narrowed(self) -> bool:
        """Tell whether anything is filtered at all."""
        return bool(self.words.strip()) or any(self.chosen.values())

    def sought(self) -> list[str]:
        """Return the words as registers write them: digits and letters of half width, an ID that ends in X."""
        return [_LAST.sub("X", word) for word in self.words.translate(_HALF).split()]

    def digest(self) -> str:
        """Return a short digest, for keys of widgets that must start anew when the question changes."""
        said = repr((sorted(self.chosen.items()), self.words))
        return hashlib.sha256(said.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows: which one, of how many, out of how many rows."""

    rows: list[dict[str, Any]]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How a listing is cut from its Parquet file."""

    name: str
    facets: tuple[str, ...]
    """Facet columns of the narrow table; each value is a short code or name."""
    settable: Mapping[str, tuple[str, ...]] = field(default_factory=dict, kw_only=True)
    """Facets that change while the run stays as it is (a ruling's state), and every value they can take."""
    searched: tuple[str, ...]
    """Columns the search looks into."""
    kept: str
    """SQL of further narrow columns."""
    source: str
    """SQL after FROM; ``{file}`` is the Parquet file, ``{folder}`` the run's folder."""
    order: str

"""What a web page strikes out: by tags, by styles, and by classes of its style sheet, as Excel writes them."""

from __future__ import annotations

import re

_TAGS = frozenset({"s", "strike", "del"})
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;:}]*line-through", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")


class Strikes:
    """The stretches of a page's text that are struck out, while its tags go by."""

    def __init__(self, page: str) -> None:
        told = _CLASS.findall(page) if "line-through" in page else ()
        self._classes = frozenset(name for name, body in told if _LINE_THROUGH.search(body))
        self._open: list[str] = []

    @property
    def now(self) -> bool:
        """True while what comes is struck out."""
        return bool(self._open)

    def by(self, attributes: dict[str, str]) -> bool:
        """Tell whether a tag's attributes strike out what it holds."""
        named = not self._classes.isdisjoint(attributes.get("class", "").split())
        return named or bool(_LINE_THROUGH.search(attributes.get("style", "")))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of a tag within a cell."""
        if tag in _TAGS or self.by(attributes):
            self._open.append(tag)

    def end(self, tag: str) -> None:
        """Take in its end."""
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def forget(self) -> None:
        """End with a cell whatever was left open in it."""
        self._open.clear()

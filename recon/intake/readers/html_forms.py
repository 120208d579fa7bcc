"""What the fields of a form on a page show: a system's page saved while it was edited has its values there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = frozenset({"", "text", "tel", "number", "search", "email", "date", "month"})


def typed(attributes: Mapping[str, str]) -> str:
    """Return what an input shows; buttons, boxes and hidden fields show nothing."""
    shown = attributes.get("type", "").strip().lower() in _SHOWN
    return attributes.get("value", "") if shown else ""


class Choice:
    """An open list of options: it shows the selected one, else the first."""

    def __init__(self) -> None:
        self._options: list[str] = []
        self._selected = 0

    def begin(self, attributes: Mapping[str, str]) -> None:
        """Begin an option."""
        if "selected" in attributes:
            self._selected = len(self._options)
        self._options.append("")

    def hear(self, text: str) -> None:
        """Take in what stands in the option that is open."""
        if self._options:
            self._options[-1] += text

    def shown(self) -> str:
        """Return the option that is seen."""
        return self._options[self._selected] if self._options else ""

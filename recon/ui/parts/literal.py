"""Streamlit reads what it says as Markdown; a name that others gave is shown as it stands, whatever it looks like."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>()~$|&#!]|:(?=[a-z]))", re.IGNORECASE)
_LINE_STARTS: Final = re.compile(r"^([ \t]*)([-+=:]|\d+(?=[.)]))", re.MULTILINE)
_CODES: Final = re.compile(r":(?=[\w+/-]+:)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where a name of a sign (``:star:``, ``:material/bolt:``) or an address begins: no backslash stops these."""
_JOINER: Final = "\u2060"


def literal(text: str) -> str:
    """Return Markdown that shows a text as it stands: no link, picture, formula, sign, list or emphasis."""
    broken = _CODES.sub(lambda found: found[0] + _JOINER, text)
    return _LINE_STARTS.sub(_started, _SIGNS.sub(r"\\\1", broken))


def _started(found: re.Match[str]) -> str:
    """Take its meaning from a sign or a number at the beginning of a line."""
    return f"{found[1]}\\{found[2]}" if not found[2].isdigit() else f"{found[1]}{found[2]}{_JOINER}"

"""Name the first screen's scripts in the page, so that the browser fetches them all at once.

Streamlit loads each kind of element when one first arrives. On a deep page that is a chain of small waits, and the
numbers would stand behind the charts, whose five megabytes keep a browser busy for more than a second.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit

FIRST: Final = ("Html", "ButtonGroup", "Metric", "PageLink", "Button", "TextInput", "BidiComponent")
"""Elements at the top of our pages. Grids and charts come after them on purpose."""
_STATIC: Final = Path(streamlit.__file__).parent / "static"
_NEEDS: Final = re.compile(r'from"\./([\w.-]+\.js)"')


@cache
def links() -> str:
    """Return ``modulepreload`` links for the head of the page: the elements, and what they are made of."""
    return "".join(f'<link rel="modulepreload" crossorigin href="/static/js/{name}">' for name in parts())


def parts() -> list[str]:
    """Return the files' names; Streamlit's own page names the others already."""
    page = (_STATIC / "index.html").read_text(encoding="utf-8")
    found: dict[str, None] = {}
    waiting = [path.name for name in FIRST for path in (_STATIC / "static" / "js").glob(f"{name}.*.js")]
    while waiting:
        name = waiting.pop(0)
        if name in found or name in page:
            continue
        found[name] = None
        waiting += _NEEDS.findall((_STATIC / "static" / "js" / name).read_text(encoding="utf-8"))
    return list(found)

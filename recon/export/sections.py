"""A section of a page: a heading with its count above a table, or the word that there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.export.book import Page
    from recon.export.view import View

COLON = Text("：", ": ")
"""Between a label and what it says."""
_NONE = Text("（无）", "(none)")


def section(
    page: Page, view: View, names: tuple[Text, Sequence[Text]], rows: Sequence[tuple[str, ...]]
) -> None:
    """Write a section; ``names`` are its heading, with ``{count}``, and the titles of its columns."""
    heading, titles = names
    page.section(
        heading.say(view.lang, count=len(rows)),
        [title.say(view.lang) for title in titles],
        rows,
        _NONE.say(view.lang),
    )

"""A table whose cells hold sentences: drawn by the browser, which breaks lines as they are printed.

A grid's canvas breaks a line before a full stop, leaves some sentences in one line and cuts them off, and makes every
row as high as the highest. Values are escaped: a file or a site may be called anything.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def prose(titles: Mapping[str, int], rows: Sequence[Mapping[str, Any]], alt: str) -> None:
    """Draw one page of rows.

    Args:
        titles: title of a column → the share of the width it takes, in percent.
        rows: title → value; numbers with separators stand at the right, None is blank.
        alt: what a screen reader calls the table.
    """
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in titles)
    widths = "".join(f'<col width="{share}%">' for share in titles.values())
    body = "".join(f"<tr>{''.join(_cell(row[title]) for title in titles)}</tr>" for row in rows)
    st.html(
        f'<div class="rc-prose"><table aria-label="{escape(alt)}"><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td class="rc-number">{value:,}</td>'
    return f"<td>{'' if value is None else escape(str(value))}</td>"

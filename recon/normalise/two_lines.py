"""What two header lines say together of each column: words above spread over what stands below them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recon.fields import PERSONAL
from recon.normalise.headings import known_but_empty
from recon.normalise.spellings import folded, is_hint, is_side
from recon.normalise.wordings import GIVEN, SURNAME, speaks_of_another

if TYPE_CHECKING:
    from recon.model import RawRow, RawSheet
    from recon.normalise.headings import Lexicon

HAN = re.compile(r"[\u3400-\u9fff]")
_FOREIGN = re.compile(r"^(?!.*[\d\u3400-\u9fff]).*[^\W\d_]", re.DOTALL)
"""Words of another language: neither a number nor Chinese."""
_LABELLED = re.compile(r"\A([^:：]*)[:：]\s*\S")
"""A label with its value behind it, in a line of titles."""


def said(sheet: RawSheet, top: RawRow, bottom: RawRow, lexicon: Lexicon) -> list[str]:
    """Return the words of each column, left to right."""
    width = max(len(top.values), len(bottom.values))
    above = _spread(sheet, top, bottom, width)
    below = [*bottom.values, *("",) * (width - len(bottom.values))]
    return [
        _joined("" if _says_of_all(a, b, lexicon) else a, b, lexicon)
        for a, b in zip(above, below, strict=True)
    ]


def as_one(sheet: RawSheet, at: int, end: int, lexicon: Lexicon) -> RawSheet:
    """Return the lines from ``at`` to ``end`` with the first two as one, which stands where the second does."""
    top, bottom = sheet.rows[at : at + 2]
    words = with_third(sheet, at, said(sheet, top, bottom, lexicon), lexicon)
    types = "".join("t" if word else " " for word in words)
    line = replace(bottom, values=tuple(words), types=types)
    return replace(sheet, rows=(line, *sheet.rows[at + 2 : end]))


def _says_of_all(above: str, below: str, lexicon: Lexicon) -> bool:
    """Tell what is said of the whole list (院校代码：51161), whatever column it stands over.

    学号：13位 speaks of its own column, and so does 层次：本科/专科 where nothing but another hint stands below it.
    """
    found = _LABELLED.match(above)
    own = found is None or lexicon.code(found[1]) in PERSONAL
    return not own and bool(below.strip()) and not is_hint(below)


def is_class_line(sheet: RawSheet, top: RawRow, bottom: RawRow, lexicon: Lexicon) -> bool:
    """Tell what is said of a class (年级：2018秋季 专业：会计) right below a header from the header's second line.

    It names no key, and stands below words that mean another thing (序号), or below none; 年级：如2018秋 below the word
    of a group is a column's.
    """
    above = _spread(sheet, top, bottom, len(bottom.values))
    return all(
        _labels_class(value, over, lexicon)
        for value, over in zip(bottom.values, above, strict=False)
        if value.strip()
    )


def _labels_class(text: str, above: str, lexicon: Lexicon) -> bool:
    found = _LABELLED.match(text)
    if not found or lexicon.code(found[1]) in PERSONAL:
        return False
    over = lexicon.code(above)
    return over != lexicon.code(found[1]) if over else not above or known_but_empty(above)


def with_third(sheet: RawSheet, at: int, words: list[str], lexicon: Lexicon) -> list[str]:
    """Return the words with those of the line above the two, where a column has none: 教学点, merged over three lines.

    Only a word that names a field is taken: what else stands there is a title, or a group's.
    """
    top, line = sheet.rows[at], sheet.rows[at - 1] if at else None
    if line is None or line.number != top.number - 1:
        return words
    words = [*words, *("",) * (len(line.values) - len(words))]
    tall = {left - 1 for first, left, last, _ in sheet.merged if first == line.number and last > top.number}
    third = [line.values[i] if i in tall and i < len(line.values) else "" for i in range(len(words))]
    return [word or (above if lexicon.code(above) else "") for word, above in zip(words, third, strict=True)]


def _spread(sheet: RawSheet, top: RawRow, bottom: RawRow, width: int) -> list[str]:
    """Return the upper words, each carried to the right over the columns it spans."""
    above = [*top.values, *("",) * (width - len(top.values))]
    spans = {
        column: first_column
        for first, first_column, _, last_column in sheet.merged
        if first == top.number
        for column in range(first_column, min(last_column, width) + 1)
    }
    for i in range(1, width):
        if above[i]:
            continue
        if i + 1 in spans:
            above[i] = above[spans[i + 1] - 1]
        elif not sheet.merged and i < len(bottom.values) and bottom.values[i]:
            above[i] = above[i - 1]
    return above


def _joined(above: str, below: str, lexicon: Lexicon) -> str:
    """Return what two lines say of a column; a translation below never makes a known column unknown."""
    if not below.strip() or (lexicon.code(above) and HAN.search(above) and _FOREIGN.match(below)):
        return above
    if lexicon.code(above) and is_side(below):
        return f"{above}（{below}）"
    if lexicon.code(below) and is_side(above):
        return f"{below}（{above}）"
    if not lexicon.code(below) and lexicon.code(above + below):
        return above + below  # 学 over 号, which alone is the running number
    half = lexicon.code(above) == "name" and folded(below) in SURNAME | GIVEN
    if half or ((lexicon.code(below) or known_but_empty(below)) and not speaks_of_another(above)):
        return below
    return above + below

"""What a title or the line above a class says in the place of a column: 层次：专科, 2018秋专科行政管理班.

Nothing is filled in from it: which lines it holds for, only the site can say. But a missing column is told with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recon.normalise.columns import letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recon.model import RawRow
    from recon.normalise.headings import Lexicon

_LABELLED = re.compile(
    r"(?P<label>[^\s:：，,；;。]{2,12})[:：]\s{0,3}(?P<value>(?![^\s:：]{1,12}[:：])[^\s:：，,；;。]{1,20})?"
)
_WORDS: Mapping[str, re.Pattern[str]] = {
    "level": re.compile(r"专升本|高起专|专科|本科"),
    "cohort": re.compile(r"(?<!\d)(?:20)?\d\d年?级?[春秋]季?|(?<!\d)20\d\d级"),
}
"""What needs no label; a date has neither season nor 级."""
_PLACES = ("institution_code", "sex", "level", "major", "cohort", "study_form")
"""What may hold for a whole class; a name or number stands in a title for somebody else."""


class Said(NamedTuple):
    """Where it stands (empty for what is no cell), and what it says."""

    cell: str
    text: str


def said_above(code: str, lines: Iterable[RawRow], lexicon: Lexicon) -> Said | None:
    """Return the first place above a class that says a field with its label; else the only word for it there is."""
    if code not in _PLACES:
        return None
    rows = list(lines)
    labelled = next((said for row in rows for said in _labelled(code, row, lexicon)), None)
    if labelled or code not in _WORDS:
        return labelled
    words = {found[0]: Said(_cell(row, at), found[0]) for row, at, found in _found(code, rows)}
    return next(iter(words.values())) if len(words) == 1 else None


def _labelled(code: str, row: RawRow, lexicon: Lexicon) -> Iterator[Said]:
    for at, text in enumerate(row.values):
        behind = next(filter(None, map(str.strip, row.values[at + 1 : at + 3])), "")
        told = [(found["label"], found["value"] or behind) for found in _LABELLED.finditer(text[:200])]
        if not told and behind and not lexicon.code(behind):
            # Label and value in two cells, with no sign between them.
            told = [("".join(text.split()), behind)]
        for label, value in told:
            if value and lexicon.code(label) == code:
                yield Said(_cell(row, at), f"{label}：{value[:20]}")


def _found(code: str, rows: Iterable[RawRow]) -> Iterator[tuple[RawRow, int, re.Match[str]]]:
    for row in rows:
        for at, text in enumerate(row.values):
            for found in _WORDS[code].finditer(text[:200]):
                yield row, at, found


def _cell(row: RawRow, at: int) -> str:
    return f"{letter(at)}{row.number}" if row.number else ""

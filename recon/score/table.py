"""The score as a table to read on a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from recon.values.shares import exact_percent, share
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.score.tally import Score, Tally
    from recon.words import Lang

_HEAD = (
    Text("", ""),
    Text("错误数", "spoils"),
    Text("找到", "found"),
    Text("查全率", "recall"),
    Text("发现数", "findings"),
    Text("查准率", "precision"),
    Text("建议数", "proposed"),
    Text("建议正确", "right"),
    Text("把握相符", "trust right"),
)
_ALL = Text("合计", "all")
_WIDTH = 12


def draw(score: Score, lang: Lang) -> str:
    """Return one line per rule, then one per trust, then all."""
    lines = [_aligned([word.say(lang) for word in _HEAD])]
    lines += [_line(rule, score.rules[rule]) for rule in sorted(score.rules)]
    lines += ["", *(_line(trust or "-", tally) for trust, tally in score.by_trust())]
    return "\n".join([*lines, "", _line(_ALL.say(lang), score.total)])


def _line(name: str, tally: Tally) -> str:
    shares = (tally.recall, tally.precision, tally.accuracy, share(tally.trusted, tally.spoils))
    recall, precision, accuracy, trusted = (exact_percent(one) for one in shares)
    counts = (tally.spoils, tally.found, recall, tally.findings, precision, tally.proposed, accuracy, trusted)
    return _aligned([name, *map(str, counts)])


def _aligned(words: Sequence[str]) -> str:
    """Align in columns: the first to the left, the others to the right."""
    first, *others = words
    return (
        first + " " * (_WIDTH - _columns(first)) + "".join(" " * (_WIDTH - _columns(w)) + w for w in others)
    )


def _columns(word: str) -> int:
    """Return how wide a word is on a terminal: a Chinese character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in word)

"""Marks: one truth column per rule and field, true where the row breaks it.

The whole catalogue in one lazy pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon.fields import CODES
from recon.rules.ask import any_of
from recon.rules.layout import REGISTER, lay_out
from recon.words import CellType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.rules.rule import Rule
    from recon.rules.setting import Setting

    Frame = nw.LazyFrame[Any]


def mark(judged: Frame, rules: Sequence[Rule], setting: Setting) -> Frame:
    """Lay the judged frame out and add the mark of every row rule."""
    return mark_laid_out(lay_out(judged, setting), rules)


def mark_laid_out(frame: Frame, rules: Sequence[Rule]) -> Frame:
    """Add the marks to a frame that is laid out.

    A row that broke an ``after`` rule is not asked: unjudged, not passed.
    """
    done: set[str] = set()
    for stage in stages(rules):
        done |= {column for rule in stage for column, _ in rule.columns()}
        frame = frame.with_columns(
            **{
                column: _asked_and_broken(rule, field, done)
                for rule in stage
                for column, field in rule.columns()
            }
        )
    return frame


def suspects(marked: Frame, rules: Sequence[Rule]) -> Frame:
    """Keep the rows that break any rule at all."""
    return marked.filter(any_of(nw.col(column) for column in mark_columns(rules)))


def mark_columns(rules: Sequence[Rule]) -> list[str]:
    """Return the names of all marks, in the order of the rules."""
    return [column for rule in rules if rule.mark for column, _ in rule.columns()]


def stages(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Group the row rules so that each stands behind those it is asked ``after``.

    A rule switched off holds nobody up.
    """
    waiting = [rule for rule in rules if rule.mark]
    while waiting:
        codes = {rule.code for rule in waiting}
        ready = [rule for rule in waiting if not codes & set(rule.after)]
        if not ready:
            raise ValueError("rules wait for one another: " + " ".join(sorted(codes)))
        yield ready
        waiting = [rule for rule in waiting if rule not in ready]


def _asked_and_broken(rule: Rule, field: str, done: set[str]) -> nw.Expr:
    """Return the mark: false where the rule is not asked.

    A conditional rather than a conjunction, since SQL engines work it out only for the rows that are asked.
    """
    unasked = any_of(_unasked(rule, field, done))
    return nw.when(unasked).then(nw.lit(False)).otherwise(rule.broken(field))


def _unasked(rule: Rule, field: str, done: set[str]) -> Iterator[nw.Expr]:
    for need in rule.needs:
        yield ~nw.col(f"known_{field}" if need == "known" else need)
    if field in CODES:
        yield nw.col(f"{field}_type") == CellType.ABSENT.value
    if rule.spares and field in REGISTER:
        shown = "_raw" if rule.spares == "exact" else ""
        yield nw.col("matched") & (nw.col(f"{field}{shown}") == nw.col(f"o_{field}{shown}"))
    for earlier in _earlier(rule, field, done):
        yield nw.col(earlier)


def _earlier(rule: Rule, field: str, done: set[str]) -> list[str]:
    """Return the marks of the ``after`` rules.

    At the same field where they stand on several, else their only one.
    """
    names = [name for code in rule.after for name in (f"{code}_{field}", code) if name in done]
    return list(dict.fromkeys(names))

"""Counts of what was found, explained and proposed: per rule, per trust, in all."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recon.values.shares import share
from recon.words import Trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    Entry = Mapping[str, Any]


@dataclass
class Tally:
    """Counts of one rule, of one trust, or of all."""

    spoils: int = 0
    found: int = 0
    trusted: int = 0
    """Spoils found with the trust they must have."""
    findings: int = 0
    explained: int = 0
    proposed: int = 0
    right: int = 0

    @property
    def recall(self) -> float | None:
        """Found spoils among all; ``None`` where there is none."""
        return share(self.found, self.spoils)

    @property
    def precision(self) -> float | None:
        """Explained findings among all at warning and above."""
        return share(self.explained, self.findings)

    @property
    def accuracy(self) -> float | None:
        """Right proposals among those whose right value is known."""
        return share(self.right, self.proposed)

    def numbers(self) -> dict[str, Any]:
        """Return counts and shares by name."""
        return {**vars(self), "recall": self.recall, "precision": self.precision, "accuracy": self.accuracy}


@dataclass
class Score:
    """The whole answer: per rule, per trust, in all, and what went wrong."""

    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    trusts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    total: Tally = field(default_factory=Tally)
    missed: list[Entry] = field(default_factory=list)
    """Spoils no finding names."""
    mistrusted: list[Entry] = field(default_factory=list)
    """Spoils found, but not with the trust they must have; a truth without a trust does not ask for one."""
    alarms: list[Entry] = field(default_factory=list)
    """Findings at warning and above that no spoil explains."""
    wrong: list[Entry] = field(default_factory=list)
    """Findings whose proposal is not the right value."""

    def tallies(self, rule: str, trust: str) -> tuple[Tally, Tally, Tally]:
        """Return what a spoil or finding of this rule and trust counts for."""
        return self.rules[rule], self.trusts[trust], self.total

    def by_trust(self) -> list[tuple[str, Tally]]:
        """Return the tallies by trust, as the catalogue orders trusts."""
        order = [str(trust) for trust in Trust]
        return [(trust, self.trusts[trust]) for trust in sorted(self.trusts, key=order.index)]

    def numbers(self) -> dict[str, Any]:
        """Return plain numbers: ``total``, ``rules`` and ``trusts``, each with its counts and shares."""
        return {
            "total": self.total.numbers(),
            "rules": {rule: self.rules[rule].numbers() for rule in sorted(self.rules)},
            "trusts": {trust: tally.numbers() for trust, tally in self.by_trust()},
        }

    def json(self) -> str:
        """Return :meth:`numbers` as JSON text."""
        return json.dumps(self.numbers(), ensure_ascii=False)

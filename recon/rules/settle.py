"""The last step: every finding gets its id, its cause, its charge and its words."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import pyarrow as pa

from recon.model import FINDING_MEMBERS, FINDINGS
from recon.rules.charges import charge
from recon.rules.identify import identify, in_order
from recon.rules.say import say_evidence, say_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.model import Finding
    from recon.words import Lang


def settle(findings: Sequence[Finding], key: bytes, lang: Lang) -> list[Finding]:
    """Return the findings in order, identified, charged and said.

    A cause's id is the id of its chief: the finding that is charged, or would be.
    """
    found = in_order(findings)
    ids = identify(found, key)
    charges = charge(found)
    return [
        finding.settled(
            finding_id=ids[n],
            cause_id=ids[decision.chief],
            charged=decision.charged,
            message=say_message(finding, lang),
            evidence=say_evidence(finding.levels, lang),
        )
        for n, (finding, decision) in enumerate(zip(found, charges, strict=True))
    ]


def merge(settled: Iterable[Sequence[Finding]]) -> list[Finding]:
    """Put findings together that were settled apart, in order.

    They may be where they are of different rules and no line of the precedence spans both: those about rows, files and
    the extract on one side, those about students and sites on the other.
    """
    return in_order([finding for findings in settled for finding in findings])


def to_table(findings: Sequence[Finding]) -> pa.Table:
    """Return the findings as a table (``model.FINDINGS``)."""
    columns = {
        name: [*map(attrgetter(f"{name}.value" if name in _CODES else name), findings)]
        for name in FINDINGS.names
        if name in FINDING_MEMBERS
    }
    return pa.table(columns, schema=FINDINGS)


_CODES = frozenset({"severity", "trust", "kind"})

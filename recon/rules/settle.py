"""The last step: every finding gets its id, its cause, its charge and its words."""

from __future__ import annotations

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
    return [
        finding.settled(
            charged=decision.charged,
            finding_id=finding_id,
            cause_id=ids[decision.chief],
            evidence=say_evidence(finding.levels, lang),
            message=say_message(finding, lang),
        )
        for finding, finding_id, decision in zip(found, ids, charge(found), strict=True)
    ]


def merge(settled: Iterable[Sequence[Finding]]) -> list[Finding]:
    """Put findings together that were settled apart, in order.

    They may be where they are of different rules and no line of the precedence spans both: those about rows, files and
    the extract on one side, those about students and sites on the other.
    """
    return in_order([finding for findings in settled for finding in findings])


def to_table(findings: Sequence[Finding]) -> pa.Table:
    """Return the findings as a table (``model.FINDINGS``)."""
    told = dict(zip(FINDING_MEMBERS, zip(*findings, strict=True), strict=True)) if findings else {}
    columns = {name: told.get(name, ()) for name in FINDINGS.names}
    codes = {name: [*map(str, columns[name])] for name in _CODES}
    return pa.table(columns | codes, schema=FINDINGS)


_CODES = ("severity", "trust", "kind")
"""Members that are words of a vocabulary: Arrow is slow to see that they are text."""

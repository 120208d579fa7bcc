"""The last step: every finding gets its id, its cause, its charge and its words."""

from __future__ import annotations

from dataclasses import fields as members
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa

from recon.model import FINDINGS, Finding
from recon.rules.charges import charge
from recon.rules.identify import identify, in_order
from recon.rules.say import say_evidence, say_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.words import Lang


def settle(findings: Sequence[Finding], key: bytes, lang: Lang) -> list[Finding]:
    """Return the findings in order, identified, charged and said.

    A cause's id is the id of its chief: the finding that is charged, or would be.
    """
    found = in_order(findings)
    ids = identify(found, key)
    charges = charge(found)
    return [
        replace(
            finding,
            finding_id=ids[n],
            cause_id=ids[decision.chief],
            charged=decision.charged,
            message=say_message(finding, lang),
            evidence=say_evidence(finding.levels, lang),
        )
        for n, (finding, decision) in enumerate(zip(found, charges, strict=True))
    ]


def to_table(findings: Sequence[Finding]) -> pa.Table:
    """Return the findings as a table (``model.FINDINGS``)."""
    known = {member.name for member in members(Finding)}
    columns = {
        name: [str(v) if name in _CODES else v for v in (getattr(f, name) for f in findings)]
        for name in FINDINGS.names
        if name in known
    }
    return pa.table(columns, schema=FINDINGS)


_CODES = frozenset({"severity", "trust", "kind"})

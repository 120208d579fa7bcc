"""Findings and rulings as small as a test can say them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recon.model import Finding, Ruling
from recon.words import Severity, Trust

ROW = Finding(
    rule="MA03",
    severity=Severity.ERROR,
    trust=Trust.CONFIRM,
    field="id_card",
    row_id=1,
    enrol_id=7,
    unit="64901",
    file="a.xlsx",
    sheet="Sheet1",
    row=5,
    cell="E5",
    submitted="10010119900307452X",
    official="10010119900307451X",
    proposal="10010119900307451X",
    charged=True,
    finding_id="f1",
    cause_id="f1",
)


class Desk:
    """Makes findings that differ from one plain one, and rulings that saw what their finding shows."""

    def finding(self, finding_id: str = "f1", **changed: object) -> Finding:
        return ROW.amended(**{"finding_id": finding_id, "cause_id": finding_id, **changed})

    def ruling(self, finding: Finding, verdict: str, **changed: object) -> Ruling:
        seen = Ruling(
            finding.finding_id,
            verdict,
            who="李登记",
            at="2020-06-01T09:00:00+08:00",
            seen_submitted=finding.submitted,
            seen_official=finding.official,
        )
        return replace(seen, **changed)


@pytest.fixture
def desk() -> Desk:
    return Desk()

"""Judging files: what intake, shaping and the rounds told of them becomes findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.model import Finding, Trouble
from recon.rules import file as fi
from recon.rules.catalogue import BY_CODE
from recon.rules.findings import as_details, place
from recon.rules.switches import OFF, severity_of
from recon.sites import UNKNOWN
from recon.words import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recon.model import FileRead
    from recon.rules.setting import Setting


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the corridor knows of one file once units and rounds are settled."""

    file: str
    sha256: str = ""
    unit: str = UNKNOWN
    against: tuple[str, ...] = ()
    """What speaks against the unit (:class:`recon.model.UnitHint`, ``source``)."""
    nobodys: tuple[str, ...] = ()
    """Codes among that which no known unit has."""
    by: str = ""
    """What told the unit, a hint's ``source``."""
    received_at: str = ""
    home_sites: int = 0
    """How many home sites its matched students have."""
    outside: int = 0
    """How many of its matched students do not belong below the unit."""
    sent: bool = True
    """Whether it counts as a submission; a copy of another file or what only holds others does not."""


def judge_files(
    reads: Iterable[FileRead],
    told: Mapping[str, Sequence[Trouble]],
    facts: Iterable[FileFacts],
    setting: Setting,
) -> list[Finding]:
    """Return the findings about files and headers, not yet settled.

    Args:
        reads: every file; intake's own troubles are in them.
        told: file → the troubles shaping found in it (FI05, FI07, FI12, FI13, FI16, FI17, HD01–HD06).
        facts: unit, time and home sites of each file.
        setting: campaign and sites.
    """
    known = {fact.file: fact for fact in facts}
    found: list[Finding] = []
    for read in reads:
        fact = known.get(read.file, FileFacts(read.file, read.sha256, sent=False))
        shaped = told.get(read.file, ())
        sent = fact.sent and not any(t.details.get("whole") for t in shaped)
        troubles = (*read.troubles, *shaped, *(_from_facts(fact, setting) if sent else ()))
        found.extend(
            _finding(trouble, fact, setting)
            for trouble in troubles
            if setting.campaign.rules.get(trouble.rule) != OFF
        )
    return found


def _from_facts(fact: FileFacts, setting: Setting) -> Iterator[Trouble]:
    deadline = setting.campaign.deadline
    if setting.campaign.late_after(fact.received_at) and deadline:
        yield Trouble(
            fi.came_late.code, {"deadline": deadline.isoformat(), "received": fact.received_at[:10]}
        )
    if fact.unit == UNKNOWN or fact.against:
        against = " ".join(dict.fromkeys(fact.against)) or "none"
        yield Trouble(fi.unit_is_in_doubt.code, {"against": against, **_nobodys(fact, setting)})
    if fact.home_sites > 1:
        yield Trouble(
            fi.has_several_home_sites.code,
            {
                "count": str(fact.home_sites),
                "outside": str(fact.outside),
                "strangers": "some" if fact.outside else "",
            },
        )


def _nobodys(fact: FileFacts, setting: Setting) -> dict[str, str]:
    """Return which code no unit has, and where the file stands all the same."""
    if not fact.nobodys:
        return {}
    site = setting.sites.get(fact.unit)
    unit = f"{fact.unit} {site.site_name}" if site else fact.unit
    stands = "nowhere" if fact.unit == UNKNOWN else "homes" if fact.by == "rows" else "unit"
    return {"nobody": stands, "codes": ", ".join(fact.nobodys), "unit": unit}


def _finding(trouble: Trouble, fact: FileFacts, setting: Setting) -> Finding:
    rule = BY_CODE[trouble.rule]
    severity = severity_of(rule, setting.campaign)
    if rule is fi.has_several_home_sites and fact.outside:
        severity = max(
            severity, Severity.WARNING, key=[Severity.INFO, Severity.WARNING, Severity.ERROR].index
        )
    return Finding(
        rule=rule.code,
        severity=severity,
        trust=rule.trust,
        field=trouble.field,
        **place(fact.unit, setting.sites),
        file=fact.file,
        sheet=trouble.sheet,
        row=trouble.row,
        cell=trouble.cell,
        details=as_details(**trouble.details),
        subject=fact.sha256 or fact.file,
    )

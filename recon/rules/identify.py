"""A finding's id: the same in the next run while rule, unit, field and student are (docs/contract.md, "Values")."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from recon.rules.catalogue import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.model import Finding

DIGITS = 16
ORDER = {rule.code: n for n, rule in enumerate(RULES)}
"""Rule → its place in the catalogue."""


def identify(findings: Sequence[Finding], key: bytes) -> list[str]:
    """Return the id of each finding, which must stand in (file, sheet, row) order: equals are numbered by it.

    Args:
        findings: see :func:`in_order`.
        key: the workspace's secret, else the campaign's id. Without it, an id tells nothing about the
        student.
    """
    return identities(((f.rule, f.unit, f.field, f.subject) for f in findings), key)


def identities(whoms: Iterable[tuple[str, str, str, str]], key: bytes) -> list[str]:
    """Return the ids of findings of which rule, unit, field and subject are given, in order."""
    seen: dict[str, int] = {}
    keyed, ids = hmac.new(key, digestmod="sha256"), []
    for rule, unit, field, subject in whoms:
        whom = f"{rule}\x1f{unit}\x1f{field}\x1f{subject}"
        seen[whom] = count = seen.get(whom, 0) + 1
        ids.append(_digest(keyed, f"{whom}\x1f{count}"))
    return ids


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Sort findings: those about files, sites and students first, then row by row, as the catalogue goes."""
    return sorted(findings, key=place_of)


def place_of(finding: Finding) -> tuple[int, str, int, str, str, int, str, str, int, str, str]:
    """Return by what findings are ordered: row, file, row of the sheet, site, whom, rule, field, cell, record, value.

    Of records without a number nothing but their place in the extract tells one from the other; of two lines of a
    photo register about one student, which an engine brings in any order, nothing but what they say.
    """
    return (
        finding.row_id,
        finding.file,
        finding.row,
        finding.site_code,
        finding.subject,
        ORDER[finding.rule],
        finding.field,
        finding.cell,
        finding.enrol_id,
        finding.submitted,
        finding.details,
    )


def _digest(keyed: hmac.HMAC, text: str) -> str:
    """Return the id of a text; the key is worked in once for all of them."""
    mac = keyed.copy()
    mac.update(text.encode("utf-8", "surrogatepass"))
    return mac.hexdigest()[:DIGITS]

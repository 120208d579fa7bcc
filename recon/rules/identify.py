"""A finding's id: the same in the next run while rule, unit, field and student are (contract.md §2)."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from recon.rules.catalogue import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import Finding

DIGITS = 16
_ORDER = {rule.code: n for n, rule in enumerate(RULES)}


def identify(findings: Sequence[Finding], key: bytes) -> list[str]:
    """Return the id of each finding, which must stand in (file, sheet, row) order: equals are numbered by it.

    Args:
        findings: see :func:`in_order`.
        key: the workspace's secret, else the campaign's id. Without it, an id tells nothing about the
        student.
    """
    seen: dict[str, int] = {}
    keyed, ids = hmac.new(key, digestmod="sha256"), []
    for finding in findings:
        whom = f"{finding.rule}\x1f{finding.unit}\x1f{finding.field}\x1f{finding.subject}"
        seen[whom] = count = seen.get(whom, 0) + 1
        ids.append(_digest(keyed, f"{whom}\x1f{count}"))
    return ids


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Sort findings: those about files, sites and students first, then row by row, as the catalogue goes."""
    return sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[int, str, int, str, str, int, str, str]:
    return (
        finding.row_id,
        finding.file,
        finding.row,
        finding.site_code,
        finding.subject,
        _ORDER[finding.rule],
        finding.field,
        finding.cell,
    )


def _digest(keyed: hmac.HMAC, text: str) -> str:
    """Return the id of a text; the key is worked in once for all of them."""
    mac = keyed.copy()
    mac.update(text.encode("utf-8", "surrogatepass"))
    return mac.hexdigest()[:DIGITS]

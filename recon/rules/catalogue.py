"""The catalogue: every rule, in the order a clerk would check. Read it from top to bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.rules import (
    campaign,
    conflict,
    difference,
    duplicates,
    exam_number,
    extract,
    file,
    header,
    identity,
    identity_cell,
    institution,
    match,
    name,
    number,
    omission,
    photo,
    scope,
    vocabulary,
)

if TYPE_CHECKING:
    from recon.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *file.RULES,
    *header.RULES,
    *institution.RULES,
    *number.RULES,
    *exam_number.RULES,
    *identity_cell.RULES,
    *identity.RULES,
    *name.RULES,
    *vocabulary.RULES,
    *duplicates.RULES,
    *match.RULES,
    *conflict.RULES,
    *difference.RULES,
    *scope.RULES,
    *omission.RULES,
    *photo.RULES,
    *extract.RULES,
    *campaign.RULES,
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
ROW_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.mark)
"""Those that are asked of every live row."""

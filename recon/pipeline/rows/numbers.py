"""Judge 学号 by their digits (NO05) as if the extract kept the logic, and ask later whether it does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from recon import rules
from recon.pipeline.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import Finding
    from recon.pipeline.rows.official import Official
    from recon.pipeline.stage import Stage

NEED = "numbers"
"""What a rule needs that leans on the logic (NO05)."""


class Numbers:
    """The logic, supposed until a finding leans on it or the answer must say which rules were not asked.

    Args:
        enrolments: every enrolment.
        stage: what every step needs.
    """

    def __init__(self, enrolments: Official, stage: Stage) -> None:
        digits_only = "student_no" in enrolments.folding.clean
        self.hold = Beside(
            partial(
                rules.numbers_hold, enrolments.records, stage.engine, stage.campaign, digits_only=digits_only
            )
        )
        """Asks all enrolments."""

    def supposed(self, setting: rules.Setting) -> rules.Setting:
        """Return the setting in which rows are asked."""
        return replace(setting, asked=setting.asked | {NEED})

    def sure(self, found: Sequence[Finding]) -> list[Finding]:
        """Leave out the findings that lean on the logic, where it does not hold."""
        leaning = {rule.code for rule in rules.RULES if NEED in rule.needs}
        if not any(finding.rule in leaning for finding in found) or self.hold.answer():
            return list(found)
        return [finding for finding in found if finding.rule not in leaning]

    def told(self, setting: rules.Setting) -> rules.Setting:
        """Return the setting as it was found to be."""
        return setting if self.hold.answer() else replace(setting, asked=setting.asked - {NEED})

"""Why a file cannot be read: a code and harmless values, never a cell's content."""

from __future__ import annotations


class RefusedError(Exception):
    """The file cannot be read; ``rule`` and ``reason`` choose the sentence (``verdicts``)."""

    def __init__(self, rule: str, reason: str, **details: object) -> None:
        self.rule = rule
        self.details = {"reason": reason, **{key: str(value) for key, value in details.items()}}
        super().__init__(f"{rule} {reason}")

"""What normalise hands on: blocks of students, who may have sent them, and the register's sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.model.read import Trouble


@dataclass(frozen=True, slots=True)
class UnitHint:
    """One piece of evidence for the reporting unit: where it was seen and what it says (a code or a name)."""

    source: str
    """``path``, ``name``, ``title``, ``column`` or ``rows``; ``told`` where a unit was named that nobody knows."""
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One table of students inside a sheet."""

    block: int
    file: str
    sheet: str
    form: str
    """``open``, ``adult`` or empty when it cannot be told."""
    header_row: int
    columns: Mapping[str, str]
    """Field code → column letter."""
    rows: int
    hints: tuple[UnitHint, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """What is known of a file beside its cells: from the submissions list, a mail header or the workspace."""

    file: str
    unit: str = ""
    form: str = ""
    received_at: str = ""
    kind: str = ""
    """``replace``, ``add``, ``amend`` or empty when unknown."""
    declared_nil: bool = False
    results_before: int = 0
    """How many results a workspace had when it took the file in: what these judged came earlier."""


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the register (docs/definitions.md, "Units and people"); codes are text."""

    site_code: str
    site_name: str = ""
    branch_code: str = ""
    branch: str = ""
    reports_through: str = ""
    responsible: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    deliver_to: str = ""
    expected: str = ""

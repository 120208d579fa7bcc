"""What a rule is: one frozen value that says what is broken, where, how badly, and shows it by example.

``@rule`` turns a function that returns an expression, true on *broken* rows, into such a value; it registers
nothing. Rules about files, sites, students, the extract or the campaign are values without a mark: their
judges are ordinary functions, but their words stand in the same list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Required, TypedDict, Unpack

from recon.words import Severity, Text, Trust

if TYPE_CHECKING:
    import narwhals.stable.v2 as nw

    from recon.fields import Field
    from recon.values.difference import Difference

FATAL, ERROR, WARNING, INFO = Severity
UNMATCHED: Mapping[str, Any] = {"enrol_id": -1, "by": "none"}
"""What an example says of a row that is in no extract."""

Row = Mapping[str, Any]
"""One line of the judged frame, laid out: column → value."""
Mark = Callable[..., "nw.Expr"]
"""Returns the expression of broken rows.

Called with the field's code when the rule stands on several fields.
"""
Spares = Literal["", "exact", "folded"]
"""Whether a value that is the matched enrolment's own is spared (docs/definitions.md, "Who is charged")."""


class About(StrEnum):
    """What a rule speaks of."""

    ROW = "row"
    FILE = "file"
    SITE = "site"
    STUDENT = "student"
    EXTRACT = "extract"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class Case:
    """One broken row and field: what a finding is made of. ``case["column"]`` is a value of the row."""

    row: Row
    field: str
    difference: Difference

    def __getitem__(self, column: str) -> Any:
        """Return one value of the row."""
        return self.row[column]


Grade = Callable[[Case], Severity]
"""How bad it is, where that depends on the case."""
Tell = Callable[[Case], Mapping[str, str]]
"""The values of the message's placeholders, as text or codes that every language can say."""

At = Callable[[Case], str]
"""The field to point to in this row, empty for the whole row."""


@dataclass(frozen=True, slots=True)
class Example:
    """One row that shows a rule: what differs from a clean row, and what must come of it."""

    broken: bool
    columns: Mapping[str, Any]
    proposal: str | None = None
    trust: Trust | None = None
    severity: Severity | None = None
    note: str = ""


def good(note: str = "", **columns: object) -> Example:
    """Return an example the rule must pass."""
    return Example(broken=False, columns=columns, note=note)


def bad(
    note: str = "",
    *,
    proposal: str | None = None,
    trust: Trust | None = None,
    severity: Severity | None = None,
    **columns: object,
) -> Example:
    """Return an example the rule must mark, with the proposal, trust and severity that must come of it."""
    return Example(True, columns, proposal, trust, severity, note)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the catalogue. Two rules are the same rule when their codes are."""

    code: str
    title: Text
    message: Text
    """What is wrong and what to do.

    Never holds a personal value: those stand in columns that can be masked.
    """
    severity: Severity
    about: About = About.ROW
    on: tuple[str, ...] = ()
    """Codes of the fields it stands on; a row whose roster has no such column is not asked."""
    trust: Trust = Trust.NONE
    """What happens to a finding for which nothing can be proposed."""
    after: tuple[str, ...] = ()
    """Rules that must not be broken at the same field (or row) for this one to be asked."""
    needs: tuple[str, ...] = ()
    """Truth columns of the laid-out frame that must hold for this one to be asked."""
    spares: Spares = ""
    examples: tuple[Example, ...] = ()
    mark: Mark | None = None
    grade: Grade | None = None
    tell: Tell | None = None
    varies: Text | None = None
    """In words, when a finding is milder or graver than ``severity``."""
    at: At | None = None
    """The field a finding of a whole row points to, where one cell is the likely culprit."""

    @property
    def family(self) -> str:
        """The two letters of the code."""
        return self.code[:2]

    def columns(self) -> tuple[tuple[str, str], ...]:
        """Return the truth columns this rule adds to a frame, each with its field.

        One per field it stands on.
        """
        if len(self.on) <= 1:
            return ((self.code, self.on[0] if self.on else ""),)
        return tuple((f"{self.code}_{field}", field) for field in self.on)

    def broken(self, field: str) -> nw.Expr:
        """Return the expression of broken rows for one of the rule's fields."""
        if self.mark is None:
            raise TypeError(self.code)
        return self.mark(field) if len(self.on) > 1 else self.mark()


class Said(TypedDict, total=False):
    """What a rule says of itself beside its code, its field and its mark; see :class:`Rule`."""

    severity: Required[Severity]
    title: Required[Text]
    message: Required[Text]
    examples: Required[tuple[Example, ...]]
    trust: Trust
    after: tuple[str, ...]
    needs: tuple[str, ...]
    spares: Spares
    grade: Grade
    tell: Tell
    varies: Text
    at: At


def rule(code: str, *, on: Field | tuple[Field, ...] = (), **said: Unpack[Said]) -> Callable[[Mark], Rule]:
    """Turn a function that returns the expression of broken rows into a :class:`Rule`."""
    codes = tuple(field.code for field in (on if isinstance(on, tuple) else (on,)))

    def value(mark: Mark) -> Rule:
        return Rule(code=code, on=codes, mark=mark, **said)

    return value

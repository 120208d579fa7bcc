"""What may never be done, whoever asks: the guard every value and every ruling passes.

学号, name and ID are only ever set to the matched enrolment's value, the institution code only to its
form's (docs/rulings.md, "What is never done, whoever asks").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.decide.ruling_kinds import PUTTING, REASONED, VERDICTS, Verdict
from recon.fields import BY_CODE, PERSONAL
from recon.words import ERRORS, Text, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.model import Finding, Ruling

AGAINST_THE_RECORD = ("DF", "MA03")
"""Rules, or families of them, that hold a cell against the record: the site may be right and the record wrong."""
ANOTHER_STUDENT = frozenset({"MA04", "MA05", "MA07", "DU04"})
"""Findings by which a row may be about somebody else than the record it is matched to."""
WRONG_BY_ITSELF = frozenset(
    {"ID04", "ID05", "ID06", "ID07", "ID08", "ID09", "NA05", "NA06", "VO01", "VO02", "VO03", "VO04", "VO05"}
)
"""Findings by which what was sent can stand in nobody's record: no ID, no name, no word for it, #N/A."""
_NEVER_APPLIED_FOR = frozenset({"student_no", "exam_no", "institution_code"})
"""Nobody changes these: a number is who the enrolment is."""
WHOSE_ROW = ("MA", "DU")
"""Families of rules that ask whose row it is."""
HELD_BY = frozenset({"EX01", "EX02", "EX03", "EX04", "EX05"})
"""Findings about the extract itself; while one stands, its student is held."""

_UNKNOWN = Text(
    "裁定“{verdict}”无法识别，未执行。可用：{known}。",
    "The verdict '{verdict}' is not known and was not carried out. Choose one of {known}.",
)
_KNOWN = Text("、".join(VERDICTS), ", ".join(VERDICTS))
_MOST = 30
"""Characters that are shown of a word nobody knows."""
NO_REASON = Text(
    "该裁定须写明理由，未执行。请补写理由。",
    "This ruling needs a reason and was not carried out. Rule again and say why.",
)
_NO_CELL = Text(
    "该问题不对应单元格，没有可填的值。请改用“退回教学点”，或标为“不是问题”。",
    "This finding has no cell to put a value into. Send it to the site instead, or rule that it is no problem.",
)
_NO_VALUE = Text(
    "{field}没有可采用的值，未执行。请改用“退回教学点”。",
    "There is no value to put into {field}; nothing was done. Send it to the site instead.",
)
_RECORD = Text(
    "学籍数据本身不在此更正。请按学籍信息更正办理，核实无误的可标为“不是问题”。",
    "The record itself is not corrected here. Apply for a record correction, or rule that it is no problem.",
)
_NEVER = Text(
    "姓名与身份证号都不同，应是另一个人，不可更正。请退回教学点核对。",
    "Name and ID both differ: this is another person and must not be corrected. Send it back to the site.",
)
_UNMATCHED = Text(
    "该行未匹配到学籍，{field}不可更正。请先核对学号与身份证号。",
    "The row is matched to no enrolment: {field} must not be changed. Check student number and ID first.",
)
_NOT_OFFICIAL = Text(
    "{field}只能改为所匹配学籍中的值，未执行。请采用学籍中的值或退回教学点。",
    "{field} may only be set to the matched enrolment's value; nothing was done. Accept it or send it back.",
)
_NOT_THE_CODE = Text(
    "院校代码只能改为本表的代码，未执行。",
    "The institution code may only be set to that of its form; nothing was done.",
)
_NOT_AGAINST_THE_RECORD = Text(
    "只有与学籍不一致的姓名、身份证号等才能申请更正学籍，学号除外，未执行。请改用其他裁定。",
    "Only what differs from the record (name, ID …; no student number) can be applied for; nothing was done. "
    "Choose another ruling.",
)
_SPELLING = Text(
    "所报与学籍只是写法不同，内容相同，无需申请更正学籍，未执行。",
    "What was sent is the record's value, written otherwise: there is nothing to apply for; nothing was done.",
)
SOMEBODY_ELSE = Text(
    "该行可能是另一名学生，不得据此申请更正学籍，未执行。请退回教学点核对。",
    "The row may be another student's: the record must not be changed by it; nothing was done. "
    "Send it back to the site.",
)
MALFORMED = Text(
    "所报的值本身有误（见这一格的其他问题），不能据此申请更正学籍，未执行。请退回教学点核对。",
    "What was sent is wrong by itself (see the other findings of this cell): the record must not be changed to it; "
    "nothing was done. Send it back to the site.",
)
_NOT_OMITTED = Text(
    "只有漏报可以说明原因，未执行。",
    "Only an omission can be answered with an excuse; nothing was done.",
)


def value_of(finding: Finding, ruling: Ruling) -> str:
    """Return the value a putting verdict means: what the person saw or wrote, else today's proposal."""
    return ruling.value or (finding.proposal if ruling.verdict == Verdict.ACCEPT else "")


def refusal(finding: Finding, ruling: Ruling) -> Text | None:
    """Tell why a ruling cannot be carried out; None when it can. The text holds no personal value."""
    if ruling.verdict not in VERDICTS:
        said = f"{ruling.verdict}"[:_MOST]
        return _UNKNOWN.filled(verdict=Text(said, said), known=_KNOWN)
    if ruling.verdict in REASONED and not ruling.reason.strip():
        return NO_REASON
    if ruling.verdict == Verdict.EXCUSE and finding.rule != "OM01":
        return _NOT_OMITTED
    if ruling.verdict == Verdict.CORRECT_RECORD:
        return _application_objection(finding)
    return objection(finding, value_of(finding, ruling)) if ruling.verdict in PUTTING else None


def lacks_reason(finding: Finding, ruling: Ruling) -> bool:
    """Tell whether whoever makes a ruling must still say why.

    Who dismisses an error says why too, for its row is handed over as it stands. One that was dismissed without a
    reason stays so: :func:`refusal` does not ask.
    """
    waved = ruling.verdict == Verdict.DISMISS and finding.severity in ERRORS
    return (waved or ruling.verdict in REASONED) and not ruling.reason.strip()


def says_who(rule: str, severity: str, trust: str, field: str) -> bool:
    """Tell whether it is an error about who a student is: nobody may dismiss it without having seen both sides.

    Args:
        rule: the finding's.
        severity: its code.
        trust: its code; what must never be corrected is about somebody else, however severe a campaign calls it.
        field: the field's code, empty for a whole row.
    """
    if trust == Trust.NEVER:
        return True
    return severity in ERRORS and (field in PERSONAL or rule.startswith(WHOSE_ROW))


def _application_objection(finding: Finding) -> Text | None:
    """Tell why headquarters cannot be asked to put the submitted value into the record; None when they can."""
    if finding.trust == Trust.NEVER:
        return _NEVER
    differs = finding.rule.startswith(AGAINST_THE_RECORD) and finding.field not in _NEVER_APPLIED_FOR
    told = finding.row_id >= 0 and finding.enrol_id >= 0 and finding.submitted
    if not (differs and told):
        return _NOT_AGAINST_THE_RECORD
    return _SPELLING if finding.trust == Trust.SAFE else None


def application_bar(field: str, beside: Iterable[tuple[str, str]]) -> Text | None:
    """Tell why what a row says of ``field`` must not go into a record; None when it may.

    Args:
        field: what is to be corrected.
        beside: rule and field of every finding about the row.
    """
    why = None
    for rule, where in beside:
        if rule in ANOTHER_STUDENT:
            return SOMEBODY_ELSE
        if rule in WRONG_BY_ITSELF and where == field:
            why = MALFORMED
    return why


def objection(finding: Finding, value: str) -> Text | None:
    """Tell why ``value`` must not be put into the finding's cell; None when it may."""
    if finding.rule.startswith("EX"):
        return _RECORD
    if not finding.field or finding.row_id < 0:
        return _NO_CELL
    if not value:
        return _NO_VALUE.filled(field=_title(finding.field))
    if finding.field == "institution_code":
        return None if value == finding.official else _NOT_THE_CODE
    return _identity_objection(finding, value) if finding.field in PERSONAL else None


def _identity_objection(finding: Finding, value: str) -> Text | None:
    if finding.trust == Trust.NEVER:
        return _NEVER
    if finding.enrol_id < 0:
        return _UNMATCHED.filled(field=_title(finding.field))
    return None if value == finding.official else _NOT_OFFICIAL.filled(field=_title(finding.field))


def _title(field: str) -> Text:
    return BY_CODE[field].title if field in BY_CODE else Text(field, field)

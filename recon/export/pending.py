"""The sheet 待处理 beside a corrected form: the rows that still have an open error, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from recon.export import advice
from recon.export.forms import SERIAL
from recon.export.messages import worst
from recon.marks import MARK_PENDING, filled
from recon.words import ERRORS, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.export.desk import Desk
    from recon.export.lines import Line
    from recon.export.view import View
    from recon.model import Finding

PENDING = "待处理"
_REASON = Text("待处理原因", "待处理原因 Reason")
"""In English too it begins with the word by which the sheet is read again, like the titles of a return sheet."""
SEMICOLON = Text("；", "; ")
_WAITING_TITLE = Text("待处理学生", "Students that wait")
_WAITING = Text(
    "{unit}：以下 {count} 人尚有未解决的错误，未列入第一张表。"
    "请按“待处理原因”核实后，在退回清单中修改并重新报送。",
    "{unit}: {count} {count:student still has|students still have} an open error and {count:is|are} not on the first "
    "sheet. "
    "Mend {count:it|them} on the return sheet.",
)
_OURS = Text(
    "{unit}：以下 {count} 人未列入第一张表：学籍科正在核定，暂不用修改。",
    "{unit}: {count} {count:student is|students are} not on the first sheet: the records section decides; nothing to "
    "do for now.",
)
_PARTLY_OURS = Text(
    "{unit}：以下 {count} 人尚有未解决的错误，未列入第一张表。其中 {ours} 人由学籍科核定，暂不用修改；"
    "其余请按“待处理原因”核实后，在退回清单中修改并重新报送。",
    "{unit}: {count} {count:student still has|students still have} an open error and {count:is|are} not on the first "
    "sheet. "
    "The records section decides about {ours} of them; mend the others on the return sheet.",
)
_AGAIN = Text(
    "{unit}：以下 {count} 人未列入第一张表，其中 {again} 人所在的文件须整份重报。请按“待处理原因”办理，详见退回清单。",
    "{unit}: {count} {count:student is|students are} not on the first sheet; the file of {again} of them must be "
    "sent again as a "
    "whole. Do what the last column says; the return sheet tells more.",
)
_NOBODY = Text("{unit}：没有待处理的学生。", "{unit}: nobody waits.")
_WHOLE = Text("所在文件或整列有误", "an error of the whole file or column")


def pending(desk: Desk, waiting: Sequence[Line], reasons: Reasons, unsent: Sequence[str] = ()) -> None:
    """Write 待处理: the rows with an open error, their wrong cells coloured, and why.

    The mark names the fields ``unsent``: whose cells are empty because the roster has no such column.
    """
    form, more = desk.form, filled(("", ",".join(unsent)))
    page = desk.marked(PENDING, (5.5, *form.widths, 38), MARK_PENDING, *more)
    page.banner(desk.say(_WAITING_TITLE), "title", tall=30)
    ours = sum(reasons.is_ours(line) for line in waiting)
    again = sum(reasons.is_whole(line) for line in waiting)
    about = _AGAIN if again else _about(len(waiting), ours)
    said = desk.say(about, unit=desk.named, count=len(waiting), ours=ours, again=again)
    page.banner(said, "line", 24)
    page.head((SERIAL, *form.titles, desk.say(_REASON)))
    columns = list(zip(form.columns, form.styles, strict=True))
    for number, line in enumerate(waiting, 1):
        found = reasons.of(line)
        worst = reasons.colours(found)
        names = [name + worst.get(code, "") for code, name in columns]
        page.line((str(number), *line.values, reasons.text(found)), ("mid", *names, "cell"))


def _about(count: int, ours: int) -> Text:
    if not count:
        return _NOBODY
    if not ours:
        return _WAITING
    return _OURS if ours == count else _PARTLY_OURS


class Reasons:
    """Why the rows of a unit are open: its open errors by row, and those of whole files."""

    def __init__(self, view: View, unit: str) -> None:
        self.view = view
        self.unit = unit
        self.by_row: dict[int, list[Finding]] = defaultdict(list)
        self.by_file: dict[str, list[Finding]] = defaultdict(list)
        for finding in view.findings(unit):
            if finding.severity in ERRORS:
                if finding.row_id >= 0:
                    self.by_row[finding.row_id].append(finding)
                elif finding.file:
                    self.by_file[finding.file].append(finding)

    def of(self, line: Line) -> list[Finding]:
        """Return the charged open errors of a row and of its whole file or column.

        Where there are none: the row's other open errors, else those of its file.
        """
        own, beside = self.by_row.get(line.row_id, []), self.by_file.get(line.file, [])
        whole = [one for one in beside if advice.concerns(one, line.file, line.sheet)]
        return [one for one in (*own, *whole) if one.charged] or own or beside

    def is_ours(self, line: Line) -> bool:
        """Tell whether a row waits for the records section alone."""
        found = self.of(line)
        return bool(found) and all(one.trust in advice.OURS for one in found)

    def is_whole(self, line: Line) -> bool:
        """Tell whether a row waits for its whole file or column to be sent again."""
        return any(one.is_whole for one in self.of(line))

    def colours(self, found: Iterable[Finding]) -> dict[str, str]:
        """Return the fill of each field that is wrong."""
        return {one.field: f":{worst([one])}" for one in found if one.field and one.row_id >= 0}

    def text(self, found: Sequence[Finding]) -> str:
        """Return the reasons in words, each once; nothing official of another unit's student is in them."""
        told = dict.fromkeys(self._said(one) for one in found)
        return SEMICOLON.say(self.view.lang).join(told) or _WHOLE.say(self.view.lang)

    def _said(self, finding: Finding) -> str:
        """Return a reason; what must be done only where that is not to mend the row."""
        lang = self.view.lang
        if finding.trust in advice.OURS:
            return advice.waiting(finding, lang)
        if finding.is_whole:
            return advice.full(finding, self.view, self.unit).rstrip("。.")
        return advice.reason(finding, lang)

"""The sheet 待处理 beside a corrected form: the rows that still have an open error, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from recon.export import advice
from recon.export.forms import SERIAL
from recon.words import MARK_PENDING, Severity, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.export.desk import Desk
    from recon.export.lines import Line
    from recon.export.view import View
    from recon.model import Finding

PENDING = "待处理"
_REASON = "待处理原因"
_WAITING_TITLE = Text("待处理学生", "Students that wait")
_WAITING = Text(
    "{unit}：以下 {count} 人尚有未解决的错误，未列入第一张表。"
    "请按“待处理原因”核实后，在退回清单中修改并重新报送。",
    "{unit}: {count} students still have an open error and are not on the first sheet. "
    "Mend them on the return sheet.",
)
_NOBODY = Text("{unit}：没有待处理的学生。", "{unit}: nobody waits.")
_WHOLE = Text("所在文件或整列有误", "an error of the whole file or column")


def pending(desk: Desk, waiting: Sequence[Line]) -> None:
    """Write 待处理: the rows with an open error, their wrong cells coloured, and why."""
    form = desk.form
    page = desk.marked(PENDING, (5.5, *form.widths, 38), MARK_PENDING)
    page.banner(desk.say(_WAITING_TITLE), "title", tall=30)
    about = _WAITING if waiting else _NOBODY
    page.banner(desk.say(about, unit=desk.named, count=len(waiting)), "line", 24)
    page.head((SERIAL, *form.titles, _REASON))
    reasons = Reasons(desk.view, desk.unit)
    for number, line in enumerate(waiting, 1):
        found = reasons.of(line)
        worst = reasons.colours(found)
        names = [name + worst.get(code, "") for code, name in zip(form.columns, form.styles, strict=True)]
        page.line((str(number), *line.values, reasons.text(found)), ("mid", *names, "cell"))
    page.quiet()


class Reasons:
    """Why the rows of a unit are open: its open errors by row, and those of whole files."""

    def __init__(self, view: View, unit: str) -> None:
        self.view = view
        self.unit = unit
        self.by_row: dict[int, list[Finding]] = defaultdict(list)
        self.by_file: dict[str, list[Finding]] = defaultdict(list)
        for finding in view.findings(unit):
            if finding.severity in {Severity.ERROR, Severity.FATAL}:
                if finding.row_id >= 0:
                    self.by_row[finding.row_id].append(finding)
                elif finding.file:
                    self.by_file[finding.file].append(finding)

    def of(self, line: Line) -> list[Finding]:
        """Return a row's own open errors, the charged ones where there are any, else those of its file."""
        own = self.by_row.get(line.row_id, [])
        return [one for one in own if one.charged] or own or self.by_file.get(line.file, [])

    def colours(self, found: Iterable[Finding]) -> dict[str, str]:
        """Return the fill of each field that is wrong."""
        return {one.field: f":{one.severity}" for one in found if one.field}

    def text(self, found: Sequence[Finding]) -> str:
        """Return the reasons in words, each once; nothing official of another unit's student is in them."""
        told = dict.fromkeys(advice.reason(one, self.view.lang) for one in found)
        return "；".join(told) or _WHOLE.say(self.view.lang)

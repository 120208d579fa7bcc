"""What a run says: its counts, and files that gave nobody, or wait, or came nobody knows when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.cli.console import say
from recon.cli.speech import LANG
from recon.values.harmless import in_one_line
from recon.words import Text, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from recon.result import Result
    from recon.words import Lang

_COUNTS = Text(
    "应报 {due}：已报 {submitted}（无误 {clean}，有错待改 {open}，学籍待核 {held}），迟报 {late}，已说明 {excused}，"
    "待报 {awaited}，漏报 {omitted}；"
    "记入差错的问题 {charged} 个。\n结果在 {out}",
    "due {due}: submitted {submitted} (clean {clean}, open {open}, held {held}), late {late}, excused {excused}, "
    "awaited {awaited}, omitted {omitted}; {charged} {charged:error|errors} charged.\nThe result is in {out}",
)
_IDLE = Text(
    "{n} 个文件没有读出任何学生：",
    "{n} {n:file|files} gave no student:",
)
_ONE = Text("　{file}：{message}", "  {file}: {message}")
_MORE = Text("　另有 {n} 个，见 findings.csv", "  and {n} more, see findings.csv")
_NOBODY = ("FI07", "FI16")
_MOST = 8
"""Idle files that are named one by one."""
_LATE = Text(
    "{n} 个文件只知道收入工作区的时间，已超过截止日期，按迟报计。若实际收到更早："
    "recon workspace came DIR 文件名 --at 时间",
    "{n} {n:file is|files are} late by the time of intake, the only one known. If they came earlier: "
    "recon workspace came DIR NAME --at TIME",
)
_UNKNOWN = Text(
    "{n} 个文件的收到时间不明（收入工作区晚于核对日期），不计迟报。可用 recon workspace came 说明",
    "The {n:time|times} of {n} {n:file is|files are} not known ({n:it was|they were} taken in after the day that is "
    "judged); {n:it is|they are} not late. "
    "Say when {n:it|they} came with: recon workspace came",
)
_UNTOLD = Text(
    "{n} 个文件的收到时间不明，不计迟报。可在收件清单（--submissions）的 received_at 列写明",
    "The {n:time|times} of {n} {n:file is|files are} not known; {n:it is|they are} not late. "
    "Say {n:it|them} in the column received_at of the submissions list (--submissions)",
)
_WAITS = Text(
    "{file}（{unit}）：搁置，其中 {students} 名学生未计入。与本单位已报名单只有部分相同，看不出是替换还是补报；"
    "若替换，将有 {n} 名学生消失。请在收件清单（--submissions）的 kind 列写明 replace、add 或 amend，"
    "或在看板中指明，再重新核对。",
    "{file} ({unit}): parked; its {students} {students:student is|students are} not counted. It holds only some of "
    "what the unit had sent, "
    "so it may replace that or add to it; {n} {n:student|students} would disappear if it replaced it. Say replace, "
    "add or amend "
    "in the column kind of the submissions list (--submissions), or on the dashboard, and run again.",
)

_NO_SUCH_FILE = Text(
    "密码表提到的 {n} 个文件不在收到的文件之中（{names}），这些行没有起作用。请核对文件名：要写全，带扩展名，"
    "压缩包内的写作 包.zip!/名单.xlsx。",
    "{n} {n:file|files} of the list of passwords {n:is|are} not among what was read ({names}); what it says of them "
    "had no effect. Compare the names: they are written in full, with their ending, and inside an archive as "
    "pack.zip!/roster.xlsx.",
)
_NAMED = 5
"""Names that are listed of those no file has."""


def counts(result: Result, lang: Lang, where: Path | None) -> None:
    """Say who is due and what became of them, how many errors were charged, and where the result is."""
    severities = result.summary["findings"]["by_severity"]["charged"]
    charged = severities.get("error", 0) + severities.get("fatal", 0)
    say(_COUNTS.say(lang, **result.summary["coverage"], charged=charged, out=where))


def times(summary: Mapping[str, Any]) -> None:
    """Say what hangs on the time of intake: who is late by it, and which times are not known."""
    told = summary.get("times", {})
    for name, text in (("late_by_intake", _LATE), ("unknown", _UNKNOWN)):
        if told.get(name):
            say(text.say(LANG, n=told[name]))


def notes(result: Result) -> None:
    """Say what is told of the extracts: what had no effect, and what nobody could answer."""
    for note in result.summary.get("notes", ()):
        say(in_one_line(note))


def without_file(passwords: Iterable[str], lists: Iterable[str], result: Result) -> None:
    """Say which lines of the list of passwords name no file: mistyped there, a file stays shut for no reason told.

    Args:
        passwords: the names of the list.
        lists: the office's own files that were given beside the rosters.
        result: the run, which knows its rosters and extracts.
    """
    read = {*result.files["file"].to_pylist(), *(one["file"] for one in result.summary["extracts"]), *lists}
    last = {name.rpartition("/")[2] for name in read}
    gone = [name for name in passwords if name not in read and name not in last]
    if gone:
        names = in_one_line(listing(gone, result.lang, _NAMED))
        say(_NO_SUCH_FILE.say(result.lang, n=len(gone), names=names))


def untold(result: Result) -> None:
    """Say how many files came at a time nobody told, once the deadline has passed: nobody is late by them."""
    deadline, day = result.campaign.deadline, result.summary["as_of"]
    if not deadline or day <= deadline.isoformat():
        return
    files = result.files.select(["verdict", "received_at"]).to_pylist()
    unknown = sum(file["verdict"] != "ignored" and not file["received_at"] for file in files)
    if unknown:
        say(_UNTOLD.say(result.lang, n=unknown))


def parked(result: Result) -> None:
    """Say which files wait for a word, so that nobody believes their students were counted.

    It is no finding: nothing is wrong with the file, and a site is charged for nothing; the office alone can say.
    """
    from recon.workspace.parking import parked_of

    for one in parked_of(result) if result.summary["rows"]["parked"] else ():
        say(
            _WAITS.say(
                result.lang, file=in_one_line(one.file), unit=one.unit, students=one.students, n=one.disappear
            )
        )


def idle(result: Result) -> None:
    """Say which files gave no student, and why: a refused one, an empty one, an extract among the rosters."""
    import pyarrow as pa
    import pyarrow.compute as pc

    files = result.files
    empty = set(files.filter(pc.equal(files["rows"], files["unreadable"]))["file"].to_pylist())
    refused = files.filter(pc.equal(files["verdict"], "refused"))["file"].combine_chunks()
    told = result.findings.select(["file", "rule", "severity", "message"])
    nobody = pc.or_(pc.equal(told["severity"], "fatal"), pc.is_in(told["rule"], pa.array(_NOBODY)))
    told = told.filter(pc.or_(nobody, pc.is_in(told["file"], refused)))
    why: dict[str, str] = {}
    for one in told.to_pylist():
        if one["file"] in empty:
            why.setdefault(one["file"], one["message"])
    if why:
        say(_IDLE.say(result.lang, n=len(why)))
    for file in list(why)[:_MOST]:
        say(_ONE.say(result.lang, file=in_one_line(file), message=why[file]))
    if len(why) > _MOST:
        say(_MORE.say(result.lang, n=len(why) - _MOST))

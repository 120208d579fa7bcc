"""What the sheets we write say of themselves, to be read when they come back: marks, titles and words for answers.

Writer and reader are in different rooms, so the spelling stands below them both.
"""

from __future__ import annotations

AUTHOR = "recon"
"""Who makes our workbooks, and hangs notes on corrected cells."""
MARK = "recon:"
"""How the marks of our own sheets begin; one fills a cell in a sheet's first five rows, in plain sight."""
MARK_CHANGES = "recon:changes"
"""更正说明, summaries, instructions: never students."""
MARK_PENDING = "recon:pending"
"""待处理: rows with an open error; read like a roster, submitted but not clean."""
MARK_RETURN = "recon:return"
"""退回清单, mended by a site: read as a new round."""
MARK_OMISSIONS = "recon:omissions"
"""漏报表 with its answer columns: read as rulings."""
MARK_PACK = "recon:pack"
"""上报表 pre-filled for a site: read like a roster, its unit and form are certain."""
WHETHER, WHY_NOT, NOTE = "是否拍摄", "不拍原因", "说明"
"""Titles of the columns in which a site answers."""
COMES, STAYS_AWAY = "拍", "不拍"
"""What a site may say below :data:`WHETHER`."""
EXCUSES = ("缓拍", "放弃", "失联", "已转出")
"""Why a due student is not sent (docs/definitions.md, "Who is due")."""
SENT_LATER = "补报"
"""The one answer that excuses nobody: the student will still be sent."""
ANSWERS = (SENT_LATER, *EXCUSES)
"""The answer columns of an omission list: the student is sent after all, or why not."""
OWN_TITLES: frozenset[str] = frozenset(
    (
        *("序号", "备注", "拍摄点", "拍摄时间", "待处理原因", "要做什么", "原文件位置"),
        *("待处理原因 Reason", "要做什么 What to do", "原文件位置 Where it stood"),
        *(WHETHER, WHY_NOT, NOTE, "答复", *ANSWERS),
    )
)
"""Column titles our own forms add; they hold nothing of a student and break no rule of the form."""


def mark(kind: str, *parts: str) -> str:
    """Return the text of a mark: ``recon:return|ningxia-2020|6400312|open``."""
    return "|".join((kind, *(part.replace("|", " ") for part in parts)))


def filled(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return a mark's last parts without the empty ones at the end, which may be left out."""
    return filled(parts[:-1]) if parts and not parts[-1] else parts


def unsent(found: tuple[str, ...]) -> frozenset[str]:
    """Return the fields that the rows of a sheet of ours were sent without: its mark's sixth part names them."""
    return frozenset(filter(None, found[5].split(","))) if len(found) > 5 else frozenset()


def read_mark(text: str) -> tuple[str, ...]:
    """Return kind, campaign, unit and form as far as a mark says them; empty when ``text`` is none."""
    return tuple(text.strip().split("|")) if text.strip().startswith(MARK) else ()

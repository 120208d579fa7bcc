"""The page of instructions that goes with a return sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.export.book import PROSE
from recon.export.style import LARGER, height
from recon.marks import MARK_CHANGES
from recon.words import Severity, Text

if TYPE_CHECKING:
    from recon.export.desk import Desk

SHEET = "填写说明"
_TITLE = Text("填写说明", "How to mend the list")
_AGAIN = Text(
    "★ 表头有红色说明的，整个文件须按说明重新生成后整份重报；"
    "以下各条只适用于没有红色说明的文件，以及“要做什么”另外写明的单元格。",
    "★ A file named in the red lines above the table is made again and sent as a whole; the steps below "
    "are for other files, and for cells “要做什么” names besides.",
)
_STEPS = (
    Text(
        "1. 请直接在“退回清单”表中修改有底色的单元格；“要做什么”一列写明每一行的问题和办法。",
        "1. Mend the coloured cells of “退回清单”; the column “要做什么” says what is wrong and what to do.",
    ),
    Text(
        "2. 没有问题的行请保留，不要删除；不属于本单位或误报的学生，请删除整行。",
        "2. Keep the rows that are right; delete the whole row of a student who is not yours.",
    ),
    Text(
        "3. 所有单元格都是文本格式，请直接录入；不要使用公式，不要改动表头、列的顺序和第一行的标记。",
        "3. Every cell is text: type into it. No formulas; "
        "leave the header, the order of columns and the mark alone.",
    ),
    Text(
        "4. 身份证号、学号、姓名请对照身份证原件和学生证逐字核对，不要凭记忆填写。",
        "4. Check ID number, student number and name against the cards, character by character.",
    ),
    Text(
        "5. 改好后把本文件整个发回即可，底色和说明不用清除；收到后按新一轮报送处理。",
        "5. Send this whole file back; colours and remarks may stay. It is taken as a new round.",
    ),
)
_ANEW = Text(
    "所报文件中没有读到学生，本文件里没有可以修改的名单。请按“问题汇总”所写重新整理名单，作为新文件报送；本文件不用发回。",
    "No student could be read in what was sent, so there is no list to mend here. Make the roster again as “问题汇总” "
    "says and send it as a new file; this one need not come back.",
)
_SOON = Text(
    "6. 请在收到本表后 {days} 日内发回，逾期按迟报处理。",
    "6. Send it back within {days} {days:day|days}; later it counts as late.",
)
_CONTACT = Text("联系方式：{contact}", "Contact: {contact}")
_LEGEND = {
    Severity.ERROR: Text("红色：有错误，必须修改", "Red: wrong, must be mended"),
    Severity.WARNING: Text("黄色：有疑问，请核对", "Amber: doubtful, please check"),
    Severity.INFO: Text(
        "蓝色：学籍科正在核定，暂不用修改", "Blue: the records section decides, nothing to do"
    ),
}


def instructions(desk: Desk, *, rows: bool = True, again: bool = False) -> None:
    """Add the page; the mending time and the contact are the campaign's.

    ``again`` says first that a whole file is to be sent again; without ``rows`` there is nothing else to do.
    """
    page = desk.marked(SHEET, PROSE, MARK_CHANGES, landscape=False)
    page.banner(desk.say(_TITLE), "title", tall=32)
    campaign = desk.view.campaign
    steps = [desk.say(step) for step in (_STEPS if rows else (_ANEW,))]
    if campaign.mend_days and rows:
        steps.append(desk.say(_SOON, days=campaign.mend_days))
    if campaign.contacts:
        contact = "，".join(value for value in campaign.contacts.values() if value)
        steps.append(desk.say(_CONTACT, contact=contact))
    if again and rows:
        steps.insert(0, desk.say(_AGAIN))
    for step in steps:
        page.banner(step, "para", max(34, height((step,), (sum(PROSE) * LARGER,)) + 6))
    for severity, text in _LEGEND.items() if rows else ():
        page.banner(desk.say(text), f"cell:{severity}", tall=22)

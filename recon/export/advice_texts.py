"""The sentences of :mod:`recon.export.advice`: those of a family of rules, and all together."""

from __future__ import annotations

from recon.export.advice_files import FILES
from recon.export.advice_rows import ROWS
from recon.words import Text

_KEEP_ONE = Text("请核对后只保留正确的一行。", "Check, and keep only the row that is right.")
_CARD = Text("请对照学生身份证原件核对并改正。", "Check it against the student's ID card and correct it.")
_LOOK_UP = Text(
    "请对照学生证或学籍系统核对并改正。", "Check it against the student card or the academic system."
)
_FORM = Text("请改用本批次的表样重新填报。", "Send it again in this year's form.")
_RESEND = Text("请重新保存为普通的 Excel 文件后再报送。", "Save it as a plain Excel file and send it again.")
_SCOPE = Text(
    "请确认是否误报；不属于本批次的请删除该行。",
    "If the student does not belong to this collection, delete the row.",
)
_CHECK = Text("请核对并改正。", "Check it and correct it.")

FAMILIES: dict[str, tuple[Text, Text]] = {
    "FI": (Text("文件有问题", "Something is wrong with the file"), _RESEND),
    "HD": (Text("表头有问题", "Something is wrong with the header"), _FORM),
    "IC": (Text("院校代码有问题", "Something is wrong with the institution code"), _CHECK),
    "NO": (Text("学号有问题", "Something is wrong with the student number"), _LOOK_UP),
    "ID": (Text("身份证号有问题", "Something is wrong with the ID number"), _CARD),
    "NA": (Text("姓名有问题", "Something is wrong with the name"), _CARD),
    "VO": (Text("填写不规范", "Not a known value"), _CHECK),
    "DU": (Text("重复报送", "Submitted more than once"), _KEEP_ONE),
    "MA": (Text("与学籍数据对不上", "Does not agree with the records"), _CHECK),
    "DF": (Text("与学籍数据不一致", "Differs from the records"), _CHECK),
    "SC": (Text("不在本批次范围", "Not in this collection"), _SCOPE),
    "OM": (
        Text("漏报", "Omitted"),
        Text("请补报，或在漏报表中说明原因。", "Submit the student or say why not."),
    ),
    "PH": (Text("照片状态", "Photo"), Text("请通知学生。", "Tell the student.")),
    "EX": (
        Text("学籍信息疑有误", "The record itself looks wrong"),
        Text("由学籍科处理。", "The records section deals with it."),
    ),
    "CP": (Text("批次设置", "Campaign"), Text("由学籍科处理。", "The records section deals with it.")),
}
"""By the first two letters of a code, for a rule without sentences of its own."""
ADVICE: dict[str, tuple[Text, Text]] = FILES | ROWS

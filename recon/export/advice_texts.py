"""The sentences of :mod:`recon.export.advice`: those of a family of rules, and all together."""

from __future__ import annotations

from recon.export.advice_files import FILES, FORM, RESEND
from recon.export.advice_rows import CARD, KEEP_ONE, LOOK_UP, ROWS, SCOPE
from recon.words import Text

_CHECK = Text("请核对并改正。", "Check it and correct it.")

FAMILIES: dict[str, tuple[Text, Text]] = {
    "FI": (Text("文件有问题", "Something is wrong with the file"), RESEND),
    "HD": (Text("表头有问题", "Something is wrong with the header"), FORM),
    "IC": (Text("院校代码有问题", "Something is wrong with the institution code"), _CHECK),
    "NO": (Text("学号有问题", "Something is wrong with the student number"), LOOK_UP),
    "ID": (Text("身份证号有问题", "Something is wrong with the ID number"), CARD),
    "NA": (Text("姓名有问题", "Something is wrong with the name"), CARD),
    "VO": (Text("填写不规范", "Not a known value"), _CHECK),
    "DU": (Text("重复报送", "Submitted more than once"), KEEP_ONE),
    "MA": (Text("与学籍数据对不上", "Does not agree with the records"), _CHECK),
    "DF": (Text("与学籍数据不一致", "Differs from the records"), _CHECK),
    "SC": (Text("不在本批次范围", "Not in this collection"), SCOPE),
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

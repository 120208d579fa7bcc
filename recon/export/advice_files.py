"""What a site is told about its files, headers and institution codes (:mod:`recon.export.advice`)."""

from __future__ import annotations

from recon.words import Text

FORM = Text("请改用本批次的表样重新填报。", "Send it again in this year's form.")
RESEND = Text("请重新保存为普通的 Excel 文件后再报送。", "Save it as a plain Excel file and send it again.")

FILES: dict[str, tuple[Text, Text]] = {
    "FI01": (Text("文件打不开", "The file cannot be opened"), RESEND),
    "FI02": (
        Text("文件设有打开密码", "The file has an open password"),
        Text("请去掉打开密码后重新报送。", "Remove the password and send it again."),
    ),
    "FI03": (Text("内容与扩展名不符", "The content is not what the name says"), RESEND),
    "FI04": (
        Text("文件含宏、外部链接或嵌入对象", "The file holds macros, links or embedded objects"),
        Text("请另存为不含宏的 Excel 工作簿（.xlsx）。", "Save it as a workbook without macros (.xlsx)."),
    ),
    "FI05": (
        Text("有学生在隐藏的行、列或工作表中", "Students stand in hidden rows, columns or sheets"),
        Text("请取消隐藏，确认这些学生是否要报。", "Unhide them and say whether they are to be submitted."),
    ),
    "FI06": (
        Text("文件过大", "The file is too large"),
        Text(
            "请删去无关内容和空白格式行后重新报送。", "Remove what does not belong to it and send it again."
        ),
    ),
    "FI07": (
        Text("文件中没有学生", "There is no student in the file"),
        Text(
            "请确认是否发错文件；确无学生请报“零报送”。",
            "Was it the wrong file? If there is nobody, declare nil.",
        ),
    ),
    "FI09": (
        Text("截止日期后收到", "Received after the deadline"),
        Text("请与学籍科联系说明情况。", "Explain it to the records section."),
    ),
    "FI10": (
        Text("无法确定报送单位", "The reporting unit is not clear"),
        Text(
            "请在表头写明单位名称，文件名以单位代码开头。",
            "Write the unit in the title; begin the file name with its code.",
        ),
    ),
    "FI11": (
        Text("有不属于本单位的学生", "Students of other units"),
        Text("请确认是否代报；不是代报的请删除这些行。", "If you do not report for them, delete their rows."),
    ),
    "FI12": (
        Text("部分行无法识别", "Some rows could not be read"),
        Text(
            "请检查表格中间的空行、合并单元格和说明文字；“例”“同上”和没有保存结果的公式，请改为实际内容。",
            "Look for empty rows, merged cells and notes among the rows; write the value itself in the place of a "
            "ditto mark, the word example, or a formula without a result.",
        ),
    ),
    "FI13": (
        Text("人数与预计相差较大", "Far fewer or more students than expected"),
        Text("请核对名单是否完整。", "Check that the list is complete."),
    ),
    "FI14": (
        Text("某一列整体错位或单独排过序", "A column slid or was sorted alone"),
        Text(
            "请不要逐格修改，用原始数据重新生成整张表后报送。",
            "Do not mend cells: make the whole sheet again from its source.",
        ),
    ),
    "FI15": (
        Text("不是 Excel 文件", "It is not an Excel file"),
        Text("请按通知要求用 Excel 文件报送。", "The notice asks for an Excel file."),
    ),
    "FI16": (
        Text(
            "不是报送名单（像是学籍数据或参照名单）",
            "It is not a roster (it looks like an extract or a register)",
        ),
        Text("请报送本批次表样的名单。", "Send the roster in this year's form."),
    ),
    "FI17": (
        Text("来自“待处理”表，尚未处理", "From the sheet 待处理, still waiting"),
        Text("请在退回清单中改好后发回。", "Mend the return sheet and send it back."),
    ),
    "HD01": (Text("找不到表头", "No header row was found"), FORM),
    "HD02": (
        Text("缺少必填的列", "A required column is missing"),
        Text("请按表样补上该列。", "Add the column as in the form."),
    ),
    "HD04": (
        Text("同一项目有两列", "Two columns for one field"),
        Text("请只保留正确的一列。", "Keep the one that is right."),
    ),
    "HD05": (
        Text("用错了表（开放教育/成人教育）", "The other form: open against adult education"),
        Text("请把该学生填到对应的表中。", "Put the student on the form of the right category."),
    ),
    "HD06": (Text("表样被改动", "The form was changed"), FORM),
    "IC01": (
        Text("院校代码未填", "The institution code is missing"),
        Text("请按表样填写院校代码。", "Fill in the code of the form."),
    ),
    "IC02": (
        Text("院校代码不是本表的代码", "The institution code is not this form's"),
        Text(
            "请改为表样上的院校代码；该代码不可自行更改。",
            "Use the code printed on the form; do not change it.",
        ),
    ),
}

WHOLE: dict[str, tuple[Text, Text]] = {
    "FI14": (
        Text(
            "“{field}”列整体错位或单独排过序，各行不是同一名学生的内容",
            "The column “{field}” slid or was sorted alone: its values are other students'",
        ),
        Text(
            "请不要逐格修改，用原始数据重新生成整张表后整份重报。",
            "Do not mend cells: make the whole sheet again from its source and send the whole file again.",
        ),
    ),
    "FI17": FILES["FI17"],
    "HD02": (
        Text("缺少“{field}”列", "The column “{field}” is missing"),
        Text("请补上该列后整份重报。", "Add the column and send the whole file again."),
    ),
    "HD04": (
        Text("“{field}”有两列且内容不同", "Two columns for “{field}”, and they differ"),
        Text("请只保留正确的一列后整份重报。", "Keep the one that is right and send the whole file again."),
    ),
    "HD05": (
        Text("用错了表样，不是这些学生所属类别的表", "The wrong form for these students' category"),
        Text("请改用对应的表样整份重报。", "Use the right form and send the whole file again."),
    ),
}
"""The same about a whole file or column, whose every row has the error; ``{field}`` is the column's title.

They stand above the table, so they name no form or unit: reading the sheet again would take it for its own.
"""

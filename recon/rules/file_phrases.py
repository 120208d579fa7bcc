"""Codes inside the details of a finding about a file, and how a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.verdicts.kinds import OPTIONS, TABLES
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

REASONS: Mapping[str, Text] = {
    "damaged": Text("文件已损坏", "it is damaged"),
    "broken-zip": Text("文件不完整，可能没有传完", "it is incomplete"),
    "timeout": Text("读取超时", "reading took too long"),
    "memory": Text("读取所需内存过大", "reading needs too much memory"),
    "crash": Text("读取程序在此文件上中断", "the reader broke off on it"),
    "picture": Text("这是图片", "it is a picture"),
    "pdf": Text("这是 PDF 或 OFD 文档", "it is a PDF or OFD document"),
    "numbers": Text("这是苹果 Numbers 表格", "it is an Apple Numbers sheet"),
    "shortcut": Text("这是快捷方式", "it is a shortcut"),
    "json": Text("这是 JSON 数据文件", "it is a JSON file"),
    "word": Text(
        "这是旧版 Word 或 WPS 文字文档，请另存为 .xlsx 或 .docx",
        "it is an old Word or WPS document; save it as .xlsx or .docx",
    ),
    "no-table-word": Text("Word 文档中没有表格", "there is no table in the Word document"),
    "slides": Text("这是演示文稿", "it is a presentation"),
    "archive": Text("压缩包无法打开（请用 .zip）", "the archive cannot be opened (use .zip)"),
    "database": Text("这是数据库文件", "it is a database"),
    "xml": Text("XML 中没有表格", "it is XML without a table"),
    "binary": Text("内容无法识别", "its content is unknown"),
    "empty": Text("文件是空的", "it is empty"),
    "no-access": Text("没有读取权限或文件被占用", "it may not be read, or is in use"),
    "changed": Text("读取时文件正被改动或移走", "it was changed or moved while it was read"),
    "closed-folder": Text("文件夹没有读取权限", "the folder may not be read"),
    "no-file": Text("不是普通文件", "it is not a regular file"),
    "link": Text("是指向别处的链接", "it is a link"),
    "file": Text("文件太大", "the file is too large"),
    "total": Text("解开后太大", "it is too large when unpacked"),
    "inflated": Text("解开后太大", "it is too large when unpacked"),
    "ratio": Text("压缩比异常", "its compression ratio is abnormal"),
    "members": Text("压缩包中文件太多", "the archive holds too many files"),
    "whole": Text("各层压缩包合计太大", "all archives in it together are too large"),
    "depth": Text("压缩包嵌套太深", "archives inside archives, too deep"),
    "cells": Text("单元格太多", "too many cells"),
    "columns": Text(
        "一行的列数超过任何表格软件", "a row has more columns than any spreadsheet program holds"
    ),
    "no-header": Text("没有含学号、姓名的表头", "no row names 学号 and 姓名"),
    "no-number-word": Text(
        "不认得号码上方的列名：{headers}", "the words above the numbers are unknown: {headers}"
    ),
    "no-header-word": Text(
        "没有含学号、姓名的表头；若为批复或通知，可忽略本条",
        "no row names 学号 and 姓名; ignore this if the document is an approval or a notice",
    ),
    "transposed": Text("行列颠倒", "rows and columns are exchanged"),
    "one-cell": Text("各列挤在一格里，请用“数据—分列”分开", "all columns stand in one cell; set them apart"),
    "stacked": Text("每名学生占两行", "each student stands on two lines"),
    "key-value": Text("每名学生一张表", "one form per student"),
    "no-students": Text("表中没有学生", "the table holds no student"),
    "doubtful-row": Text("有的行无法识别为学生", "some rows cannot be told to be students"),
    "marked-example": Text(
        "有的行标着“例”，号码却像真的，已读作学生",
        "some rows are marked as examples, yet their numbers look real; they were read as students",
    ),
    "two-in-cell": Text(
        "有的行一格里写了两人以上的号码，已读作一人；请一人一行",
        "some rows hold the numbers of several people in one cell and were read as one; give each a row",
    ),
    "struck-out": Text(
        "有的行画了删除线，已照常读作学生；不报的请删去该行",
        "some rows are struck out; they were read as students all the same, delete those who are not submitted",
    ),
    "remarked": Text(
        "有的行旁边写着退学、放弃、已拍一类的话；已照常读作学生，不报的请删去该行",
        "a remark beside some rows says that the student left, stays away or was photographed before; they were read "
        "as students all the same, delete those who are not submitted",
    ),
    "ditto": Text(
        "有的行写“同上”，已按上一行的内容读取", "some rows say “as above”; they were read as the row above"
    ),
    "unclear-answer": Text(
        "漏报表的答复看不懂，未计为答复",
        "an answer on the omission list is not understood and was not counted",
    ),
    "others-answer": Text(
        "答复的不是本单位的学生（或不知是哪个单位的答复），未计为答复",
        "answers about students of another unit, or of a unit that cannot be told, were not counted",
    ),
    "old-answer": Text(
        "这是另一采集批次的表，其中的答复未计为答复",
        "the sheet belongs to another campaign, and its answers were not counted",
    ),
    "unclear-shoot": Text(
        "“是否拍摄”看不懂，或与“不拍原因”矛盾，已按来拍读取",
        "是否拍摄 is not understood, or contradicts the reason to stay away; the students were read as coming",
    ),
    "beside": Text(
        "名单旁边没有表头的几列里有学生", "students stand beside the list, in columns without a header"
    ),
    "stays-away": Text(
        "这些学生列在缓拍、放弃一类的名单里，或所在行写明不参加，未计为报送；请在漏报表上说明原因",
        "these students stand on a list of those who stay away, or their line says so, and were not read as submitted; "
        "give their reasons on the omission list",
    ),
    "staff": Text(
        "这些行在工作人员的表里（没有学号、层次等列），未读作学生；如是学生，请补上学号和各列",
        "these rows stand in a table of who works there (it has neither 学号 nor any other column of a student) and "
        "were not read; if they are students, add 学号 and the other columns",
    ),
    "no-table": Text(
        "学生的号码写在名单之外（没有表头的工作表，或名单上方），未读作学生",
        "students' numbers stand outside any roster (on a sheet without a header, or above one) and were not read",
    ),
    "bare-names": Text(
        "只写了姓名，没有学号或身份证号，未读作学生；要报的请补上号码",
        "these rows give names alone and were not read; add the numbers of those who are submitted",
    ),
    "goes-on": Text(
        "没有表头，内容与前一张表的各列相符，已接着前一张表读作学生",
        "there is no header, but the cells fit the columns of the table before, and were read as going on with it",
    ),
    "encoding": Text(
        "无法确定文字编码，为避免乱码，整个文件未读取",
        "the text encoding cannot be told, so that none of the file was read",
    ),
    "lost-cells": Text(
        "工作表有 {counted} 个单元格有内容，只读出 {read} 个",
        "cells of the sheet with content: {counted}; read of these: {read}",
    ),
    "namesakes": Text("有两列同名", "two columns bear one name"),
    "garbled": Text("有一列的文字不是 UTF-8", "the text of a column is not UTF-8"),
    "mixed": Text("各行的文字编码不同", "its lines are in different encodings"),
    "zeros": Text("文件中有空字符", "it holds zero bytes"),
    "ragged": Text("各行的列数不一致", "its lines have different numbers of cells"),
    "quote": Text("引号没有闭合", "a quotation mark is never closed"),
    "password": Text("有密码", "it has a password"),
    "broken-xml": Text("文件内部的 XML 有误", "the XML inside it is broken"),
    "doctype": Text("含不应有的文档类型声明，为安全起见未读取", "it holds a document type declaration"),
    "tnef": Text(
        "是 Outlook 的 winmail.dat，请改用纯文本格式发信", "it is Outlook's winmail.dat; send plain text"
    ),
    "empty-archive": Text("压缩包里没有文件", "the archive is empty"),
    "no-attachment": Text(
        "邮件里没有附件，正文中也没有名单", "nothing is attached to the mail, and its text holds no roster"
    ),
    "quoted-table": Text(
        "邮件引用或转发的旧邮件里有学生表格，未读作名单",
        "the older mail that this one quotes or forwards holds a table of students; it was not read",
    ),
    "body-more": Text(
        "附件是名单，邮件正文的表格未读取，其中有的号码不在附件里",
        "the attachment is the roster and the table in the mail's text was not read; some of its numbers stand in no "
        "attachment",
    ),
    "plain-table": Text(
        "邮件正文里有像名单的文字行，分不清各列，未读取",
        "the mail's text holds lines like a roster whose columns cannot be told; they were not read",
    ),
    "body": Text("没有查看邮件正文中有无名单", "whether the mail's text holds a roster was not looked for"),
    "wrong-password": Text("给出的密码打不开", "the password given does not open it"),
    "unknown-lock": Text("加密方式无法识别", "it is encrypted in an unknown way"),
    "zip": Text("压缩包有密码", "the archive has a password"),
    "zip-aes": Text("压缩包用 AES 加密", "the archive is AES-encrypted"),
    "macros": Text("宏", "macros"),
    "external": Text("外部链接", "links to other files"),
    "embedded": Text("嵌入对象", "embedded objects"),
    "overlap": Text("压缩结构异常", "its members share bytes"),
    "unchecked": Text(
        "内部结构有误，无法核对是否读全", "its structure is faulty, whether all was read cannot be proved"
    ),
    "astray": Text(
        "有的单元格所指的文字在文件中不存在，读作空白",
        "some cells point to texts that the file does not have, read as blanks",
    ),
    "uncached": Text(
        "有的公式没有保存结果，读作空白", "some formulas were saved without results, read as blanks"
    ),
    "twice": Text("文件内部有重复的部分", "a part stands in it twice"),
    "cut-short": Text("文件不完整，记录数不够", "it is incomplete; records are missing"),
    "cut": Text(
        "文件不完整，可能未传完，末尾的学生可能缺失",
        "it ends in the middle; students at its end may be missing",
    ),
    "broken-code": Text(
        "有的部分在传送中损坏，可能没有读全",
        "the code of a part was damaged on its way; it may not have been read whole",
    ),
    "sheet-lost": Text(
        "有的工作表在目录中，内容却不在文件里或无法读取",
        "sheets are listed whose content the file does not have, or that could not be read",
    ),
    "sheet-unlisted": Text(
        "有的工作表有内容，却不在工作簿的目录中，未读取",
        "sheets hold cells and are not listed by the workbook; they were not read",
    ),
    "deleted": Text("有的记录带删除标记，未读取", "some records are marked as deleted and were not read"),
    "cut-text": Text(
        "有的文字在字段末尾被截断，半个汉字读作占位符",
        "some texts are cut off at the end of their field; half a character was read as a placeholder",
    ),
    "memo": Text("备注型字段未读取", "memo fields were not read"),
    "more-records": Text(
        "文件头所写的记录数之后还有记录，未读取", "records follow those the file counts; they were not read"
    ),
    "tracked": Text(
        "有的行带修订记录，插入的已读入，删除的未读入",
        "some rows hold tracked changes; what was inserted was read, what was deleted was not",
    ),
    "struck-text": Text(
        "有画了删除线的文字，格内另有文字的未读，整格划去的照常读取",
        "text is struck out; beside other text in its cell it was not read, where it is all of the cell it was",
    ),
    "hidden-text": Text(
        "有隐藏文字，格内另有可见文字的未读，整格隐藏的照常读取",
        "text is hidden; beside visible text in its cell it was not read, where it is all of the cell it was",
    ),
    "nested": Text(
        "单元格里还有表格，已作为单独的表读取", "cells hold tables of their own, read as tables by themselves"
    ),
    "uneven": Text(
        "有的行多出单元格，多出的内容已并入最近的一列",
        "some rows have more cells than the others; what is too many was put into the nearest column",
    ),
    "drawn": Text(
        "批注或文本框里有单元格中没有的学号或身份证号，未读作学生",
        "comments or text boxes hold students' numbers that stand in no cell; they were not read",
    ),
    "outside": Text(
        "表格之外的文字里有像学号或身份证号的号码，未读作学生",
        "text outside the tables holds what looks like students' numbers; it was not read",
    ),
}
"""What is wrong with a file or a sheet, in a few words (:mod:`recon.verdicts` has the sentences)."""
KINDS: Mapping[str, Text] = {
    "csv": Text("文本表格", "a text table"),
    "html": Text("网页", "a web page"),
    "mht": Text("单文件网页", "a web archive"),
    "docx": Text("文字文档（Word）", "a Word document"),
    "dbf": Text("数据库表（dBase）", "a dBase table"),
    "spreadsheetml": Text("XML 表格", "an XML spreadsheet"),
    "xls": Text("Excel 97-2003", "an Excel 97-2003 workbook"),
    "xml": Text("XML", "XML"),
    "parquet": Text("Parquet 数据", "Parquet"),
}
"""What a file is, in a few words."""
FOREIGN: Mapping[str, Text] = {
    kind: Text(f"{title.zh}（--{OPTIONS[kind]}）", f"{title.en} (--{OPTIONS[kind]})")
    for kind, title in TABLES.items()
}
"""What came among the rosters, and the option it belongs to."""

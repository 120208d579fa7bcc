"""What a file is, in words, and what a table in it is: kinds that content tells apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, Text] = {
    "xlsx": Text("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"),
    "xls": Text("Excel 97-2003 工作簿或 WPS 表格（xls、et）", "an Excel 97-2003 or WPS workbook (xls, et)"),
    "xlsb": Text("Excel 二进制工作簿（xlsb）", "a binary Excel workbook (xlsb)"),
    "ods": Text("ODF 电子表格（ods）", "an OpenDocument spreadsheet (ods)"),
    "fods": Text("ODF 单文件电子表格（fods）", "a flat OpenDocument spreadsheet (fods)"),
    "csv": Text("文本表格（csv、txt）", "a text table (csv, txt)"),
    "docx": Text("文字文档（Word、WPS 的 docx）", "a Word document (docx)"),
    "dbf": Text("数据库表（dBase，dbf）", "a dBase table (dbf)"),
    "html": Text("网页（html）", "a web page (html)"),
    "mht": Text("单文件网页（mht）", "a single-file web page (mht)"),
    "spreadsheetml": Text("XML 表格 2003", "an XML Spreadsheet 2003"),
    "xml": Text("XML 文件", "an XML file"),
    "parquet": Text("Parquet 数据文件", "a Parquet file"),
    "zip": Text("压缩包（zip）", "an archive (zip)"),
    "eml": Text("邮件（eml）", "a mail (eml)"),
    "msg": Text("Outlook 邮件（msg）", "an Outlook mail (msg)"),
    "mbox": Text("邮箱文件（mbox）", "a mailbox (mbox)"),
    "encrypted": Text("加密的 Excel 工作簿", "an encrypted Excel workbook"),
    "word": Text(
        "旧版 Word 或 WPS 文字文档（doc、wps、odt 等）", "an old Word, WPS or ODF document (doc, wps, odt …)"
    ),
    "tnef": Text("Outlook 附件包（winmail.dat）", "Outlook's winmail.dat"),
    "slides": Text("演示文稿", "a presentation"),
    "pdf": Text("PDF 或 OFD 文档", "a PDF or OFD document"),
    "numbers": Text("苹果 Numbers 表格", "an Apple Numbers sheet"),
    "shortcut": Text("快捷方式", "a shortcut"),
    "json": Text("JSON 数据文件", "a JSON file"),
    "picture": Text("图片", "a picture"),
    "archive": Text("压缩包（rar、7z 等）", "an archive (rar, 7z …)"),
    "database": Text("数据库文件", "a database file"),
    "empty": Text("空文件", "an empty file"),
    "binary": Text("无法识别的文件", "an unknown kind of file"),
    "lock-file": Text("Excel 临时锁定文件", "an Excel lock file"),
    "system-file": Text("操作系统文件", "a file of the operating system"),
    "mail-body": Text(
        "邮件正文中的表格（名单以附件为准）", "a table in a mail's text (its attachments hold the roster)"
    ),
    "inline-picture": Text("邮件正文中的图片", "a picture inside a mail's text"),
}
"""What :attr:`recon.model.FileRead.kind` means."""

TABLES: Mapping[str, Text] = {
    "students": Text("学籍数据“学生信息”", "the academic system's student data"),
    "users": Text("学籍数据“用户信息”", "the academic system's user data"),
    "central": Text("学籍数据总表", "a central extract"),
    "adult": Text("成人教育学籍数据", "the adult-education records"),
    "photos": Text("照片采集名单", "a photo register"),
    "planned": Text("预计毕业名单", "a planned-graduates list"),
    "sites": Text("教学点名单", "a site list"),
    "submissions": Text("收件清单", "a submissions list"),
}
"""What a table is that is no roster (:class:`recon.normalise.Kind`)."""
OPTIONS: Mapping[str, str] = dict.fromkeys(("students", "users", "central", "adult"), "extract") | {
    name: name for name in ("photos", "planned", "sites", "submissions")
}
"""Kind of such a table → the option it is given by, without its dashes."""

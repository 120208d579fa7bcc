"""What a person reads about a file: what is wrong, and what the site should do; by rule and reason code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.model import Trouble
    from recon.words import Lang

KINDS: Mapping[str, Text] = {
    "xlsx": Text("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"),
    "xls": Text("Excel 97-2003 工作簿或 WPS 表格（xls、et）", "an Excel 97-2003 or WPS workbook (xls, et)"),
    "xlsb": Text("Excel 二进制工作簿（xlsb）", "a binary Excel workbook (xlsb)"),
    "ods": Text("ODF 电子表格（ods）", "an OpenDocument spreadsheet (ods)"),
    "fods": Text("ODF 单文件电子表格（fods）", "a flat OpenDocument spreadsheet (fods)"),
    "csv": Text("文本表格（csv、txt）", "a text table (csv, txt)"),
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
    "word": Text("Word 文档", "a Word document"),
    "slides": Text("演示文稿", "a presentation"),
    "pdf": Text("PDF 文档", "a PDF document"),
    "picture": Text("图片", "a picture"),
    "archive": Text("压缩包（rar、7z 等）", "an archive (rar, 7z …)"),
    "database": Text("数据库文件", "a database file"),
    "empty": Text("空文件", "an empty file"),
    "binary": Text("无法识别的文件", "an unknown kind of file"),
    "lock-file": Text("Excel 临时锁定文件", "an Excel lock file"),
    "system-file": Text("操作系统文件", "a file of the operating system"),
    "inline-picture": Text("邮件正文中的图片", "a picture inside a mail's text"),
}
"""What :attr:`recon.model.FileRead.kind` means."""

_RESAVE = Text(
    "请用 WPS 或 Excel 另存为 .xlsx 再报送。", "Open it in WPS or Excel, save it as .xlsx and send it again."
)
_ROSTER = Text("请报送 Excel 名单（.xlsx）。", "Send the roster as an Excel workbook (.xlsx).")


def _and(zh: str, en: str, then: Text) -> Text:
    return Text(zh + then.zh, f"{en} {then.en}")


MESSAGES: Mapping[tuple[str, str], Text] = {
    ("FI01", "damaged"): _and(
        "文件已损坏，读不出表格。", "The file is damaged; no table can be read.", _RESAVE
    ),
    ("FI01", "broken-zip"): _and(
        "文件不完整（压缩结构损坏），可能没有传完。",
        "The file is incomplete (its zip structure is broken).",
        _RESAVE,
    ),
    ("FI01", "timeout"): _and(
        "读取超过 {seconds} 秒，已停止。文件可能损坏或异常庞大。",
        "Reading took longer than {seconds} seconds and was stopped; the file may be damaged or oversized.",
        Text(
            "请把名单复制到新建的工作簿，另存为 .xlsx 再报送。",
            "Copy the roster into a new workbook, save it as .xlsx.",
        ),
    ),
    ("FI01", "memory"): _and(
        "读取所需内存超过限额，已停止。文件可能损坏，或工作表中有大片空单元格。",
        "Reading needed more memory than allowed; the file may be damaged or hold vast empty areas.",
        Text(
            "请把名单复制到新建的工作簿，另存为 .xlsx 再报送。",
            "Copy the roster into a new workbook, save it as .xlsx.",
        ),
    ),
    ("FI01", "crash"): _and(
        "读取程序在此文件上中断，文件已损坏。", "The reader broke off on this file; it is damaged.", _RESAVE
    ),
    ("FI01", "picture"): _and(
        "这是图片，不是名单（若为批复文件照片，可忽略本条）。",
        "This is a picture, not a roster (ignore this if it is the approval document).",
        _ROSTER,
    ),
    ("FI01", "pdf"): _and("这是 PDF，不是 Excel 名单。", "This is a PDF, not an Excel roster.", _ROSTER),
    ("FI01", "word"): _and(
        "这是 Word 文档，不是 Excel 名单。", "This is a Word document, not an Excel roster.", _ROSTER
    ),
    ("FI01", "slides"): _and(
        "这是演示文稿，不是 Excel 名单。", "This is a presentation, not an Excel roster.", _ROSTER
    ),
    ("FI01", "archive"): Text(
        "这是 rar、7z 等压缩包，无法打开。请解压后报送 .xlsx，或压缩为 .zip 再报送。",
        "This archive (rar, 7z …) cannot be opened. Unpack it and send the .xlsx, or send a .zip.",
    ),
    ("FI01", "database"): _and(
        "这是数据库文件，不是 Excel 名单。", "This is a database, not an Excel roster.", _ROSTER
    ),
    ("FI01", "xml"): _and("这是 XML 文件，其中没有表格。", "This is an XML file without a table.", _ROSTER),
    ("FI01", "binary"): _and(
        "这不是 Excel 工作簿，内容无法识别。", "This is not a workbook; its content is unknown.", _ROSTER
    ),
    ("FI01", "empty"): _and("文件是空的（0 字节或全为空白）。", "The file is empty.", _ROSTER),
    ("FI01", "no-access"): Text(
        "没有权限读取该文件，或文件正被占用。请关闭打开它的程序后重试。",
        "The file may not be read, or another program holds it. Close that program and try again.",
    ),
    ("FI01", "no-file"): Text(
        "这不是普通文件，未读取。请放入文件本身。", "This is not a regular file. Put the file itself here."
    ),
    ("FI01", "link"): Text(
        "这是指向别处的链接，未跟随。请放入文件本身。",
        "This is a link to somewhere else; it was not followed. Put the file here.",
    ),
    ("FI02", "password"): Text(
        "文件有打开密码，已知密码均不正确。请去掉密码后重新报送，或把密码告诉管理员。",
        "The file needs a password and no known one opens it. Remove the password and send it again, or tell it.",
    ),
    ("FI03", "kind"): Text(
        "文件名以 .{ending} 结尾，内容实为{kind}；已照内容读取。",
        "The name ends in .{ending} but the content is {kind}; read as such.",
    ),
    ("FI06", "file"): Text(
        "文件太大（{size} 字节，上限 {limit}）。请只保留名单工作表，删除图片后另存再报送。",
        "The file is too large ({size} bytes, limit {limit}). Keep only the roster, without pictures, and send again.",
    ),
    ("FI06", "cells"): Text(
        "单元格太多（上限 {limit} 个）。请只保留名单，另存后再报送。",
        "Too many cells (limit {limit}). Keep only the roster.",
    ),
    ("FI08", "same"): Text(
        "与 {first} 内容完全相同，只计一次。", "The same bytes as {first}; they count once."
    ),
    ("FI12", "encoding"): Text(
        "无法确定文字编码，为避免乱码未读取。请选择编码，或用 WPS 另存为 .xlsx 再报送。",
        "The text encoding is in doubt; nothing was read. Choose the encoding, or save as .xlsx and send again.",
    ),
    ("FI15", "kind"): Text(
        "这是{kind}，不是 Excel 工作簿；已读取，下次请用 WPS 另存为 .xlsx 再报送。",
        "This is {kind}, not an Excel workbook; it was read, but please send .xlsx next time.",
    ),
}
"""(rule, reason) → the sentence; its placeholders are the trouble's other details."""

_OTHER = Text(
    "读取时遇到问题（{rule} {reason}）。请用 WPS 另存为 .xlsx 再报送。",
    "Trouble while reading ({rule} {reason}). Save as .xlsx.",
)


def say(trouble: Trouble, lang: Lang) -> str:
    """Return the sentence about one trouble of a file."""
    details = dict(trouble.details)
    if kind := KINDS.get(details.get("kind", "")):
        details["kind"] = kind.say(lang)
    reason = details.pop("reason", "")
    text = MESSAGES.get((trouble.rule, reason))
    return text.say(lang, **details) if text else _OTHER.say(lang, rule=trouble.rule, reason=reason)

"""What is wrong with a file and what the site should do: one sentence for every rule and reason code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

RESAVE = Text("请用 WPS 另存为 .xlsx 再报送。", "Save it as .xlsx with WPS and send it again.")
COPY = Text(
    "请把名单复制到新建的工作簿，另存为 .xlsx 再报送。",
    "Copy the roster into a new workbook, save that as .xlsx and send it again.",
)
ROSTER = Text("请报送 Excel 名单（.xlsx）。", "Send the roster as an Excel workbook (.xlsx).")
_UNLOCK = Text(
    "请去掉密码后重新报送，或把密码告诉学籍科。",
    "Remove the password and send it again, or tell the records section the password.",
)
SPLIT = Text("请只压缩名单文件，重新报送。", "Pack only the rosters and send the archive again.")


def _then(zh: str, en: str, what_to_do: Text) -> Text:
    return Text(zh + what_to_do.zh, f"{en} {what_to_do.en}")


MESSAGES: Mapping[tuple[str, str], Text] = {
    ("FI01", "damaged"): _then(
        "文件已损坏，读不出表格。", "The file is damaged; no table can be read.", RESAVE
    ),
    ("FI01", "broken-zip"): _then(
        "文件不完整，可能没有传完。",
        "The file is incomplete; perhaps it was not sent to its end.",
        RESAVE,
    ),
    ("FI01", "broken-xml"): _then(
        "文件内部结构有误，读不出表格。", "Its inner structure is broken; nothing can be read.", RESAVE
    ),
    ("FI01", "doctype"): _then(
        "文件内部含有正常表格不会有的内容，为安全起见未读取。",
        "The file holds something that no honest workbook has (a document type); it was not read.",
        RESAVE,
    ),
    ("FI01", "timeout"): _then(
        "读取超过 {seconds} 秒，已停止。文件可能损坏或过于庞大。",
        "Reading took longer than {seconds} seconds and was stopped; the file may be damaged or far too large.",
        COPY,
    ),
    ("FI01", "memory"): _then(
        "读取所需内存超过限额，已停止。文件可能损坏，或表中有大片空白区域。",
        "Reading needed more memory than allowed; the file may be damaged or hold vast empty areas.",
        COPY,
    ),
    ("FI01", "crash"): _then(
        "文件已损坏，读取程序在其上中断。", "The file is damaged; the reader broke off on it.", RESAVE
    ),
    ("FI01", "picture"): _then(
        "这是图片，不是名单（若为批复文件的照片，可忽略本条）。",
        "This is a picture, not a roster (ignore this if it is the approval document).",
        ROSTER,
    ),
    ("FI01", "pdf"): _then(
        "这是 PDF 或 OFD 文档，不是 Excel 名单（若为批复文件，可忽略本条）。",
        "This is a PDF or OFD document, not a roster (ignore this if it is the approval document).",
        ROSTER,
    ),
    ("FI01", "numbers"): Text(
        "这是苹果 Numbers 表格，无法打开。请在 Numbers 中选择“导出为 Excel”，再报送 .xlsx。",
        "This is an Apple Numbers sheet and cannot be opened. Export it as Excel and send the .xlsx.",
    ),
    ("FI01", "shortcut"): Text(
        "这是快捷方式，不是文件本身。请报送它所指的 Excel 文件（.xlsx）。",
        "This is a shortcut, not the file itself. Send the workbook (.xlsx) it points to.",
    ),
    ("FI01", "json"): _then(
        "这是 JSON 数据文件，不是 Excel 名单。", "This is a JSON file, not a roster.", ROSTER
    ),
    ("FI01", "word"): Text(
        "这是旧版 Word 或 WPS 文字文档（doc、wps、rtf、odt），其中的表格无法读取（若为批复文件，可忽略本条）。"
        "请把名单表格复制到 Excel，另存为 .xlsx 再报送；一时做不到的，请在 WPS 中另存为 .docx。",
        "This is a document of old Word, WPS or ODF (doc, wps, rtf, odt); its tables cannot be read (ignore this if it "
        "is the approval document). Copy the roster's table into Excel and send the .xlsx; failing that, save the "
        "document as .docx with WPS.",
    ),
    ("FI01", "no-table-word"): _then(
        "Word 文档中没有表格（若为批复文件，可忽略本条）。",
        "There is no table in this Word document (ignore this if it is the approval document).",
        ROSTER,
    ),
    ("FI01", "slides"): _then(
        "这是演示文稿，不是 Excel 名单。", "This is a presentation, not a roster.", ROSTER
    ),
    ("FI01", "archive"): Text(
        "这是 rar、7z 等压缩包，无法打开。请解压后报送 .xlsx，或压缩为 .zip 再报送。",
        "This archive (rar, 7z …) cannot be opened. Unpack it and send the .xlsx, or send a .zip.",
    ),
    ("FI01", "tnef"): Text(
        "这是 Outlook 的 winmail.dat，附件包在其中，无法打开。请改用纯文本格式发信，或把名单压缩为 .zip 再报送。",
        "This is Outlook's winmail.dat with the attachment inside. Send the mail as plain text, or send a .zip.",
    ),
    ("FI01", "database"): Text(
        "这是数据库文件（如 Access，或文件头不完整的 dbf），无法读取。请用原软件或 WPS 打开，另存为 .xlsx 再报送。",
        "This is a database (Access, or a dbf whose head is not whole) and cannot be read. Open it with its program or "
        "with WPS, save it as .xlsx and send that.",
    ),
    ("FI01", "cut-short"): Text(
        "文件不完整：应有 {counted} 条记录，只有 {read} 条，可能没有传完，为避免漏人未读取。请重新导出或重新发送。",
        "The file is incomplete: of {counted} {counted:record|records} it holds {read}. Perhaps it was not sent to its "
        "end; nothing was read, lest students be missing. Export it or send it again.",
    ),
    ("FI01", "xml"): _then(
        "这是 XML 数据文件，其中没有表格。", "This is an XML file without a table.", ROSTER
    ),
    ("FI01", "no-table"): _then("网页中没有表格。", "There is no table in this web page.", ROSTER),
    ("FI01", "binary"): _then(
        "这不是 Excel 工作簿，内容无法识别。",
        "This is not a workbook; its content is of no known kind.",
        ROSTER,
    ),
    ("FI01", "empty"): _then("文件是空的。", "The file is empty.", ROSTER),
    ("FI01", "empty-archive"): _then("压缩包里没有文件。", "There is no file in the archive.", ROSTER),
    ("FI01", "no-attachment"): _then(
        "邮件里没有附件，正文中也没有名单（网盘或超大附件的链接不会打开）。",
        "Nothing is attached to the mail, and its text holds no roster (links are not followed).",
        ROSTER,
    ),
    ("FI01", "ragged"): Text(
        "有的行列数比表头多（表头 {expected} 列，其中一行 {actual} 列）。请从系统重新导出。",
        "Some lines have more columns than the header ({expected}; one has {actual}). Export it again.",
    ),
    ("FI01", "mixed"): Text(
        "有的行{rows}的文字编码与其余各行（{encoding}）不同，为避免乱码，整个文件未读取。请用 WPS 打开，核对这些行，"
        "另存为 .xlsx 再报送。",
        "Some lines{rows} are in another encoding than the others ({encoding}); nothing was read. Open the file in "
        "WPS, compare these lines and save it as .xlsx.",
    ),
    ("FI01", "namesakes"): Text(
        "有两列都叫“{name}”，无法分辨。请改名后从系统重新导出。",
        'Two columns are called "{name}" and cannot be told apart. Name them differently and export it again.',
    ),
    ("FI01", "garbled"): Text(
        "“{name}”列的文字不是 UTF-8，可能会是乱码。请从系统按 UTF-8 重新导出。",
        'The text of the column "{name}" is not UTF-8 and would be garbled. Export it again, in UTF-8.',
    ),
    ("FI01", "quote"): Text(
        "有一个英文双引号没有配对，其后的行都并成了一格。请从系统重新导出。",
        'A quotation mark (") is never closed: all lines after it became one cell. Export it again.',
    ),
    ("FI01", "no-access"): Text(
        "无法读取该文件：没有权限，或文件正被占用。请关闭打开它的程序后重试。",
        "The file cannot be opened: no right to read it, or another program holds it. Close that and try again.",
    ),
    ("FI01", "changed"): Text(
        "文件在读取过程中被改动或移走，可能仍在拷贝或保存，未采用。请稍后重新读取。",
        "The file was changed or moved while it was read, perhaps still being copied or saved; nothing of it was used. "
        "Read it again.",
    ),
    ("FI01", "closed-folder"): Text(
        "这个文件夹打不开（没有权限），其中的文件都未读取。请取得权限，或把文件复制出来再试。",
        "This folder does not open (no right to read it): nothing in it was read. Get the right, or copy its files.",
    ),
    ("FI01", "no-file"): Text(
        "这不是普通文件，未读取。请放入文件本身。",
        "This is not a regular file and was not read. Put the file itself here.",
    ),
    ("FI01", "link"): Text(
        "这是指向别处的链接，未读取。请放入文件本身。",
        "This is a link to somewhere else; it was not followed. Put the file here.",
    ),
    ("FI02", "password"): _then(
        "文件有打开密码，现有密码均打不开。", "The file needs a password, and no known one opens it.", _UNLOCK
    ),
    ("FI02", "wrong-password"): _then(
        "给出的密码打不开此文件。", "The password given does not open this file.", _UNLOCK
    ),
    ("FI02", "unknown-lock"): _then(
        "文件已加密，加密方式无法识别。", "The file is encrypted in a way that is not known here.", _UNLOCK
    ),
    ("FI02", "zip"): _then(
        "压缩包有密码，现有密码打不开。", "The archive needs a password, and none opens it.", _UNLOCK
    ),
    ("FI02", "zip-aes"): Text(
        "压缩包的加密方式（AES）无法打开，有密码也不行。请去掉密码后重新报送。",
        "The archive is locked in a way (AES) that no password opens here. Send it again without a password.",
    ),
    ("FI03", "kind"): Text(
        "文件名以 .{ending} 结尾，内容实为{kind}；已按内容读取。",
        "The name ends in .{ending}, but the content is {kind}; it was read as such.",
    ),
    ("FI04", "macros"): Text(
        "文件含宏，已忽略，未运行。", "The file holds macros; they were ignored and never run."
    ),
    ("FI04", "external"): Text(
        "文件链接到其他文件，未读取那些文件；请确认单元格显示的是最新值。",
        "The file refers to other files; these were not opened. See that its cells show current values.",
    ),
    ("FI04", "embedded"): Text(
        "文件内嵌其他对象，已忽略。", "The file holds embedded objects; they were ignored."
    ),
    ("FI06", "file"): Text(
        "文件太大（{size}，名单的上限为 {limit}）。请只保留名单工作表，删除图片后另存再报送。"
        "若是学籍数据，请放到学籍数据处，不受此限。",
        "The file is too large ({size}; a roster may have {limit}). Send only the roster, without pictures. "
        "An extract may be larger: give it as one.",
    ),
    ("FI06", "cells"): _then(
        "单元格太多（上限 {limit} 个）。", "There are too many cells (limit {limit}).", COPY
    ),
    ("FI06", "columns"): _then(
        "有一行超过 {limit} 列，任何表格软件都容不下，为安全起见未读取。",
        "A row has more than {limit} columns, more than any spreadsheet program holds; it was not read.",
        COPY,
    ),
    ("FI06", "members"): _then(
        "压缩包或邮件内的文件太多（上限 {limit} 个）。",
        "There are too many files inside (limit {limit}).",
        SPLIT,
    ),
    ("FI06", "total"): _then(
        "解压后太大（上限 {limit}）。", "Unpacked, it is too large (limit {limit}).", SPLIT
    ),
    ("FI06", "whole"): _then(
        "同一文件内层层套叠的内容合计太多，这个压缩包未打开。",
        "All that lies inside the archives of this file is too much together; this one was not opened.",
        SPLIT,
    ),
    ("FI06", "ratio"): _then(
        "解压后会膨胀到 {limit} 倍以上，正常文件不会这样，为安全起见未读取。",
        "It unpacks to more than {limit} times its size, as hostile files do; it was not read.",
        COPY,
    ),
    ("FI06", "overlap"): _then(
        "文件内部各部分互相重叠，正常文件不会这样，为安全起见未读取。",
        "Its parts overlap, as in hostile archives; it was not read.",
        COPY,
    ),
    ("FI06", "depth"): Text(
        "压缩包套得太深（超过 {limit} 层）。请解压后直接报送 .xlsx。",
        "Archives inside archives, more than {limit} deep. Unpack them and send the .xlsx.",
    ),
    ("FI08", "same"): Text(
        "与 {first} 内容完全相同，只计一次。", "The same bytes as {first}; they count once."
    ),
    ("FI12", "encoding"): Text(
        "无法确定文字编码（可能是 {candidates}），为避免乱码未读取。请选择编码，或用 WPS 另存为 .xlsx 再报送。",
        "The text encoding is in doubt (perhaps {candidates}); nothing was read. Choose it, or save as .xlsx.",
    ),
    ("FI12", "zeros"): Text(
        "文件中有不该有的空字符{rows}，可能没有写完整；其余内容已读取。请核对这些行。",
        "The file holds zero bytes{rows}, as one not written to its end; the rest was read. Compare these rows.",
    ),
    ("FI12", "lost-cells"): Text(
        "工作表有 {counted} 个单元格有内容，只读出 {read} 个。请核对行数，或用 WPS 另存为 .xlsx 再报送。",
        "The sheet has {counted} {counted:cell|cells} with content, of which {read} {read:was|were} read. Compare "
        "the rows, or save it again.",
    ),
    ("FI12", "unchecked"): Text(
        "工作表已读取，但内部结构有误，无法核对是否读全。请核对行数。",
        "The sheet was read, but its structure is faulty: whether all of it cannot be proved. Compare the rows.",
    ),
    ("FI12", "uncached"): Text(
        "{count} 个公式没有保存结果{rows}，读作空白。请在 WPS 中打开并保存一次再报送。",
        "{count} {count:formula|formulas}{rows} {count:was|were} saved without {count:its result|results} and read "
        "as {count:a blank|blanks}. Open and save it in WPS, send it again.",
    ),
    ("FI12", "astray"): Text(
        "{count} 个单元格所指的文字在文件中不存在{rows}，读作空白。请补上内容，用 WPS 另存为 .xlsx 再报送。",
        "{count} {count:cell|cells}{rows} {count:points to a text|point to texts} that the file does not have, and "
        "{count:was read as a blank|were read as blanks}. Fill in what is missing, save it as .xlsx with WPS and send "
        "it again.",
    ),
    ("FI12", "quote"): Text(
        "有的行中英文双引号没有配对{rows}，已按一行读取，引号照抄。请核对这些行。",
        "A quotation mark is never closed in some rows{rows}; each was read as one row as it stands. Compare them.",
    ),
    ("FI12", "cut"): Text(
        "文件不完整，可能未传完，末尾的学生可能缺失；读到的已读取。请核对人数，重新导出或重新发送。",
        "The file ends in the middle; students at its end may be missing. What it holds was read. Compare the numbers, "
        "and export it or send it again.",
    ),
    ("FI12", "broken-code"): Text(
        "{count} 个附件（{name}）的编码在传送中损坏，可能没有读全，学生可能缺失；读到的已读取。请核对人数，重新发送。",
        "The code of {count} {count:part|parts} ({name}) was damaged on its way; {count:it|they} may not have been "
        "read whole, and students may be missing. What could be read was. Compare the numbers and send it again.",
    ),
    ("FI12", "sheet-lost"): Text(
        "工作簿的目录中有 {count} 张工作表没有读到（内容不在文件里，或无法读取），其中的学生可能缺失；其余的已读取。"
        "请用 WPS 打开核对，另存为 .xlsx 再报送。",
        "{count} {count:sheet|sheets} that the workbook lists {count:was|were} not read: the content is not in the "
        "file, or cannot be read. Students may be missing; the other sheets were read. Open it with WPS, compare, save "
        "it as .xlsx and send it again.",
    ),
    ("FI12", "sheet-unlisted"): Text(
        "文件里还有 {count} 张有内容的工作表（{part}）不在工作簿的目录中，未读取。如也是名单，请把学生补进名单再报送。",
        "The file holds {count} more {count:sheet|sheets} with cells ({part}) that the workbook does not list; "
        "{count:it was|they were} not read. If it is a roster too, put its students into the one you send again.",
    ),
    ("FI12", "tracked"): Text(
        "有的行{rows}带修订记录：插入的文字已读入，删除的文字未读入。请核对这些行，接受或拒绝全部修订后再报送。",
        "Some rows{rows} hold tracked changes: what was inserted was read, what was deleted was not. Compare these "
        "rows, accept or reject all changes and send it again.",
    ),
    ("FI12", "struck-text"): Text(
        "有的行{rows}有画了删除线的文字：格内另有文字的，划去的部分未读；整格划去的，照常读取。请核对这些行，"
        "把不要的文字删去。",
        "Text is struck out in some rows{rows}: beside other text in its cell it was not read, where it is all of the "
        "cell it was. Compare these rows and delete what is not meant.",
    ),
    ("FI12", "hidden-text"): Text(
        "有的行{rows}有隐藏文字：格内另有可见文字的，隐藏的部分未读；整格隐藏的，照常读取。请核对这些行。",
        "Text is hidden in some rows{rows}: beside visible text in its cell it was not read, where it is all of the "
        "cell it was. Compare these rows.",
    ),
    ("FI12", "nested"): Text(
        "有的行{rows}的单元格里还有表格，已作为单独的表读取。请核对人数。",
        "Cells of some rows{rows} hold tables of their own; each was read as a table by itself. Compare the numbers.",
    ),
    ("FI12", "uneven"): Text(
        "有的行{rows}比其余各行多出单元格，多出的内容已并入最近的一列。请核对这些行。",
        "Some rows{rows} have more cells than the others; what is too many was put into the nearest column. Compare "
        "these rows.",
    ),
    ("FI12", "outside"): Text(
        "表格之外有 {count} 行文字含学号或身份证号样的号码，未读作学生。请把名单都填进表格。",
        "{count} {count:line|lines} outside the tables {count:holds|hold} what looks like a student's number and "
        "{count:was|were} not read. Put all students into the table.",
    ),
    ("FI12", "drawn"): Text(
        "批注或文本框里有 {count} 行文字含学号或身份证号样的号码，单元格中没有，未读作学生。要报的学生请填进表格。",
        "{count} {count:line|lines} in comments or text boxes {count:holds|hold} what looks like a student's number "
        "that stands in no cell, and {count:was|were} not read. Put all students into the table.",
    ),
    ("FI12", "deleted"): Text(
        "{count} 条记录{rows}带删除标记，未读取。请核对；不该删除的请恢复后重新导出。",
        "{count} {count:record is|records are} marked as deleted{rows} and {count:was|were} not read. Compare them; "
        "recall what is meant and export it again.",
    ),
    ("FI12", "cut-text"): Text(
        "{count} 条记录{rows}的文字在字段末尾被截断（半个汉字读作“\ufffd”）。请核对，加宽字段后重新导出。",
        "The text of {count} {count:record|records}{rows} is cut off at the end of a field (half a character was read "
        "as \ufffd). Compare them, widen the field and export it again.",
    ),
    ("FI12", "memo"): Text(
        "备注型等字段“{names}”的内容在另一个文件里，未读取。名单所需的内容请放在普通字段中重新导出。",
        "The fields {names} are memos or objects, whose content lies in another file; it was not read. Export what "
        "the roster needs in plain fields.",
    ),
    ("FI12", "more-records"): Text(
        "文件头写有 {counted} 条记录，其后还有 {count} 条，未读取。请用原软件打开核对，重新导出。",
        "The file says that it has {counted} {counted:record|records}; behind them {count:is|are} {count} more, not "
        "read. Open it with its program, compare, and export it again.",
    ),
    ("FI12", "quoted-table"): Text(
        "邮件正文引用（或转发）的旧邮件里有学生表格，未读作名单。如是本次要报的，请把名单作为附件重新发送。",
        "The older mail that this one quotes or forwards holds a table of students; it was not read. If it is meant, "
        "send the roster again as an attachment.",
    ),
    ("FI12", "body-more"): Text(
        "邮件附件是名单，正文的表格未读取；其中有 {count} 行{rows}的号码不在附件里。如也要报送，请补进名单重新发送。",
        "The mail's attachment is the roster, so the table in its text was not read; the numbers of {count} "
        "{count:row|rows}{rows} in it stand in no attachment. If these students are meant too, add them and send it "
        "again.",
    ),
    ("FI12", "plain-table"): Text(
        "邮件正文里有像名单的文字行，但分不清各列，未读取。请把名单作为附件重新发送。",
        "The mail's text holds lines like a roster whose columns cannot be told for certain; they were not read. Send "
        "the roster as an attachment.",
    ),
    ("FI12", "body"): Text(
        "邮件正文太长或格式有误，没有查看其中有无名单；附件照常读取。请核对邮件正文。",
        "The mail's text is too long or broken: whether it holds a roster was not looked for. The attachments were "
        "read. Look at the text.",
    ),
    ("FI12", "twice"): _then(
        "文件内部有重复的部分（{part}），不同软件会读出不同内容。",
        "A part stands in the file twice ({part}); programs disagree on what it says.",
        RESAVE,
    ),
    ("HD03", "same"): Text(
        "{column} 列“{header}”与 {first} 列内容相同，只采用 {first} 列。",
        "Column {column} ({header}) says the same as column {first}; only {first} is used.",
    ),
    ("FI15", "kind"): Text(
        "这是{kind}，不是 Excel 工作簿；已读取，但通知要求报送 Excel，请另存为（或复制到）.xlsx 工作簿再报送。",
        "This is {kind}, not an Excel workbook; it was read, but the notice asks for one. Save it as, or copy it "
        "into, an .xlsx workbook.",
    ),
}
"""(rule, reason) → the sentence; its placeholders are the trouble's other details."""

OTHER = Text(
    "读取时遇到问题（{rule} {reason}）。请用 WPS 另存为 .xlsx 再报送。",
    "Trouble while reading ({rule} {reason}). Save it as .xlsx with WPS and send it again.",
)
"""What is said of a reason without a sentence."""

"""Codes inside a finding's details, and how a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.words import TITLES, Category, PhotoState, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

EVIDENCE: Mapping[str, Text] = {
    "student_no=same": Text("学号一致", "student number agrees"),
    "student_no=format": Text("学号一致（写法不同）", "student number agrees (spelling differs)"),
    "student_no=variant": Text("学号一致（写法不同）", "student number agrees (spelling differs)"),
    "student_no=damaged": Text("学号已受损", "student number damaged"),
    "student_no=close": Text("学号相近", "student number nearly agrees"),
    "student_no=different": Text("学号不一致", "student number differs"),
    "student_no=missing-here": Text("名单未填学号", "no student number in the roster"),
    "student_no=missing-there": Text("学籍无学号", "no student number in the record"),
    "student_no=not-asked": Text("学号未比对", "student number not asked"),
    "student_no=misplaced": Text("学号一致（写在了别的栏）", "student number agrees (in another cell)"),
    "id_card=same": Text("身份证号一致", "ID agrees"),
    "id_card=format": Text("身份证号一致（写法不同）", "ID agrees (spelling differs)"),
    "id_card=variant": Text("身份证号为同一号码的15位旧号", "ID agrees in its 15-digit form"),
    "id_card=damaged": Text(
        "身份证号前15位一致，末三位被 Excel 截断",
        "first 15 digits of the ID agree, the last three were lost in Excel",
    ),
    "id_card=close": Text("身份证号相近", "ID nearly agrees"),
    "id_card=different": Text("身份证号不一致", "ID differs"),
    "id_card=missing-here": Text("名单未填身份证号", "no ID in the roster"),
    "id_card=missing-there": Text("学籍无身份证号", "no ID in the record"),
    "id_card=not-asked": Text("身份证号未比对", "ID not asked"),
    "id_card=misplaced": Text("身份证号一致（写在了别的栏）", "ID agrees (in another cell)"),
    "name=same": Text("姓名一致", "name agrees"),
    "name=format": Text("姓名一致（写法不同）", "name agrees (spelling differs)"),
    "name=variant": Text(
        "姓名为异体写法（繁简、生僻字）", "name agrees as a variant (traditional, rare character)"
    ),
    "name=damaged": Text("姓名已受损", "name damaged"),
    "name=close": Text("姓名相近", "name nearly agrees"),
    "name=different": Text("姓名不一致", "name differs"),
    "name=missing-here": Text("名单未填姓名", "no name in the roster"),
    "name=missing-there": Text("学籍无姓名", "no name in the record"),
    "name=not-asked": Text("姓名未比对", "name not asked"),
    "name=misplaced": Text("姓名一致（写在了别的栏）", "name agrees (in another cell)"),
}
"""``<key>=<level>`` → words; "not asked" is a level of its own."""

FLAWS: Mapping[str, Text] = {
    "space": Text("空格", "spaces"),
    "invisible": Text("不可见字符", "invisible characters"),
    "width": Text("全角字符", "full-width characters"),
    "apostrophe": Text("撇号", "an apostrophe"),
    "hyphen": Text("横线", "hyphens"),
    "lower-x": Text("小写 x", "a small x"),
    "lookalike-x": Text("形似 X 的字符", "a look-alike of X"),
    "case": Text("小写字母", "small letters"),
    "dot": Text("别的间隔号", "another separator"),
    "compatibility": Text("兼容字符", "compatibility characters"),
    "radical": Text("部首字符", "radicals"),
    "private-use": Text("旧编码字符", "characters of an old code"),
    "placeholder": Text("替代符号", "placeholders"),
    "letter": Text("字母（O、l 等）", "letters (O, l …)"),
    "not-digits": Text("非数字字符", "characters other than digits"),
    "punctuation": Text("标点", "punctuation"),
    "digit": Text("数字", "digits"),
    "synonym": Text("同义写法", "a synonym"),
    "unknown": Text("未知写法", "an unknown word"),
    "error-value": Text("Excel 错误值", "an Excel error value"),
    "scientific": Text("科学计数法", "scientific notation"),
    "decimal": Text("小数点", "a decimal point"),
    "damaged": Text("丢失的末位", "lost digits"),
}
ADVICE: Mapping[str, Text] = {
    "clean": Text("请改用半角书写，去掉多余字符", "Write it without them"),
    "record": Text("请按学籍中的写法填写", "Write it as the record does"),
    "letters": Text("请核对这些字母应为哪个数字", "Check which digits the letters stand for"),
    "check": Text("请核对后更正", "Check it and correct it"),
}
"""What to do about a number's spelling (:mod:`recon.rules.spelling`)."""
PARTS: Mapping[str, Text] = {
    "year": Text("入学年份", "the intake year"),
    "season": Text("季节", "the season"),
    "province": Text("省校代码", "the province"),
    "category": Text("类别", "the category"),
    "level": Text("层次", "the level"),
}
PROBLEMS: Mapping[str, Text] = {
    "length": Text("位数不对", "wrong length"),
    "shape": Text("格式不对", "wrong shape"),
    "check": Text("校验码不符", "check digit"),
    "birth": Text("出生日期不存在", "impossible birth date"),
    "age": Text("年龄超出 14 至 90 岁", "age outside 14 to 90"),
}
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
    "closed-folder": Text("文件夹没有读取权限", "the folder may not be read"),
    "no-file": Text("不是普通文件", "it is not a regular file"),
    "link": Text("是指向别处的链接", "it is a link"),
    "file": Text("文件太大", "the file is too large"),
    "total": Text("解开后太大", "it is too large when unpacked"),
    "inflated": Text("解开后太大", "it is too large when unpacked"),
    "ratio": Text("压缩比异常", "its compression ratio is abnormal"),
    "members": Text("压缩包中文件太多", "the archive holds too many files"),
    "depth": Text("压缩包嵌套太深", "archives inside archives, too deep"),
    "cells": Text("单元格太多", "too many cells"),
    "no-header": Text("没有含学号、姓名的表头", "no row names 学号 and 姓名"),
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
    "struck-out": Text(
        "有的行画了删除线，已照常读作学生；不报的请删去该行",
        "some rows are struck out; they were read as students all the same, delete those who are not submitted",
    ),
    "ditto": Text(
        "有的行写“同上”，已按上一行的内容读取", "some rows say “as above”; they were read as the row above"
    ),
    "unclear-answer": Text(
        "漏报表的答复看不懂，未计为答复",
        "an answer on the omission list is not understood and was not counted",
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
    "no-table": Text("工作表中没有名单", "a sheet holds no roster"),
    "encoding": Text("无法确定文字编码", "the text encoding is in doubt"),
    "namesakes": Text("有两列同名", "two columns bear one name"),
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
    "outside": Text(
        "表格之外的文字里有像学号或身份证号的号码，未读作学生",
        "text outside the tables holds what looks like students' numbers; it was not read",
    ),
}
KINDS: Mapping[str, Text] = {
    "csv": Text("文本表格", "text table"),
    "html": Text("网页", "web page"),
    "mht": Text("单文件网页", "web archive"),
    "docx": Text("文字文档（Word）", "a Word document"),
    "dbf": Text("数据库表（dBase）", "a dBase table"),
    "spreadsheetml": Text("XML 表格", "XML spreadsheet"),
    "xls": Text("Excel 97-2003", "Excel 97-2003"),
    "xml": Text("XML", "XML"),
    "parquet": Text("Parquet 数据", "Parquet"),
}
FOREIGN: Mapping[str, Text] = {
    "students": Text("学籍数据“学生信息”（--extract）", "the academic system's student data (--extract)"),
    "users": Text("学籍数据“用户信息”（--extract）", "the academic system's user data (--extract)"),
    "central": Text("学籍数据总表（--extract）", "a central extract (--extract)"),
    "adult": Text("成人教育学籍数据（--extract）", "the adult-education records (--extract)"),
    "photos": Text("照片采集名单（--photos）", "a photo register (--photos)"),
    "planned": Text("预计毕业名单（--planned）", "a planned-graduates list (--planned)"),
    "sites": Text("教学点名单（--sites）", "a site list (--sites)"),
    "submissions": Text("收件清单（--submissions）", "a submissions list (--submissions)"),
}
"""What came among the rosters, and the option it belongs to."""
FORMS: Mapping[str, Text] = {
    "open": Text("开放教育（附表1）", "open education (附表1)"),
    "adult": Text("成人教育（附表2）", "adult education (附表2)"),
}
WHOSE: Mapping[str, Text] = {
    "id_card": Text(
        "学号与姓名一致，身份证号却是另一名学生的，请对照证件核对身份证号",
        "student number and name agree, the ID is another student's. Check the ID against the card",
    ),
    "student_no": Text(
        "身份证号与姓名一致，学号却是另一名学生的，请核对学号",
        "ID and name agree, the student number is another student's. Check the student number",
    ),
    "exam_no": Text(
        "身份证号与姓名一致，考生号却是另一名学生的，请核对考生号",
        "ID and name agree, the examination number is another student's. Check the examination number",
    ),
    "neither": Text(
        "姓名定不出是谁，请查明后改正",
        "the name does not decide between them. Find out who is meant and correct the row",
    ),
}
"""Which key of a row is another student's (MA04)."""
_STUDENT, _EXAM, _ID = (
    Text("学号", "student number"),
    Text("考生号", "examination number"),
    Text("身份证号", "ID"),
)


def _none_of(*keys: Text) -> Text:
    """Say that a row is found by none of these keys."""
    zh, en = "、".join(key.zh for key in keys), ", ".join(key.en for key in keys[:-1])
    if not en:
        return Text(f"按{zh}查不到该学生", f"The {keys[0].en} is not in the official records")
    return Text(f"按{zh}都查不到该学生", f"Neither the {en} nor the {keys[-1].en} is in the official records")


SOUGHT: Mapping[str, Text] = {
    "nothing": Text(
        "没有学号和身份证号，无从查找该学生",
        "There is no student number and no ID by which to find the student",
    ),
    "student_no": _none_of(_STUDENT),
    "exam_no": _none_of(_EXAM),
    "id_card": _none_of(_ID),
    "student_no+id_card": _none_of(_STUDENT, _ID),
    "student_no+exam_no": _none_of(_STUDENT, _EXAM),
    "exam_no+id_card": _none_of(_EXAM, _ID),
    "student_no+exam_no+id_card": _none_of(_STUDENT, _EXAM, _ID),
}
"""The keys by which a row was looked for in vain (MA01)."""
PHRASES: Mapping[str, Mapping[str, Text]] = {
    "flaws": FLAWS,
    "advice": ADVICE,
    "parts": PARTS,
    "problems": PROBLEMS,
    "reason": REASONS,
    "form": FORMS,
    "other": FORMS,
    "category": {category.value: TITLES[category] for category in Category},
    "value": {category.value: TITLES[category] for category in Category},
    "same": {"identical": Text("，各行完全相同", ", all rows alike")},
    "strangers": {
        "some": Text(
            "，其中 {outside} 人不归本单位报送",
            "; students who are not below the unit that sent it: {outside}",
        )
    },
    "scope": {"newer": Text("年级较新", "a newer cohort"), "earlier": Text("往届", "an earlier cohort")},
    "photo": {state.value: TITLES[state] for state in PhotoState},
    "where": {
        "sheet": Text("整张工作表的学生", "a whole sheet of students"),
        "rows": Text("学生所在的行", "rows of students"),
        "columns": Text("名单中的列", "columns of the roster"),
    },
    "number": {
        "student_no": Text("学号", "student number"),
        "exam_no": Text("考生号", "examination number"),
    },
    "whose": WHOSE,
    "sought": SOUGHT,
    "looks": {
        "id_card": Text(
            "，像是身份证号，看看是否与身份证号填反了",
            ": it looks like an ID, see whether the two changed places",
        ),
        "student_no": Text(
            "，像是学号，看看是否与学号填反了",
            ": it looks like a student number, see whether the two changed places",
        ),
    },
    "kind": KINDS,
    "foreign": FOREIGN,
    "against": {
        "none": Text("路径、文件名、标题和名单都没有线索", "nothing tells"),
        "told": Text(
            "登记的单位不在教学点名单中，或不止一个", "the unit named for it is not known, or not one alone"
        ),
        "path": Text("文件夹另有所指", "the folder says otherwise"),
        "name": Text("文件名另有所指", "the file's name says otherwise"),
        "title": Text("标题另有所指", "the title says otherwise"),
        "column": Text("教学点列另有所指", "the site column says otherwise"),
        "rows": Text("名单学生另属他处", "the students belong elsewhere"),
    },
    "nobody": {
        "homes": Text(
            "：教学点名单中没有代码 {codes}；学生多属 {unit}，暂记在该单位名下",
            ": no known unit has the code {codes}; most of the students are those of {unit}, where the file stands",
        ),
        "unit": Text(
            "：教学点名单中没有代码 {codes}；暂记在 {unit} 名下",
            ": no known unit has the code {codes}; the file stands at {unit}",
        ),
        "nowhere": Text("：教学点名单中没有代码 {codes}", ": no known unit has the code {codes}"),
    },
    "by": {
        "unit": Text("报送单位", "reporting unit"),
        "branch": Text("分校", "branch"),
        "cohort": Text("年级", "cohort"),
        "category": Text("类别", "category"),
    },
}
"""Placeholder → code → words."""

"""FI: the file as a whole.

Intake, shaping and the rounds tell what happened; here stand the words and the weight.
"""

from __future__ import annotations

from recon.rules.rule import ERROR, FATAL, INFO, WARNING, About, Rule
from recon.words import Text, Trust

cannot_be_read = Rule(
    "FI01",
    about=About.FILE,
    severity=FATAL,
    title=Text("文件无法读取", "The file cannot be read"),
    message=Text(
        "文件无法读取：{reason}。请用 Excel 或 WPS 打开另存为 .xlsx 后重新报送；已重新报送的，不必再报。",
        "The file cannot be read: {reason}. Open it, save it as .xlsx and send it again, unless that is done already.",
    ),
    trust=Trust.ASK_SITE,
)
is_locked = Rule(
    "FI02",
    about=About.FILE,
    severity=FATAL,
    title=Text("文件有密码", "The file is password-protected"),
    message=Text(
        "文件打不开：{reason}。请去掉密码后重新报送，或告知密码。",
        "The file does not open: {reason}. Send it without a password, or tell the password.",
    ),
    trust=Trust.ASK_SITE,
)
is_not_what_its_name_says = Rule(
    "FI03",
    about=About.FILE,
    severity=INFO,
    title=Text("内容与扩展名不符", "The content is not what the name says"),
    message=Text(
        "文件实际是 {kind} 格式，与扩展名不符；已照常读取。",
        "The content is {kind}, not what the name says; it was read all the same.",
    ),
)
has_active_content = Rule(
    "FI04",
    about=About.FILE,
    severity=WARNING,
    title=Text("含宏、外部链接或嵌入对象", "Macros, links or embedded objects"),
    message=Text(
        "文件含有{reason}：未运行，也不会带入任何输出。请报送不含这些内容的文件。",
        "The file holds {reason}: never run, never carried into an output. Send a file without.",
    ),
)
has_hidden_students = Rule(
    "FI05",
    about=About.FILE,
    severity=WARNING,
    title=Text("隐藏的行、列或工作表中有学生", "Students in hidden rows or columns"),
    message=Text(
        "隐藏了{where}（共 {count}），已照常读取。请确认是否应报。",
        "Hidden: {where} ({count} in all), read all the same. Say whether they are meant.",
    ),
)
is_over_the_limits = Rule(
    "FI06",
    about=About.FILE,
    severity=FATAL,
    title=Text("文件超出限制", "The file is over the limits"),
    message=Text(
        "文件超出限制：{reason}。请只报送名单，删除多余的内容和空行格式。",
        "The file is over the limits: {reason}. Send the roster alone, without formatted empty rows.",
    ),
    trust=Trust.ASK_SITE,
)
has_no_students = Rule(
    "FI07",
    about=About.FILE,
    severity=ERROR,
    title=Text("文件中没有学生", "No student row"),
    message=Text(
        "文件中没有学生。没有应报学生的，请作零报送说明；否则请补报。",
        "There is no student in the file. Declare nil if there is none to send; otherwise send them.",
    ),
    trust=Trust.ASK_SITE,
)
was_received_before = Rule(
    "FI08",
    about=About.FILE,
    severity=INFO,
    title=Text("同一文件已收到过", "The same bytes were received before"),
    message=Text("与 {first} 内容完全相同，只计一次。", "The same bytes as {first}; counted once."),
)
came_late = Rule(
    "FI09",
    about=About.FILE,
    severity=WARNING,
    title=Text("截止后收到", "Received after the deadline"),
    message=Text(
        "截止日期为 {deadline}，该文件于 {received} 收到。其中先前未报的学生按迟报处理，经批准可予采集。",
        "The deadline was {deadline}; the file came on {received}. Students in no earlier file are late, "
        "unless admitted.",
    ),
)
unit_is_in_doubt = Rule(
    "FI10",
    about=About.FILE,
    severity=WARNING,
    title=Text("报送单位不明", "The reporting unit cannot be told"),
    message=Text(
        "无法确定是哪个单位报送的（{against}{nobody}）。请指定单位。",
        "Whose file this is cannot be settled ({against}{nobody}). Say which unit.",
    ),
)
has_several_home_sites = Rule(
    "FI11",
    about=About.FILE,
    severity=INFO,
    title=Text("含多个教学点的学生", "Students of several home sites"),
    message=Text(
        "文件中有 {count} 个教学点的学生{strangers}。",
        "The file holds students of {count} home sites{strangers}.",
    ),
    varies=Text("有学生不归本单位报送时为警告", "warning when some are not below the reporting unit"),
)
has_unreadable_rows = Rule(
    "FI12",
    about=About.FILE,
    severity=WARNING,
    title=Text("有的行无法识别为学生，或编码存疑", "Unreadable rows, doubtful encoding"),
    message=Text(
        "{reason}{rows}。请核对。",
        "Unread or in doubt: {reason}{rows}. Check it.",
    ),
)
has_an_unusual_size = Rule(
    "FI13",
    about=About.FILE,
    severity=WARNING,
    title=Text("人数明显偏少或偏多", "Far fewer or more than expected"),
    message=Text(
        "本文件 {rows} 人（{than}），相差明显。请确认是否齐全。",
        "Students: {rows} ({than}). That is far off; say whether the file is complete.",
    ),
)
has_a_slid_column = Rule(
    "FI14",
    about=About.FILE,
    severity=ERROR,
    title=Text("某列错位或被单独排序", "A column slid or was sorted alone"),
    message=Text(
        "“{field}”列有 {count} 行对应的是别的行的学生：该列错位或被单独排序。整份文件退回，请从原表重新生成，"
        "不要逐行修改。",
        "In {count} rows {field} belongs to another row's student: the column slid or was sorted alone. "
        "The whole file goes back; make it again from its source, do not mend single rows.",
    ),
    trust=Trust.ASK_SITE,
)
is_no_workbook = Rule(
    "FI15",
    about=About.FILE,
    severity=WARNING,
    title=Text("不是 Excel 文件", "Not an Excel workbook"),
    message=Text(
        "这是{kind}。通知要求报送 Excel 文件；已照常读取。",
        "The file is {kind}; the notice asks for an Excel workbook. It was read all the same.",
    ),
)
is_no_roster = Rule(
    "FI16",
    about=About.FILE,
    severity=WARNING,
    title=Text("是学籍数据或参照名单，不是报送名单", "An extract or a register, not a roster"),
    message=Text(
        "这是{foreign}（{rows} 行），不是名单，未读作学生。请放到“学籍数据与参照名单”处（命令行用对应的选项）。"
        "若是教学点误发，请补报名单。",
        "This is {foreign} (lines: {rows}), not a roster; no student was read from it. Give it among the extracts "
        "and registers (on the command line, by its own option). If a site sent it by mistake, ask for its roster.",
    ),
)
still_waits = Rule(
    "FI17",
    about=About.FILE,
    severity=ERROR,
    title=Text("来自“待处理”表，尚未处理", "From the waiting sheet, still waiting"),
    message=Text(
        "“待处理”表中的 {rows} 人尚未处理，计入已报送，不算无误。请让教学点改好退回清单后发回；已核实的可在此确认。",
        "Students of the waiting sheet who still wait: {rows}. They count as submitted, not as clean. Ask the site for "
        "its mended return sheet; dismiss this once they are checked.",
    ),
    trust=Trust.ASK_SITE,
)

RULES: tuple[Rule, ...] = (
    cannot_be_read,
    is_locked,
    is_not_what_its_name_says,
    has_active_content,
    has_hidden_students,
    is_over_the_limits,
    has_no_students,
    was_received_before,
    came_late,
    unit_is_in_doubt,
    has_several_home_sites,
    has_unreadable_rows,
    has_an_unusual_size,
    has_a_slid_column,
    is_no_workbook,
    is_no_roster,
    still_waits,
)

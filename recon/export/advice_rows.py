"""What a site is told about its students, rule by rule (:mod:`recon.export.advice`)."""

from __future__ import annotations

from recon.words import Text

KEEP_ONE = Text("请核对后只保留正确的一行。", "Check, and keep only the row that is right.")
CARD = Text("请对照学生身份证原件核对并改正。", "Check it against the student's ID card and correct it.")
LOOK_UP = Text(
    "请对照学生证或学籍系统核对并改正。", "Check it against the student card or the academic system."
)
_NOTHING = Text("已自动更正，不用修改。", "Corrected already; nothing to do.")
SCOPE = Text(
    "请确认是否误报；不属于本批次的请删除该行。",
    "If the student does not belong to this collection, delete the row.",
)
_CHECK = Text("请核对并改正。", "Check it and correct it.")
_OURS = Text("由学籍科处理。", "The records section deals with it.")
_FILL = Text("请补填。", "Fill it in.")

ROWS: dict[str, tuple[Text, Text]] = {
    "NO01": (
        Text("学号未填", "The student number is missing"),
        Text("请补填学号。", "Fill in the student number."),
    ),
    "NO02": (Text("学号中有多余字符", "Characters that do not belong in the student number"), LOOK_UP),
    "NO03": (
        Text("学号位数不对或含非数字", "The student number has the wrong length or no digits"),
        LOOK_UP,
    ),
    "NO04": (Text("学号存成了数值", "The student number is stored as a number"), _NOTHING),
    "NO05": (Text("学号与年级、层次等不符", "The student number contradicts the row"), LOOK_UP),
    "NO06": (
        Text("考生号位数不对", "The examination number has the wrong length"),
        Text("请核对考生号（8 至 18 位数字）。", "Check it: 8 to 18 digits."),
    ),
    "NO07": (
        Text("考生号与学籍数据不一致", "The examination number differs from the records"),
        Text("请核对考生号和学号。", "Check the examination number and the student number."),
    ),
    "ID01": (
        Text("身份证号未填", "The ID number is missing"),
        Text("请按身份证原件补填。", "Fill it in from the card."),
    ),
    "ID02": (Text("身份证号中有多余字符", "Characters that do not belong in the ID number"), _NOTHING),
    "ID03": (Text("身份证号末位 X 写法不规范", "The last X of the ID number is another character"), _NOTHING),
    "ID04": (
        Text(
            "身份证号存成了数值，后三位已丢失", "The ID number is stored as a number and lost its last digits"
        ),
        Text(
            "请先把该列设为文本，再按身份证原件重新录入。",
            "Make the column text, then type the number from the card.",
        ),
    ),
    "ID05": (Text("身份证号位数不对", "The ID number has the wrong length"), CARD),
    "ID06": (
        Text("15 位旧身份证号", "An old ID number of 15 digits"),
        Text("请填写现用的 18 位身份证号。", "Fill in the present number of 18 digits."),
    ),
    "ID07": (Text("身份证号校验码不对", "The ID number fails its check digit"), CARD),
    "ID08": (Text("身份证号中的出生日期不合理", "The birth date in the ID number is impossible"), CARD),
    "ID09": (Text("性别与身份证号不符", "Sex and ID number disagree"), CARD),
    "ID10": (
        Text("不是居民身份证", "Not a resident ID"),
        Text("请核对证件类型和号码。", "Check the kind of document and its number."),
    ),
    "NA01": (
        Text("姓名未填", "The name is missing"),
        Text("请按身份证原件补填。", "Fill it in from the card."),
    ),
    "NA02": (Text("姓名中有空格或不可见字符", "Spaces or invisible characters in the name"), _NOTHING),
    "NA03": (Text("姓名间隔号写法不规范", "The dot in the name is another character"), _NOTHING),
    "NA04": (Text("姓名用了兼容字或自造字", "Compatibility or private characters in the name"), _NOTHING),
    "NA05": (Text("姓名中的生僻字未能录入", "A rare character of the name is missing"), CARD),
    "NA06": (Text("姓名中有数字或标点", "Digits or punctuation in the name"), CARD),
    "VO01": (Text("性别填写不规范", "Not a known sex"), Text("请填“男”或“女”。", "Write 男 or 女.")),
    "VO02": (
        Text("层次填写不规范", "Not a known level"),
        Text("请填“专科”或“本科”。", "Write 专科 or 本科."),
    ),
    "VO03": (
        Text("年级填写不规范", "Not a known cohort"),
        Text("请写作“2018秋季”；成人教育写作“2019级”。", "Write 2018秋季, or 2019级 for adult education."),
    ),
    "VO04": (Text("学习形式填写不规范", "Not a known study form"), _CHECK),
    "VO05": (
        Text("单元格是错误值（如 #N/A）", "The cell holds an error such as #N/A"),
        Text("请删去公式，直接录入文字。", "Remove the formula and type the value."),
    ),
    "VO06": (Text("必填项为空", "A required value is empty"), _FILL),
    "VO07": (Text("单元格不是文本格式", "The cell is not text"), _NOTHING),
    "DU01": (
        Text("同一学生在文件中出现多次且内容不同", "The same student twice in the file, differently"),
        KEEP_ONE,
    ),
    "DU02": (Text("本单位另一文件也报了该学生", "Another file of yours holds this student too"), KEEP_ONE),
    "DU03": (
        Text("另一单位也报了该学生", "Another unit submitted this student too"),
        Text(
            "请确认该学生是否属于本单位；不属于请删除该行。", "If the student is not yours, delete the row."
        ),
    ),
    "DU04": (Text("同一学号对应两名学生", "One student number, two people"), LOOK_UP),
    "DU05": (Text("同一身份证号对应两个学号", "One ID number, two student numbers"), LOOK_UP),
    "MA01": (
        Text("学籍数据中查无此人", "Not found in the records"),
        Text(
            "请核对学号和身份证号；确有学籍请附证明。",
            "Check student number and ID; if enrolled, send proof.",
        ),
    ),
    "MA02": (Text("学籍数据中没有这个学号", "No such student number in the records"), LOOK_UP),
    "MA03": (Text("身份证号与学籍数据不一致", "The ID number differs from the records"), CARD),
    "MA04": (
        Text("学号与身份证号不是同一名学生", "Student number and ID belong to different students"),
        Text(
            "该学号属于另一名学生，请核对学号和身份证号。",
            "The number belongs to another student: check both.",
        ),
    ),
    "MA05": (
        Text("对应多名学生，无法确定", "Several students fit"),
        Text("请补全学号和身份证号。", "Complete both numbers."),
    ),
    "MA06": (
        Text("填了该学生另一段学籍的学号", "The number of the student's other enrolment"),
        Text("请填写本批次应毕业的那个学号。", "Fill in the number of the enrolment that graduates now."),
    ),
    "MA07": (
        Text("姓名和身份证号都与该学号不符", "Name and ID both differ from this student number's"),
        Text(
            "该学号属于另一名学生，请核对学号。", "The number belongs to another student: check the number."
        ),
    ),
    "DF01": (Text("姓名与学籍数据不一致", "The name differs from the records"), CARD),
    "DF02": (Text("性别与学籍数据不一致", "The sex differs from the records"), CARD),
    "DF03": (Text("身份证号与学籍数据不一致", "The ID number differs from the records"), CARD),
    "DF04": (Text("层次与学籍数据不一致", "The level differs from the records"), LOOK_UP),
    "DF05": (Text("专业与学籍数据不一致", "The major differs from the records"), LOOK_UP),
    "DF06": (Text("年级与学籍数据不一致", "The cohort differs from the records"), LOOK_UP),
    "DF07": (
        Text("分校或教学点与学籍数据不一致", "Branch or site differ from the records"),
        Text("请确认学生所属教学点。", "Say where the student belongs."),
    ),
    "DF08": (Text("学习形式与学籍数据不一致", "The study form differs from the records"), LOOK_UP),
    "DF09": (Text("班级与学籍数据不一致", "The class differs from the records"), LOOK_UP),
    "SC01": (Text("年级晚于本批次", "The cohort is newer than this collection"), SCOPE),
    "SC02": (Text("层次或类别不属于本批次", "Level or category are not in this collection"), SCOPE),
    "SC03": (Text("学籍状态不能采集", "The enrolment's status forbids it"), SCOPE),
    "SC04": (
        Text("照片仍在有效期内或日期不明", "The photo is still valid or has no date"),
        Text("请确认是否需要重拍。", "Say whether it must be shot again."),
    ),
    "SC05": (
        Text("学生不属于本单位", "The student does not belong to your unit"),
        Text("请确认；不属于本单位的请删除该行。", "If the student is not yours, delete the row."),
    ),
    "EX01": (Text("学籍中的身份证号不合规则", "The recorded ID fails its check"), _OURS),
    "EX02": (Text("学籍中的性别与身份证号不符", "Recorded sex and recorded ID disagree"), _OURS),
    "EX03": (Text("学籍数据中同一学号出现多次", "The student number stands twice in the records"), _OURS),
    "EX04": (
        Text("同层次两个在籍学籍用同一身份证号", "One ID has two current enrolments of a level"),
        _OURS,
    ),
    "EX05": (
        Text("学籍年级、层次、状态或教学点不明", "Recorded cohort, level, status or site cannot be read"),
        _OURS,
    ),
}

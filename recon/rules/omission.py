"""OM: who is due and was not sent."""

from __future__ import annotations

from recon.rules.rule import ERROR, INFO, About, Rule
from recon.words import Text, Trust

student_is_omitted = Rule(
    "OM01",
    about=About.STUDENT,
    severity=ERROR,
    title=Text("漏报", "Omitted"),
    message=Text(
        "应报未报（{cohort} {level}）。请补报，或说明缓拍、放弃、失联、已转出。",
        "Due but not sent ({cohort} {level}). Send the student, or say: postponed, given up, out of reach, "
        "moved.",
    ),
    trust=Trust.ASK_SITE,
)
unit_has_sent_nothing = Rule(
    "OM02",
    about=About.SITE,
    severity=ERROR,
    title=Text("未报送", "Nothing was sent"),
    message=Text(
        "有 {due} 名应报学生（{awaited} 人待报），至今未收到名单。请催报。",
        "No roster has come. Students due: {due}, of whom awaited: {awaited}. Remind the site.",
    ),
    trust=Trust.ASK_SITE,
    varies=Text("截止前为提示", "info before the deadline"),
)
unit_declared_nil = Rule(
    "OM03",
    about=About.SITE,
    severity=INFO,
    title=Text("零报送", "Declared nil"),
    message=Text("该单位已作零报送说明。", "The unit has declared that it sends nobody."),
)
nil_though_students_are_due = Rule(
    "OM04",
    about=About.SITE,
    severity=ERROR,
    title=Text("零报送但有应报学生", "Declared nil though students are due"),
    message=Text(
        "该单位作了零报送，但学籍中有 {due} 名应报学生。请补报或逐人说明。",
        "The unit declared nil, but students of it are due: {due}. Send them or explain each.",
    ),
    trust=Trust.ASK_SITE,
)

RULES: tuple[Rule, ...] = (
    student_is_omitted,
    unit_has_sent_nothing,
    unit_declared_nil,
    nil_though_students_are_due,
)

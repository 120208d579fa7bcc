"""EX: the extract itself, asked on due ∪ submitted only.

Never charged to a site: the registrar applies for a correction.
"""

from __future__ import annotations

from recon.rules.rule import WARNING, About, Rule
from recon.words import Text, Trust


def _extract(code: str, title: Text, message: Text, trust: Trust = Trust.AUTHORITY) -> Rule:
    return Rule(code, about=About.EXTRACT, severity=WARNING, title=title, message=message, trust=trust)


official_identity_fails = _extract(
    "EX01",
    Text("学籍中的身份证号不合规则", "The recorded ID fails its check"),
    Text(
        "学籍中的身份证号不合规则（{problems}）。请核对证件，需要时申请学籍信息更正。",
        "The recorded ID is not sound ({problems}). Check the card; apply for a record correction if need "
        "be.",
    ),
)
official_sex_contradicts = _extract(
    "EX02",
    Text("学籍中的性别与身份证号不符", "Recorded sex contradicts recorded ID"),
    Text(
        "学籍中的性别与身份证号第 17 位不符。请核对证件，需要时申请学籍信息更正。",
        "The recorded sex contradicts digit 17 of the recorded ID. Check the card; apply for a correction if "
        "need be.",
    ),
)
official_number_is_twice = _extract(
    "EX03",
    Text("学籍数据中同一学号出现多次", "A student number twice in the extract"),
    Text(
        "学籍数据中该学号出现多次，或几份数据互相矛盾（{field}）。请核实以哪一条为准。",
        "The number stands twice in the extracts, or they contradict each other ({field}). Settle which one "
        "counts.",
    ),
)
official_identity_is_twice = _extract(
    "EX04",
    Text("同层次两个在籍学籍用同一身份证号", "One ID, two enrolments of a level"),
    Text(
        "同一身份证号在同一层次有 {count} 个在籍学籍。请核实是否重复注册。",
        "{count} active enrolments of one level share this ID. Find out whether the student is registered "
        "twice.",
    ),
)
official_value_is_unreadable = _extract(
    "EX05",
    Text("学籍年级、层次、状态或教学点不明", "Cohort, level, status, site unreadable"),
    Text(
        "学籍中的{field}无法识别。请在学籍系统中核实。",
        "The recorded {field} cannot be read. Check it in the system.",
    ),
)
extract_is_incomplete = _extract(
    "EX06",
    Text("学籍数据可能不完整", "The extract is probably incomplete"),
    Text(
        "查无此人的行集中在一处（{by}：{value}，{count} / {rows} 行）。请先补充学籍数据，不要退给教学点。",
        "Rows found in no extract cluster ({by}: {value}, {count} of {rows}). Complete the extract before "
        "blaming sites.",
    ),
    Trust.NONE,
)

RULES: tuple[Rule, ...] = (
    official_identity_fails,
    official_sex_contradicts,
    official_number_is_twice,
    official_identity_is_twice,
    official_value_is_unreadable,
    extract_is_incomplete,
)

"""What a message says where little is known."""

from __future__ import annotations

import json
from itertools import chain, combinations
from typing import TYPE_CHECKING

from recon.model import Finding
from recon.rules import say_message
from recon.words import Severity

if TYPE_CHECKING:
    from recon.words import Lang

KEYS = ("student_no", "exam_no", "id_card")
WORDS = {"student_no": "学号", "exam_no": "考生号", "id_card": "身份证号"}


def test_a_message_names_nothing_in_brackets_where_nothing_is_known() -> None:
    omitted = Finding("OM01", Severity.ERROR, details=json.dumps({"cohort": "", "level": ""}))
    assert say_message(omitted, "en").startswith("Due but not sent. Send")
    assert say_message(omitted, "zh").startswith("应报未报。请补报")
    half = omitted.amended(details=json.dumps({"cohort": "", "level": "本科"}))
    assert say_message(half, "en").startswith("Due but not sent (本科). Send")


def test_a_finding_kept_from_before_there_was_advice_says_to_check() -> None:
    kept = Finding("NO02", Severity.ERROR, field="student_no", details=json.dumps({"flaws": "space"}))
    assert say_message(kept, "en") == "The student number holds spaces. Check it and correct it."
    assert say_message(kept, "zh") == "学号中有空格。请核对后更正。"


def test_of_keys_that_found_nobody_only_those_are_named_that_the_row_gives() -> None:
    def said(sought: str, lang: Lang) -> str:
        return say_message(Finding("MA01", Severity.ERROR, details=json.dumps({"sought": sought})), lang)

    assert said("student_no", "zh").startswith("按学号查不到该学生。")
    assert said("student_no", "en").startswith("The student number is not in the official records. ")
    assert said("id_card", "en").startswith("The ID is not in ")
    assert said("student_no+id_card", "en").startswith("Neither the student number nor the ID is in ")
    assert said("nothing", "zh").startswith("没有学号和身份证号，无从查找")
    for one in map("+".join, chain.from_iterable(combinations(KEYS, n) for n in (1, 2, 3))):
        given = [WORDS[key] in said(one, "zh").split("。")[0] for key in KEYS]
        assert given == [key in one.split("+") for key in KEYS]


def test_a_finding_kept_from_before_keys_were_told_names_both() -> None:
    kept = Finding("MA01", Severity.ERROR, details=json.dumps({"cohort": "", "category": "open"}))
    assert say_message(kept, "zh").startswith("按学号、身份证号都查不到该学生。")


def test_two_numbers_that_changed_places_are_told_so() -> None:
    def said(rule: str, lang: Lang, **told: str) -> str:
        return say_message(Finding(rule, Severity.ERROR, details=json.dumps({"length": "18", **told})), lang)

    assert "18 个字符，像是身份证号，看看是否与身份证号填反了。" in said("NO03", "zh", looks="id_card")
    assert "others: it looks like a student number" in said("ID05", "en", looks="student_no")
    assert said("NO03", "en") == said("NO03", "en", looks=""), "a finding kept from before says nothing of it"

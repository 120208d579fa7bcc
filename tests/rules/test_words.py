"""What is said: complete in both languages, no jargon left in placeholders, and a manual that is current."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from recon.model import LEVELS, Finding
from recon.rules import BY_CODE, RULES, say_evidence, say_message, table_markdown
from recon.rules.file_phrases import KINDS as FORMATS
from recon.rules.file_phrases import REASONS
from recon.rules.phrases import EVIDENCE, FLAWS
from recon.values.folding import FLAWS as ALL_FLAWS
from recon.verdicts import KINDS, MESSAGES
from recon.words import LANGS, Severity

if TYPE_CHECKING:
    from recon.rules import Rule

HAN = re.compile("[\u4e00-\u9fff]")
DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_speaks_both_languages_alike(rule: Rule) -> None:
    assert HAN.search(rule.title.zh)
    assert not HAN.search(rule.title.en)
    assert placeholders(rule.message.zh) == placeholders(rule.message.en)
    assert rule.message.zh.endswith("。")
    assert rule.message.en.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_message_never_asks_for_a_personal_value(rule: Rule) -> None:
    assert not placeholders(rule.message.zh) & {
        "submitted",
        "official",
        "proposal",
        "name",
        "student_no",
        "id_card",
    }


def test_a_placeholder_nobody_told_is_empty_not_an_error() -> None:
    for code in BY_CODE:
        for lang in LANGS:
            said = say_message(Finding(code, Severity.INFO), lang)
            assert "{" not in said
            assert said


def test_the_evidence_says_what_agrees_in_words() -> None:
    levels = "student_no=same;id_card=damaged;name=same"
    assert say_evidence(levels, "zh") == "学号一致；身份证号前15位一致，末三位被 Excel 截断；姓名一致"
    assert say_evidence("", "zh") == ""


def test_every_level_every_flaw_and_every_reason_has_words() -> None:
    assert {f"{key}={level}" for key in ("student_no", "id_card", "name") for level in LEVELS} == set(
        EVIDENCE
    )
    assert set(FLAWS) == set(ALL_FLAWS)
    untold = {reason for rule, reason in MESSAGES if reason not in REASONS} - {"kind", "same"}
    assert untold == set()


def test_the_kinds_that_are_told_have_words() -> None:
    for kind in ("csv", "html", "mht", "spreadsheetml", "parquet", "docx", "dbf"):
        assert kind in KINDS
        assert kind not in say_message(
            Finding("FI15", Severity.WARNING, details=f'{{"kind": "{kind}"}}'), "zh"
        )


def test_what_a_file_is_fits_the_sentence_that_says_it() -> None:
    """It said that the file is text table, and that it is web page."""
    for kind in FORMATS.values():
        assert re.match(r"an? |XML$|Parquet$", kind.en), kind.en


def test_the_committed_manual_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == table_markdown("en")


def test_the_manual_names_every_rule_in_both_languages() -> None:
    for lang in LANGS:
        text = table_markdown(lang)
        assert all(f"| {rule.code} |" in text and rule.title.zh in text for rule in RULES)

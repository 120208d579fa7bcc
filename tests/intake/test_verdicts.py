"""Every reason that the code can give has its sentence, in both languages, with what to do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import recon.intake
from recon.intake.opening import _READERS
from recon.model import Trouble
from recon.verdicts import KINDS, MESSAGES, official, say

ROOM = Path(recon.intake.__file__).parent
RULE = re.compile(r"FI\d\d")


def given() -> set[tuple[str, str]]:
    """Return the (rule, reason) pairs of every call like ``RefusedError("FI01", "…")`` or ``tell("FI04", "…")``."""
    found = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                texts = [
                    a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)
                ]
                if len(texts) == 2 and RULE.fullmatch(texts[0]):
                    found.add((texts[0], texts[1]))
    return found


def test_every_reason_in_the_code_has_its_sentence() -> None:
    assert len(given()) > 20
    assert given() <= set(MESSAGES)


def test_every_kind_that_has_no_reader_has_its_refusal() -> None:
    kinds = (
        set(KINDS) - set(_READERS) - {"encrypted", "lock-file", "system-file", "inline-picture", "mail-body"}
    )
    assert {("FI01", kind) for kind in kinds} <= set(MESSAGES)


@pytest.mark.parametrize(("rule", "reason"), sorted(MESSAGES))
def test_both_languages_say_the_same_things_and_what_to_do(rule: str, reason: str) -> None:
    text = MESSAGES[rule, reason]
    places = set(re.findall(r"\{(\w+)\}", text.zh))
    assert places == set(re.findall(r"\{(\w+)\}", text.en))
    details = dict.fromkeys(places, "7") | {"reason": reason}
    said = say(Trouble(rule, details), "zh")
    assert "{" not in said
    assert said.endswith("。")
    if rule in {"FI01", "FI02", "FI06"}:
        assert "请" in said


def test_a_kind_is_said_in_words() -> None:
    trouble = Trouble("FI03", {"reason": "kind", "kind": "html", "ending": "xls"})
    assert say(trouble, "zh") == "文件名以 .xls 结尾，内容实为网页（html）；已按内容读取。"
    assert "a web page" in say(trouble, "en")


def test_an_unknown_reason_is_still_a_sentence() -> None:
    assert "FI01" in say(Trouble("FI01", {"reason": "from-the-future"}), "zh")


def test_an_extract_that_is_too_large_is_told_of_its_own_limit() -> None:
    """A roster's limit was named, and the advice was to give the file as the extract it was given as."""
    told = official(Trouble("FI06", {"reason": "file", "size": "3000000000", "limit": "2000000000"}))
    assert (
        told.zh == "文件太大（上限为 2,000 MB）。如果确实是这个文件，请在采集批次配置的 [limits] 中调高上限。"
    )
    assert "[limits]" in told.en

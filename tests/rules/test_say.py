"""What a message says where little is known."""

from __future__ import annotations

import json

from recon.model import Finding
from recon.rules import say_message
from recon.words import Severity


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

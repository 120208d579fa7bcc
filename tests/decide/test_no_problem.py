"""Who rules that an error is no problem says why; what was ruled so before stands."""

from __future__ import annotations

import pytest

from recon.decide import decide, lacks_reason, refusal, says_who
from recon.words import Severity, Trust


@pytest.mark.parametrize("severity", [Severity.FATAL, Severity.ERROR])
def test_dismissing_an_error_asks_why(desk, severity):
    finding = desk.finding(severity=severity)
    assert lacks_reason(finding, desk.ruling(finding, "dismiss"))
    assert lacks_reason(finding, desk.ruling(finding, "dismiss", reason=" "))
    assert not lacks_reason(finding, desk.ruling(finding, "dismiss", reason="已看身份证"))
    assert not lacks_reason(finding, desk.ruling(finding, "send-to-site"))


def test_dismissing_what_is_no_error_does_not(desk):
    for severity in (Severity.WARNING, Severity.INFO):
        finding = desk.finding(severity=severity)
        assert not lacks_reason(finding, desk.ruling(finding, "dismiss"))
        assert lacks_reason(finding, desk.ruling(finding, "keep"))


def test_an_error_that_was_dismissed_without_a_reason_stays_dismissed(desk):
    finding = desk.finding()
    ruling = desk.ruling(finding, "dismiss")
    assert refusal(finding, ruling) is None
    assert not decide([finding], {"f1": ruling}).open_rows


@pytest.mark.parametrize("field", ["name", "student_no", "exam_no", "id_card"])
def test_an_error_of_a_name_or_a_number_says_who(field):
    assert says_who("NA01", Severity.ERROR, Trust.ASK_SITE, field)
    assert not says_who("NA03", Severity.WARNING, Trust.SAFE, field)


def test_so_does_an_error_of_the_match_and_what_must_never_be_corrected():
    assert says_who("MA04", "error", "ask-site", "")
    assert says_who("DU01", "error", "ask-site", "")
    assert says_who("MA07", "warning", "never", "")
    assert not says_who("DU02", "warning", "ask-site", "")
    assert not says_who("DF04", "error", "likely", "level")

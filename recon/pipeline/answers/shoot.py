"""After a shoot: who was handed over and not captured (PH06), who was captured and not handed over (PH07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import rules

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.model import Finding
    from recon.pipeline.inputs import HandedOver


def judge_shoot(
    students: pa.Table, handed_over: HandedOver | None, campaign: Campaign, setting: rules.Setting
) -> list[Finding]:
    """Return PH06 and PH07, not yet settled.

    Nobody is missed before the photographer has begun to return photos, nor while a shooting day is still ahead.

    Args:
        students: one line per student (``model.STUDENTS``).
        handed_over: what the office knows of its hand-over versions; None where there is none.
        campaign: its shooting days and the day that is judged.
        setting: asks for photos only where a register was given.
    """
    if handed_over is None or "photos" not in setting.asked:
        return []
    lines = students.select(["enrol_id", "student_no", "exam_no", "captured_on"]).to_pylist()
    number = {line["enrol_id"]: line["student_no"] or line["exam_no"] for line in lines}
    shot = {line["enrol_id"] for line in lines if line["captured_on"] >= handed_over.since}
    listed = {enrolment for enrolment, known in number.items() if known in handed_over.newest}
    before = {enrolment for enrolment, known in number.items() if known in handed_over.ever}
    missed = listed - shot if shot and _is_over(campaign) else set()
    return rules.judge_handover(students, missed | (shot & before), shot, setting)


def _is_over(campaign: Campaign) -> bool:
    """Tell whether every shooting day the campaign names has passed."""
    days = [day for point in campaign.shooting for day in point.dates]
    return not days or campaign.as_of is None or campaign.as_of > max(days)

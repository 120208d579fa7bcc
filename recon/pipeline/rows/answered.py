"""What sites answered about students who are not sent: whose answers count, and which are told instead.

An answer takes a student off the list of omissions, so it counts of the student's own unit alone, and for this
campaign alone: last year's list lies in the same mailbox.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon.marks import SENT_LATER, mark
from recon.normalise import told_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from recon.model import Trouble
    from recon.normalise import Shaped
    from recon.pipeline.rows.sending import Sending
    from recon.pipeline.stage import Stage

    Frame = nw.LazyFrame[Any]

Places = tuple[tuple[int, str], ...]
"""The enrolments that bear a number, each with its home site."""


@dataclass
class Answered:
    """Whom the answers excuse, and the answers that excuse nobody."""

    excused: set[int] = field(default_factory=set)
    left: defaultdict[tuple[str, str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    """(file, sheet, reason) → rows."""

    def troubles(self) -> Iterable[tuple[str, Trouble]]:
        """Yield file and FI12 of every sheet that has answers which do not count."""
        for (file, sheet, reason), numbers in sorted(self.left.items()):
            for trouble in told_rows(reason, sorted(numbers), sheet):
                yield file, trouble


def answered(concerned: Frame, sending: Sending, stage: Stage) -> Answered:
    """Weigh every answer that a student is not sent (缓拍, 放弃, 失联, 已转出, 不拍)."""
    told = Answered()
    said = [
        (one, answer)
        for one in stage.gathered.shaped
        for answer in one.answers
        if answer.answer != SENT_LATER
    ]
    places = _places({answer.student_no for _, answer in said}, concerned, stage)
    for one, answer in said:
        unit = sending.units[one.file].code if one.file in sending.units else ""
        theirs = places.get(answer.student_no, ())
        own = {n for n, home in theirs if home == "" or stage.tree.reports_for(unit, home)}
        if _is_of_another_campaign(one, stage.campaign.id):
            told.left[one.file, answer.sheet, "old-answer"].append(answer.row)
        elif theirs and not own:
            told.left[one.file, answer.sheet, "others-answer"].append(answer.row)
        else:
            told.excused |= own
    return told


def _is_of_another_campaign(one: Shaped, campaign: str) -> bool:
    """Tell a file whose marks name another campaign; the id stands in a mark as :func:`mark` writes it."""
    _, ours = mark("", campaign).split("|")
    return any(found[1] not in {"", ours} for found in one.marks if len(found) > 1)


def _places(numbers: Collection[str], concerned: Frame, stage: Stage) -> Mapping[str, Places]:
    """Return the enrolments concerned that bear these numbers."""
    if not numbers:
        return {}
    asked = concerned.filter(nw.col("enrol_no").is_in(sorted(numbers)))
    found: defaultdict[str, Places] = defaultdict(tuple)
    for line in stage.engine.collect(asked.select("enrol_id", "enrol_no", "site_code")).to_pylist():
        found[line["enrol_no"]] += ((line["enrol_id"], line["site_code"]),)
    return found

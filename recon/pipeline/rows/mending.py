"""Mended rows: what comes back after the deadline on a return sheet is not late within ``mend_days`` of its return."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyarrow as pa

from recon import coverage
from recon.campaign.clock import local_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.campaign import Campaign
    from recon.pipeline.rows.sending import Sending

_KEYS = ("student_no", "id_card", "name")


def in_time(sending: Sending, campaign: Campaign) -> frozenset[str]:
    """Return the files that came after the deadline and within ``mend_days`` of a return to their unit and form."""
    return frozenset(
        file
        for file in sending.units
        if campaign.late_after(sending.received_at(file)) and _answers(file, sending, campaign)
    )


def _answers(file: str, sending: Sending, campaign: Campaign) -> bool:
    unit, came = sending.units[file].code, sending.received_at(file)
    sheets = (
        at
        for form in (sending.form_of(file), "")
        for at in sending.returned.get((unit, form), ())
        if at <= came
    )
    return any(local_date(came) <= local_date(at) + timedelta(days=campaign.mend_days) for at in sheets)


def rows(roster: pa.Table, late: set[int], files: Iterable[str], sending: Sending) -> set[int]:
    """Return the late rows that mend a row their unit had sent in time.

    A mended row may have another number than before, that is what was mended: number or ID stands in a punctual file
    of the unit and form, or the name does where that row was matched to nobody.
    """
    files = frozenset(files)
    if not late or not files:
        return set()
    units = {sending.units[file].code for file in files}
    concerned = {file for file, unit in sending.units.items() if unit.code in units}
    columns = ["row_id", "file", "form", "enrol_id", *_KEYS]
    lines = roster.select(columns).filter(pa.array(coverage.says(roster["file"], *concerned))).to_pylist()
    known = {
        (sending.units[line["file"]].code, line["form"], key, line[key])
        for line in lines
        if line["row_id"] not in late
        for key in _KEYS
        if line[key] and (key != "name" or line["enrol_id"] < 0)
    }
    return {
        line["row_id"]
        for line in lines
        if line["row_id"] in late and line["file"] in files
        if any((sending.units[line["file"]].code, line["form"], key, line[key]) in known for key in _KEYS)
    }

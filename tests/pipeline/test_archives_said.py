"""What a list of submissions says of an archive holds for the files in it, as far as it can."""

from __future__ import annotations

import pytest

from recon.model import Submission
from recon.pipeline.rows.sending import _with_archives

OUTER = Submission("z.zip", unit="64901", received_at="2020-06-02T10:00:00+08:00", kind="add")


@pytest.mark.parametrize("said", ["", "amend"])
def test_the_members_came_when_and_as_what_the_archive_came(said: str) -> None:
    inner = {"z.zip!/a.xlsx": Submission("z.zip!/a.xlsx", kind=said)} if said else {}
    known = _with_archives({"z.zip": OUTER, **inner}, ["z.zip!/a.xlsx", "z.zip!/b.zip!/c.xlsx", "d.xlsx"])
    member = known["z.zip!/a.xlsx"]
    assert (member.kind, member.received_at, member.unit) == (said or "add", OUTER.received_at, "")
    assert "d.xlsx" not in known


def test_a_time_of_its_own_stays() -> None:
    own = Submission("z.zip!/a.xlsx", received_at="2020-06-01T10:00:00+08:00")
    member = _with_archives({"z.zip": OUTER, own.file: own}, [own.file])[own.file]
    assert (member.kind, member.received_at) == ("add", own.received_at)

"""Page by page: what the address says, the rows and the page numbers are one page, also after Back and after an act."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recon.ui import context
from recon.ui.handing.waiting import PER_PAGE
from recon.ui.i18n import t
from recon.ui.store import going
from recon.workspace import Workspace
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_day_among_empty_cells_has_its_room(office: Path) -> None:
    """The grid measures ten cells and leaves out what is far wider than most: 2020-01-08 was cut to 2020-01."""
    at = opened("students")
    [width] = [
        said["width"]
        for name, said in json.loads(at.dataframe[0].proto.columns).items()
        if name == t("students.valid_until")
    ]
    assert width >= 92


def waiting_numbers() -> list[str]:
    run = context.run()
    assert run is not None
    rows, _ = going.waiting(run, (), 1, 100_000)
    return [row["student_no"] for row in rows]


def test_whoever_lets_the_last_page_go_sees_the_page_before(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address still said the page that was gone: an empty list below the marked number of another page."""
    monkeypatch.setattr("recon.ui.handing.waiting.PER_PAGE", 5)
    opened()
    numbers = waiting_numbers()
    last = -(-len(numbers) // 5)
    assert last > 1
    assert PER_PAGE > 5
    with Workspace.open(office) as place:
        place.admit_to_handover(*numbers[(last - 1) * 5 :], actor="tester", reason="学籍科同意")
    at = opened("handover", waiting=str(last))
    [shown] = [grid.value for grid in at.dataframe if (grid.key or "").startswith("handover.waiting")]
    assert len(shown) == 5
    assert not [said for said in at.caption if said.value == t("handover.nobody_waits")]

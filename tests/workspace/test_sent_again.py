"""What a purge, a replay or a name must not do to a workspace: lose a file, leave people behind, or refuse to work."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from recon.errors import WorkspaceError
from recon.workspace.inbox import tidy_name
from tests.workspace.test_purge import CANARIES, PEOPLE, book, filled

if TYPE_CHECKING:
    from pathlib import Path

    from recon.workspace import Workspace


def test_a_file_sent_again_after_a_person_and_then_the_campaign_was_purged_is_kept(office: Workspace) -> None:
    filled(office)
    office.purge_person(CANARIES[0][0], actor="li", reason="本人申请")
    office.purge_campaign("nx-2020", actor="li", reason="保存期满")
    sent = book(PEOPLE[:30])
    received = office.receive(sent, "64003/附表1.xlsx", actor="li")
    assert office.original(received.sha256).read_bytes() == sent
    assert office.verify().problems == ()


def test_a_run_that_was_under_way_goes_with_its_campaign_and_other_folders_stay(office: Workspace) -> None:
    filled(office)
    runs = office.path / "runs"
    (runs / ".000099.part").mkdir()
    (runs / ".000099.part" / "rows.parquet").write_bytes(CANARIES[0][2].encode())
    (runs / "2020 notes").mkdir()
    office.purge_campaign("nx-2020", actor="li", reason="保存期满")
    assert sorted(path.name for path in runs.iterdir()) == ["2020 notes"]


@pytest.mark.parametrize(
    "line",
    [
        {"value": 5},
        {"value": True},
        {"reason": None},
        {"student": 7},
        {"seen_submitted": ["a"]},
    ],
)
def test_a_file_of_rulings_whose_words_are_no_texts_is_refused(
    office: Workspace, tmp_path: Path, line: dict
) -> None:
    office.rule("0" * 16, "keep", actor="li", reason="本人来电")
    told = tmp_path / "rulings.jsonl"
    office.export_rulings(told, actor="li")
    first = json.loads(told.read_text(encoding="utf-8").splitlines()[0])
    told.write_text(json.dumps(first | {"finding_id": "1" * 16} | line), encoding="utf-8")
    with pytest.raises(WorkspaceError):
        office.replay_rulings(told, actor="li")
    assert (len(office.rulings()), office.verify().problems) == (1, ())


@pytest.mark.parametrize("unit", ["固原、海原 教学点", "“东山”分校/一部", "A & B, C", "长" * 100])
def test_the_log_knows_a_unit_by_whatever_name_it_has(office: Workspace, unit: str) -> None:
    office.note(unit, "call", actor="li", text="已通知")
    assert unit in [entry.details.get("unit") for entry in office.entries()]
    with pytest.raises(ValueError, match="may not hold"):
        office.note("1864901400001", "call", actor="li", text="已通知")


def test_a_long_name_that_is_cut_names_nothing_outside() -> None:
    assert tidy_name("a" * 10 + "/../" + "b" * 237) == "b" * 237
    assert tidy_name("ab/" + "c" * 239) == "c" * 239

"""What a second round changed: who came, who is gone, which values; nobody's name leaves the server for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon import fields
from recon.ui.sites.compared import Moved, frame, moved

if TYPE_CHECKING:
    from pathlib import Path


def row(life: str, number: str, name: str, *, enrol: int = -1, **values: str) -> dict[str, Any]:
    made: dict[str, Any] = {f"{code}_raw": "" for code in fields.CODES}
    made |= {"life": life, "enrol_id": enrol, "row_id": 0, "student_no_raw": number, "name_raw": name}
    return made | {f"{code}_raw": value for code, value in values.items()}


def test_who_came_who_is_gone_and_what_changed() -> None:
    found = moved(
        [
            row("superseded", "1864001400001", "王小明", enrol=1, level="本科"),
            row("superseded", "1864001400002", "李小红", enrol=2),
            row("superseded", "", "赵小刚"),
            row("live", "1864001400001", "王小明", enrol=1, level="专科"),
            row("live", "1864001400003", "张小华", enrol=3),
            row("parked", "1864001400009", "周小丽", enrol=9),
        ]
    )
    assert found == [
        Moved("gone", "1864001400002", "李小红"),
        Moved("gone", "", "赵小刚"),
        Moved("came", "1864001400003", "张小华"),
        Moved("changed", "1864001400001", "王小明", "level", "本科", "专科"),
    ]


def test_a_mended_number_is_the_same_student() -> None:
    found = moved(
        [row("superseded", "18640014OOO1", "王", enrol=1), row("live", "1864001400001", "王", enrol=1)]
    )
    assert [(one.what, one.field) for one in found] == [("changed", "student_no")]


def test_a_first_round_is_compared_with_nothing() -> None:
    assert not moved([row("live", "1864001400001", "王小明", enrol=1)])


def test_the_comparison_is_masked(office: Path) -> None:
    shown = frame(
        [Moved("changed", "1864001400001", "王小明", "id_card", "100101199001011234", "100101199001011243")]
    )
    told = " ".join(str(value) for value in shown.to_numpy().ravel())
    assert "1864001400001" not in told
    assert "王小明" not in told
    assert "10010119900101" not in told

"""What the campaign page keeps, copies and takes out for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.ui.i18n import t
from recon.ui.parts.literal import literal
from recon.workspace import Workspace
from tests.ui.test_pages import opened, submit

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest


def test_a_backup_can_be_put_back(office: Path, tmp_path: Path) -> None:
    at = opened("campaign")
    at.text_input(key="backup.folder").set_value(str(tmp_path / "copies"))
    submit(at, t("backup.go"))
    [copy] = (tmp_path / "copies").iterdir()
    assert literal(copy.name) in at.success[0].value
    with Workspace.restore(copy, tmp_path / "again", actor="tester") as place:
        assert place.verify().ok
        assert place.latest_run() is not None


def test_a_backup_that_cannot_be_written_says_what_to_do(office: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    at = opened("campaign")
    at.text_input(key="backup.folder").set_value(str(tmp_path / "file"))
    submit(at, t("backup.go"))
    assert not at.exception
    assert "请换一个有写入权限的文件夹" in at.error[0].value


def test_the_check_tells_that_everything_is_whole(office: Path) -> None:
    at = opened("campaign")
    at.button(key="retention.verify").click().run()
    assert at.success[0].value.startswith("全部完整")


def asked(at: AppTest, first: str, reason: str, *, sure: bool, which: str) -> AppTest:
    """Fill one of the two forms and press its button."""
    label = t("students.number") if which == "person" else t("retention.campaign_id")
    next(field for field in at.text_input if field.label == label).set_value(first)
    at.text_input(key=f"retention.{which}.reason").set_value(reason)
    if sure:
        at.checkbox(key=f"retention.{which}.sure").check()
    buttons = [button for button in at.form_submit_button if button.label == t("retention.delete")]
    buttons[which == "campaign"].click().run()
    assert not at.exception
    return at


def test_a_student_is_taken_out_for_good(office: Path) -> None:
    with Workspace.open(office) as place:
        number = first_student(place)
    at = asked(opened("campaign"), number, "学生要求", sure=True, which="person")
    assert at.success[0].value.startswith("已删除")
    with Workspace.open(office) as place:
        assert first_student(place) != number
        assert [job.kind for job in place.jobs.open()] == ["run"], "the counts follow who is left"
        assert "purge" in [entry.act for entry in place.entries()]
        assert number not in str([entry.details for entry in place.entries()])
    assert opened("students").dataframe


def test_it_is_told_how_many_originals_went_whole(office: Path) -> None:
    with Workspace.open(office) as place:
        number = first_student(place)
        place.receive(b"\x89PNG\r\n\x00" + number.encode() + b"\x00", name="截图.png", actor="tester")
    at = asked(opened("campaign"), number, "学生要求", sure=True, which="person")
    assert literal(t("retention.lost", n=1)) in [said.value for said in at.success]


def first_student(place: Workspace) -> str:
    import pyarrow.parquet as pq

    newest = place.latest_run()
    assert newest is not None
    return str(pq.read_table(newest / "students.parquet")["student_no"][0])


@pytest.mark.parametrize(
    ("first", "reason", "sure"),
    [
        ("", "理由", True),
        ("sample-2020", "", True),
        ("sample-2020", "理由", False),
        ("another", "理由", True),
    ],
    ids=["nothing", "no reason", "not sure", "another campaign"],
)
def test_a_campaign_is_not_deleted_by_half_an_answer(
    office: Path, first: str, reason: str, *, sure: bool
) -> None:
    at = asked(opened("campaign"), first, reason, sure=sure, which="campaign")
    assert at.error[0].value == t("retention.all_needed")
    with Workspace.open(office) as place:
        assert place.latest_run() is not None


def test_a_campaign_is_taken_out_whole_and_its_settings_stay(office: Path) -> None:
    at = asked(opened("campaign"), "sample-2020", "保存期满", sure=True, which="campaign")
    assert at.success[0].value.startswith("已删除")
    with Workspace.open(office) as place:
        assert place.latest_run() is None
        assert place.campaign().id == "sample-2020"

"""学籍信息更正 is a long way: who told what of an application, and what a refusal takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recon.applications import Progress, stands
from recon.errors import OptionError
from recon.model import Ruling

if TYPE_CHECKING:
    from recon.workspace import Workspace

NUMBER, OTHER = "1864001450123", "1864001450124"
WHY = "身份证复印件与名单一致"


def steps(ws: Workspace, number: str = NUMBER, field: str = "id_card") -> list[tuple[str, str, str]]:
    return [(one.progress, one.who, one.remark) for one in ws.applications().get((number, field), ())]


def test_every_step_is_kept_with_who_told_it(ws: Workspace) -> None:
    ws.advance([(NUMBER, "id_card")], "proof", actor="li", remark="身份证复印件")
    ws.advance([(OTHER, "id_card")], "proof", actor="li")
    ws.advance([(NUMBER, "name")], "sent", actor="li")
    ws.advance([(NUMBER, "id_card")], "sent", actor="wang", remark="总部收文 12 号")
    assert steps(ws) == [("proof", "li", "身份证复印件"), ("sent", "wang", "总部收文 12 号")]
    assert steps(ws, field="name") == [("sent", "li", "")]
    assert ws.verify().ok


def test_the_log_says_that_it_was_told_and_never_of_whom(ws: Workspace) -> None:
    ws.advance([(NUMBER, "id_card")], "sent", actor="li", remark="总部收文 12 号")
    (entry,) = ws.entries(1)
    assert (entry.act, entry.details["kind"]) == ("answer", "record:id_card")
    assert NUMBER not in str(entry)
    assert "总部收文" not in str(entry)


def test_an_unknown_field_or_step_is_refused(ws: Workspace) -> None:
    for field, step in (("phone", "sent"), ("id_card", "seen"), ("id_card", "lost")):
        with pytest.raises(OptionError):
            ws.advance([(NUMBER, field)], step, actor="li")
    assert not ws.applications()


def test_a_refusal_takes_back_what_was_ruled_for_the_application_and_no_other_ruling(ws: Workspace) -> None:
    made = [
        Ruling("0" * 16, "correct-record", reason=WHY, seen_submitted="a", seen_official="b"),
        Ruling("1" * 16, "keep", reason=WHY),
    ]
    ws.rule_many(made, actor="li", chosen_by={})
    ids = [one.finding_id for one in made]
    ws.advance([(NUMBER, "id_card")], "sent", actor="li", finding_ids=ids)
    assert {one.verdict for one in ws.rulings()} == {"correct-record", "keep"}
    ws.advance([(NUMBER, "id_card")], "refused", actor="li", remark="材料不全", finding_ids=ids)
    assert [one.verdict for one in ws.rulings()] == ["keep"]


def test_a_purge_forgets_whose_application_it_was(office: Workspace) -> None:
    office.advance([(NUMBER, "id_card")], "proof", actor="li", remark=f"{NUMBER} 的复印件")
    office.advance([(OTHER, "id_card")], "proof", actor="li", remark="复印件")
    office.purge_person(NUMBER, actor="li", reason="本人要求")
    assert not steps(office)
    assert steps(office, OTHER) == [("proof", "li", "复印件")]
    assert [*office.applications()] == [(OTHER, "id_card")]
    assert office.verify().ok


def test_another_campaign_has_applications_of_its_own(office: Workspace) -> None:
    office.advance([(NUMBER, "id_card")], "sent", actor="li")
    office.save_campaign('[campaign]\nid = "nx-2021"\n', actor="li")
    assert not office.applications()


def test_what_nobody_finds_any_more_agrees_unless_it_was_refused(office: Workspace) -> None:
    for step, then in (("sent", Progress.SEEN), ("approved", Progress.SEEN), ("refused", Progress.REFUSED)):
        office.advance([(NUMBER, "sex")], step, actor="li")
        told = office.applications()[NUMBER, "sex"]
        assert stands(told, found=True) == Progress(step)
        assert stands(told, found=False) == then
        assert stands(told, found=False, agrees=False) == (
            then if then is Progress.REFUSED else Progress.WITHDRAWN
        )
    assert stands((), found=True) == Progress.DRAFTED


def test_a_refusal_is_kept_with_what_it_takes_back_or_not_at_all(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruling = Ruling("0" * 16, "correct-record", reason=WHY)
    office.rule_many([ruling], actor="li", chosen_by={})

    def breaks(*_: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr("recon.workspace.rulings.take_back", breaks)
    with pytest.raises(RuntimeError):
        office.advance([(NUMBER, "id_card")], "refused", actor="li", finding_ids=[ruling.finding_id])
    assert not office.applications()
    assert [one.verdict for one in office.rulings()] == ["correct-record"]

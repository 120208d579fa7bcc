from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recon.errors import OptionError, WorkspaceError
from recon.model import Ruling
from recon.workspace import StaleRulingError, Workspace

ONE, TWO = "00000000000000a1", "00000000000000a2"


def test_a_ruling_is_kept_with_who_when_why_and_what_was_seen(ws: Workspace) -> None:
    ruled = ws.rule(
        ONE,
        "override",
        actor="li",
        value="张三",
        reason="见身份证",
        seen_submitted="张叁",
        seen_official="张三",
    )
    assert ruled.version == 1
    (kept,) = ws.rulings()
    assert (kept.verdict, kept.value, kept.reason, kept.who) == ("override", "张三", "见身份证", "li")
    assert (kept.seen_submitted, kept.seen_official) == ("张叁", "张三")
    assert kept.at.endswith("+08:00")


def test_the_newest_ruling_stands_and_the_older_ones_stay(ws: Workspace) -> None:
    ws.rule(ONE, "accept", actor="li")
    ws.rule(ONE, "keep", actor="wang")
    assert [ruling.verdict for ruling in ws.rulings()] == ["keep"]
    assert [step.ruling and step.ruling.verdict for step in ws.ruling_history(ONE)] == ["accept", "keep"]


def test_a_stale_edit_is_told_to_its_author_and_not_kept(ws: Workspace) -> None:
    seen = ws.rule(ONE, "accept", actor="li").version
    ws.rule(ONE, "keep", actor="wang", based_on=seen)
    with pytest.raises(StaleRulingError) as told:
        ws.rule(ONE, "dismiss", actor="li", based_on=seen)
    assert "wang" in told.value.say("zh")
    assert told.value.details["finding_ids"] == (ONE,)
    assert [ruling.verdict for ruling in ws.rulings()] == ["keep"]


def test_a_first_ruling_on_what_somebody_else_just_ruled_on_is_stale_too(ws: Workspace) -> None:
    ws.rule(ONE, "accept", actor="li", based_on=0)
    with pytest.raises(StaleRulingError):
        ws.rule(ONE, "accept", actor="wang", based_on=0)


def test_an_undone_finding_still_has_a_version(ws: Workspace) -> None:
    ws.rule(ONE, "accept", actor="li")
    ws.undo(ONE, actor="li", based_on=1)
    assert (ws.ruled()[ONE].version, ws.ruled()[ONE].ruling) == (2, None)
    with pytest.raises(StaleRulingError):
        ws.rule(ONE, "accept", actor="wang", based_on=1)
    assert ws.rule(ONE, "accept", actor="wang", based_on=2).version == 3


def test_a_bulk_is_all_or_nothing(ws: Workspace) -> None:
    ws.rule(TWO, "keep", actor="wang")
    many = [Ruling(ONE, "accept"), Ruling(TWO, "accept")]
    with pytest.raises(StaleRulingError):
        ws.rule_many(many, actor="li", chosen_by={"rule": "NA02"}, based_on={ONE: 0, TWO: 0})
    assert [ruling.verdict for ruling in ws.rulings()] == ["keep"]
    ws.rule_many(many, actor="li", chosen_by={"rule": "NA02"}, based_on={ONE: 0, TWO: 1})
    assert [ruling.verdict for ruling in ws.rulings()] == ["accept", "accept"]


def test_undoing_a_bulk_leaves_what_was_decided_since(ws: Workspace) -> None:
    ws.rule(TWO, "keep", actor="wang")
    bulk = ws.rule_many([Ruling(ONE, "accept"), Ruling(TWO, "accept")], actor="li", chosen_by={})
    ws.rule(ONE, "dismiss", actor="wang")
    assert ws.undo_bulk(bulk, actor="li") == 1
    assert {ruling.finding_id: ruling.verdict for ruling in ws.rulings()} == {ONE: "dismiss", TWO: "keep"}
    assert ws.undo_bulk(bulk, actor="li") == 0


def test_a_large_bulk_is_one_step(office: Workspace) -> None:
    many = [Ruling(f"{number:016x}", "accept") for number in range(2_500)]
    bulk = office.rule_many(
        many, actor="li", chosen_by={"rule": "NA02"}, students={many[0].finding_id: "1864001450123"}
    )
    assert len(office.rulings()) == 2_500
    assert office.undo_bulk(bulk, actor="li") == 2_500
    assert office.rulings() == []
    assert office.verify().ok


def test_an_unknown_verdict_is_refused(ws: Workspace) -> None:
    with pytest.raises(OptionError):
        ws.rule(ONE, "perhaps", actor="li")


def test_nothing_to_undo_is_nothing(ws: Workspace) -> None:
    assert ws.undo(ONE, actor="li") is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["accept", "keep", "dismiss", "undo"]), max_size=12))
def test_undo_walks_back_like_a_stack(shared_office: Workspace, steps: list[str]) -> None:
    finding = f"{len(shared_office.ruled()):016x}"
    stack: list[str] = []
    for step in steps:
        if step == "undo":
            done = shared_office.undo(finding, actor="li")
            assert (done is not None) == bool(stack)
            stack = stack[:-1]
        else:
            shared_office.rule(finding, step, actor="li")
            stack.append(step)
        standing = shared_office.ruled([finding]).get(finding)
        verdict = standing.ruling.verdict if standing and standing.ruling else None
        assert verdict == (stack[-1] if stack else None)
    if not steps or steps[0] == "undo":
        shared_office.rule(finding, "keep", actor="li")  # so that the next example has its own finding


def test_rulings_leave_as_a_file_and_come_back(ws: Workspace, tmp_path) -> None:  # type: ignore[no-untyped-def]
    ws.rule(ONE, "override", actor="li", value="张三", reason="见身份证", seen_submitted="张叁")
    ws.rule(TWO, "keep", actor="li")
    ws.undo(TWO, actor="li")
    file = tmp_path / "rulings.jsonl"
    assert ws.export_rulings(file, actor="li") == 1
    before = ws.rulings()
    ws.undo(ONE, actor="li")
    assert ws.replay_rulings(file, actor="wang") == (1, 0)
    (after,) = ws.rulings()
    assert (after.finding_id, after.value, after.seen_submitted) == (ONE, "张三", "张叁")
    assert (before[0].who, after.who) == ("li", "wang")
    assert ws.replay_rulings(file, actor="wang") == (0, 1)


def test_a_file_that_holds_no_rulings_is_refused_however_deep_it_is(office: Workspace, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "rulings.jsonl"
    for said in ("[[" * 100_000, "{", '{"finding_id": "x"}'):
        file.write_text(said, encoding="utf-8")
        with pytest.raises(WorkspaceError, match="not a file of exported rulings"):
            office.replay_rulings(file, actor="wang")

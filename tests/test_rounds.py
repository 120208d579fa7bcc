from __future__ import annotations

import pytest

from recon.rounds import Sent, settle
from recon.words import Life

T1, T2, T3 = (f"2020-06-{day:02d}T09:00:00+08:00" for day in (1, 5, 12))
ALL = tuple("abcdefghij")


def sent(file: str, students: tuple[str, ...], at: str, kind: str = "") -> Sent:
    return Sent(file, "6400101", "open", at, kind, students)


def test_without_times_every_file_is_live() -> None:
    story = settle([sent("1", ALL, ""), sent("2", ALL, "")])
    assert not story.lives
    assert [r.kind for r in story.rounds] == ["first", "first"]


@pytest.mark.parametrize(
    ("students", "kind"),
    [(ALL[:9], "replace"), (("x", "y"), "add"), (ALL[:3], "amend"), ((*ALL[:3], "x"), "parked")],
)
def test_a_later_file_is_told_by_its_overlap(students: tuple[str, ...], kind: str) -> None:
    story = settle([sent("1", ALL, T1), sent("2", students, T2)])
    assert story.rounds[1].kind == kind


def test_what_a_replacement_leaves_out_disappears_and_is_counted() -> None:
    story = settle([sent("1", ALL, T1), sent("2", ALL[:9], T2)])
    assert story.rounds[1].disappear == 1
    assert {story.life("1", s) for s in ALL} == {Life.SUPERSEDED}
    assert story.life("2", "a") is Life.LIVE


def test_who_stands_in_the_units_other_live_files_is_counted_once() -> None:
    parts = settle([sent("1", ALL[:5], ""), sent("2", ALL[4:], "")])
    assert [r.beside for r in parts.rounds] == [5, 4]
    assert [r.beside for r in settle([sent("1", ALL, T1), sent("2", ALL[:9], T2)]).rounds] == [9, 0]
    assert settle([sent("1", ALL, T1)]).rounds[0].beside == 0


def test_an_amendment_supersedes_only_its_own_students() -> None:
    story = settle([sent("1", ALL, T1), sent("2", ALL[:3], T2)])
    assert [story.life("1", s) for s in "ad"] == [Life.SUPERSEDED, Life.LIVE]


def test_a_parked_file_changes_nothing() -> None:
    story = settle([sent("1", ALL, T1), sent("2", (*ALL[:3], "x"), T2)])
    assert story.life("1", "a") is Life.LIVE
    assert story.life("2", "x") is Life.PARKED
    assert story.rounds[1].disappear == 7


def test_what_the_sender_says_goes_before_the_overlap() -> None:
    story = settle([sent("1", ALL, T1), sent("2", (*ALL[:3], "x"), T2, "add")])
    assert not story.lives


def test_files_of_one_moment_do_not_decide_over_each_other() -> None:
    story = settle([sent("1", ALL, T1), sent("2", ALL[:9], T2), sent("3", ALL[:3], T2)])
    assert [r.kind for r in story.rounds] == ["first", "replace", "amend"]
    assert [story.life("2", s) for s in "ai"] == [Life.LIVE, Life.LIVE]
    together = settle([sent("1", ALL, T1), sent("2", ALL, T1)])
    assert not together.lives
    assert [r.kind for r in together.rounds] == ["first", "first"]


def test_of_files_of_one_moment_the_one_that_says_so_replaces_the_other() -> None:
    story = settle([sent("2", ALL, T1), sent("1", ALL, T1, "replace")])
    assert story.life("2", "a") is Life.SUPERSEDED
    assert story.life("1", "a") is Life.LIVE


def test_forms_and_units_are_apart() -> None:
    other = Sent("2", "6400101", "adult", T2, "", ALL)
    assert not settle([sent("1", ALL, T1), other]).lives


def test_a_return_sheet_without_a_time_comes_after_what_it_was_made_of() -> None:
    sheet = Sent("0", "6400101", "open", "", "amend", ALL, holds=T1)
    story = settle([sheet, sent("1", ALL, T1)])
    assert [(r.file, r.kind) for r in story.rounds] == [("1", "first"), ("0", "amend")]
    assert story.life("1", "a") is Life.SUPERSEDED
    assert story.life("0", "a") is Life.LIVE


@pytest.mark.parametrize(("listed", "returned", "deleted"), [(4, 2, 2), (5, 2, 0), (10, 8, 2), (10, 7, 0)])
def test_who_a_return_sheet_leaves_out_was_deleted_where_most_of_it_came_back(
    listed: int, returned: int, deleted: int
) -> None:
    sheet = Sent("2", "6400101", "open", T2, "amend", ALL[:returned], holds=T1)
    story = settle([sent("1", ALL[:listed], T1), sheet])
    assert story.rounds[1].disappear == deleted


def test_a_return_sheet_deletes_nobody_from_a_file_that_came_after_it_was_made() -> None:
    sheet = Sent("3", "6400101", "open", T3, "amend", ALL[:8], holds=T1)
    story = settle([sent("1", ALL[:8], T1), sent("2", ALL[8:], T2), sheet])
    assert (story.rounds[2].disappear, story.life("2", "i")) == (0, Life.LIVE)


def test_a_file_without_a_time_comes_after_what_had_been_judged_before() -> None:
    second = Sent("0", "6400101", "open", "", "", ALL, after=(T1, 1))
    third = Sent("a", "6400101", "open", "", "", ALL, after=(T1, 2))
    story = settle([third, second, sent("1", ALL, T1), sent("2", ALL, T3)])
    assert [r.file for r in story.rounds] == ["1", "0", "a", "2"]
    assert [r.kind for r in story.rounds] == ["first", "replace", "replace", "replace"]


def test_results_tell_the_order_where_no_file_has_a_time() -> None:
    sheet = Sent("0", "6400101", "open", "", "amend", ALL[1:], after=("", 1))
    later = Sent("a", "6400101", "open", "", "", ALL, after=("", 2))
    story = settle([later, sheet, sent("1", ALL, "")])
    assert [(r.file, r.kind) for r in story.rounds] == [("1", "first"), ("0", "amend"), ("a", "replace")]
    assert {story.life("1", one) for one in ALL} == {Life.SUPERSEDED}
    assert (story.life("0", "b"), story.life("a", "b")) == (Life.SUPERSEDED, Life.LIVE)


def test_a_file_of_which_nothing_is_known_still_decides_nothing() -> None:
    story = settle([sent("1", ALL, T1), sent("2", ALL, "")])
    assert [(r.file, r.kind) for r in story.rounds] == [("2", "first"), ("1", "replace")]

"""The people: numbers, names, photos and organisation as real as invented ones can be."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from recon.sample import numbers
from recon.sample.chance import Seed
from recon.sample.photos import Capture, add_year, judge_photo
from recon.sample.world import make_world

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1)


@pytest.fixture(scope="module")
def world():
    return make_world(2020, 25, 2_000)


def test_every_identity_number_of_a_sound_record_passes_the_standard_and_belongs_to_no_region(world):
    for enrolment in world.enrolments:
        number = enrolment.id_card.upper()
        digits = [*map(int, number[:17]), 10 if number[17] == "X" else int(number[17])]
        sound = sum(d * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11 == 1
        assert sound == (enrolment.flaw != "EX01")
        assert number[:2] in numbers.REGIONS
        date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")


def test_digit_17_tells_the_sex_unless_the_record_is_wrong(world):
    wrong = {e.flaw for e in world.enrolments if (int(e.id_card[16]) % 2 == 1) != (e.sex == "男")}
    assert wrong == {"EX02"}


def test_student_numbers_are_unique_and_tell_year_school_level_and_season(world):
    opened = [e for e in world.enrolments if e.category == "open"]
    assert len({e.student_no for e in world.enrolments}) == len(world.enrolments)
    for e in opened:
        year, school, level, serial = (
            e.student_no[:2],
            e.student_no[2:5],
            e.student_no[7],
            int(e.student_no[8:]),
        )
        assert (int(year), school) == (e.year % 100, "649")
        assert (level == "2") == (e.level == "本科")
        assert (serial > 50_000) == (e.season == "秋季")


def test_the_first_15_digits_point_to_one_person(world):
    people = {e.id_card.upper() for e in world.enrolments if e.flaw != "EX01"}
    assert len({number[:15] for number in people}) == len(people)


def test_about_5_percent_of_a_province_share_their_name():
    names = Counter({e.id_card: e.name for e in make_world(2020, 25, 8_000).enrolments}.values())
    sharing = sum(count for count in names.values() if count > 1) / sum(names.values())
    assert 0.03 < sharing < 0.08


def test_some_names_are_short_some_have_a_separator_some_a_rare_character(world):
    names = [e.name.strip() for e in world.enrolments]
    assert 0.05 < sum(len(name) == 2 for name in names) / len(names) < 0.2
    assert 0.02 < sum("\u00b7" in name for name in names) / len(names) < 0.05
    assert any("䶮" in name for name in names)
    assert any(ord(character) > 0xFFFF for name in names for character in name)


def test_five_enrolments_for_each_due_student(world):
    due = sum(map(world.is_due, world.enrolments))
    assert len(world.enrolments) == pytest.approx(10_000, abs=30)
    assert due == pytest.approx(2_000, rel=0.06)


def test_nobody_without_enrolment_is_due_and_eligible_students_never_are(world):
    for enrolment in world.enrolments:
        due, eligible = world.is_due(enrolment), world.is_eligible(enrolment)
        assert not (due and eligible)
        if due or eligible:
            assert enrolment.status == "在籍"
            assert enrolment.group != "newer"


def test_the_nil_site_has_nobody_who_is_due(world):
    assert world.nil_site
    assert not [e for e in world.enrolments if e.site == world.nil_site and world.is_due(e)]


@pytest.mark.parametrize(
    ("captured", "state"),
    [
        (None, "unknown"),
        (date(2020, 1, 19), "expired"),
        (date(2020, 1, 20), "expiring"),
        (date(2020, 4, 19), "expiring"),
        (date(2020, 4, 21), "valid"),
    ],
)
def test_a_photo_is_judged_on_the_day_its_batch_needs_it(world, captured, state):
    """The autumn cohort's batch needs it on 2021-01-20; 90 days of margin are still expiring."""
    student = next(e for e in world.enrolments if e.cohort == "2018秋季")
    photo = judge_photo(student, [Capture(student.student_no, student.id_card, captured)], {})
    assert photo.state == state
    assert judge_photo(student, [], {}).state == "none"


def test_the_planned_batch_comes_before_the_cohort_s(world):
    student = next(e for e in world.enrolments if e.cohort == "2018秋季")
    june = [Capture(student.student_no, student.id_card, date(2020, 6, 1))]
    assert judge_photo(student, june, {}).state == "valid"
    assert judge_photo(student, june, {student.student_no: "202107"}).state == "expired"


def test_a_leap_day_s_photo_holds_to_the_28th():
    assert add_year(date(2020, 2, 29)) == date(2021, 2, 28)


def test_one_concern_s_chance_does_not_stir_another_s():
    assert Seed(1).stream("people").random() == Seed(1).stream("people").random()
    assert Seed(1).stream("people").random() != Seed(1).stream("spoils").random()

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recon.match import match
from tests.support.frames import enrolments, identity, roster, sent, student

if TYPE_CHECKING:
    from recon.engine import Engine

A, B, C = student(1), student(2), student(3)
B_OLD = student(14, name=B["name"], id_card=B["id_card"], level="专科", status="毕业", scope="earlier")
B_NOW = B | {"level": "本科"}
TWIN = student(88888, name=A["name"], id_card=identity(25, born="19840712"))
"""Another person with A's name."""


def matched(engine: Engine, people: list[dict[str, str]], *rows: dict[str, Any]) -> list[dict[str, Any]]:
    frame = match(engine.frame(roster(list(rows))), engine.frame(enrolments(people)), engine)
    return engine.collect(frame).sort_by("row_id").to_pylist()


def one(engine: Engine, people: list[dict[str, str]], row: dict[str, Any]) -> tuple[Any, ...]:
    (found,) = matched(engine, people, row)
    return found["enrol_id"], found["by"], found["conflict"]


def swap(text: str, at: int) -> str:
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def wrong(text: str, at: int) -> str:
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def test_every_engine_gives_the_same_matches(engine: Engine) -> None:
    rows = [
        sent(0, A),
        sent(1, B, student_no="1864001499999"),
        sent(2, C, id_card=A["id_card"]),
        sent(3, A, student_no="", id_card="", exam_no=""),
        sent(4, C, student_no=wrong(C["student_no"], 11), id_card=wrong(C["id_card"], 15)),
    ]
    found = matched(engine, [A, B, C, TWIN], *rows)
    assert [(m["enrol_id"], m["by"], m["conflict"]) for m in found] == [
        (0, "both", ""),
        (1, "id_card", ""),
        (2, "student_no", "two-students"),
        (-1, "none", ""),
        (2, "close", ""),
    ]


def test_no_rows_and_no_enrolments(engine: Engine) -> None:
    assert matched(engine, [], sent(0, A))[0]["by"] == "none"
    empty = roster([sent(0, A)]).slice(0, 0)
    assert engine.collect(match(engine.frame(empty), engine.frame(enrolments([A])), engine)).num_rows == 0


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (0, "both", "")),
        ({"id_card": ""}, (0, "student_no", "")),
        ({"id_card": wrong(A["id_card"], 10)}, (0, "student_no", "")),
        ({"name": "某某"}, (0, "both", "")),
        ({"student_no": ""}, (0, "id_card", "")),
        ({"student_no": swap(A["student_no"], 7)}, (0, "id_card", "")),
        ({"name": "某某", "id_card": identity(777)}, (0, "student_no", "name-and-id")),
        ({"name": "某某", "id_card": A["id_card"][:6] + A["id_card"][8:17]}, (0, "both", "")),
        ({"name": "某某", "id_card": A["id_card"][:15] + "000"}, (0, "student_no", "")),
        ({"student_no": "", "id_card": ""}, (-1, "none", "")),
        ({"student_no": "1864009988888", "id_card": identity(777)}, (-1, "none", "")),
    ],
    ids=[
        "all",
        "no id",
        "id digit",
        "name",
        "no number",
        "number swapped",
        "name and id",
        "name, and the id in fifteen digits",
        "name, and the id cut short",
        "name only",
        "name alone agrees",
    ],
)
def test_one_student(duck: Engine, changes: dict[str, str], expected: tuple[Any, ...]) -> None:
    assert one(duck, [A], sent(0, A, **changes)) == expected


def test_name_and_id_in_each_others_cells_are_told_as_that(engine: Engine) -> None:
    crossed = {"name": A["id_card"], "id_card": A["name"]}
    assert one(engine, [A, B], sent(0, A, **crossed)) == (0, "student_no", "exchanged")
    assert one(engine, [A, B], sent(0, A, **crossed | {"id_card": B["name"]}))[2] == "name-and-id"


def test_number_and_id_in_each_others_cells_are_told_as_that(engine: Engine) -> None:
    crossed = {"student_no": A["id_card"], "id_card": A["student_no"]}
    assert one(engine, [A, B], sent(0, A, **crossed)) == (0, "id_card", "misplaced")
    (found,) = matched(engine, [A, B], sent(0, A, **crossed))
    assert [found[f"agree_{key}"] for key in ("student_no", "id_card", "name")] == [
        "misplaced",
        "misplaced",
        "same",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"student_no": A["id_card"], "id_card": ""}, (0, "id_card", "misplaced")),
        ({"student_no": "", "id_card": A["student_no"]}, (0, "id_card", "misplaced")),
        ({"student_no": A["id_card"], "id_card": B["student_no"]}, (-1, "none", "")),
        ({"student_no": A["id_card"], "id_card": A["student_no"], "name": "某某"}, (-1, "none", "")),
        ({"student_no": A["id_card"]}, (0, "id_card", "")),
    ],
    ids=["ID alone", "number alone", "another's number", "another's name", "ID twice"],
)
def test_a_key_in_the_others_cell(duck: Engine, changes: dict[str, str], expected: tuple[Any, ...]) -> None:
    assert one(duck, [A, B], sent(0, A, **changes)) == expected


def test_no_id_on_either_side_is_no_id_in_each_others_cells(duck: Engine) -> None:
    row = sent(0, A, student_no="12", id_card=A["student_no"])
    assert one(duck, [A, B], row) == one(duck, [A | {"id_card": ""}, B], row) == (-1, "none", "")


def test_a_persons_two_enrolments_are_not_guessed_from_an_id_in_the_wrong_cell(duck: Engine) -> None:
    twice = [B | {"level": "专科"}, B | {"student_no": "1864001288888", "level": "专科"}]
    row = sent(0, twice[0], student_no=B["id_card"], id_card="")
    assert one(duck, twice, row) == (-1, "none", "several")


@pytest.mark.parametrize("said", ["无", "/", "-", "护照", "0", "000000000000000000", "1" * 18])
def test_an_id_that_names_nobody_is_no_key(duck: Engine, said: str) -> None:
    """What many write who have no ID at hand is the ID of none of them (an empty key never matches an empty one)."""
    without = A | {"id_card": said}
    unknown = {"student_no": "1864001499999", "id_card": said}
    assert one(duck, [without, B], sent(0, C, **unknown)) == (-1, "none", "")
    assert one(duck, [without, B], sent(0, A, **unknown)) == (-1, "none", "")
    assert one(duck, [without, B | {"id_card": said}], sent(0, C, **unknown)) == (-1, "none", "")
    assert one(duck, [without, B], sent(0, B, id_card=said)) == (1, "student_no", "")
    assert one(duck, [without, B], sent(0, A, id_card=said))[0] == 0, "number and name tell all the same"


ADULT = student(5, category="adult", exam_no="19640101230005")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"student_no": ADULT["exam_no"], "exam_no": ""}, (0, "exam_no", "")),
        ({"student_no": ADULT["exam_no"], "exam_no": ADULT["student_no"]}, (0, "exam_no", "")),
        ({"student_no": "", "exam_no": ADULT["student_no"]}, (0, "student_no", "")),
        (
            {"student_no": "", "exam_no": ADULT["student_no"], "id_card": wrong(ADULT["id_card"], 15)},
            (0, "student_no", ""),
        ),
        (
            {"student_no": ADULT["exam_no"], "exam_no": "", "id_card": wrong(ADULT["id_card"], 15)},
            (0, "exam_no", ""),
        ),
        (
            {"student_no": ADULT["exam_no"], "exam_no": "", "name": "某某", "id_card": identity(777)},
            (-1, "none", ""),
        ),
    ],
    ids=[
        "in the number's cell",
        "exchanged",
        "the number in its cell",
        "the number there, and an ID digit",
        "and an ID digit",
        "nothing agrees",
    ],
)
def test_an_adults_numbers_in_each_others_cells(
    duck: Engine, changes: dict[str, str], expected: tuple[Any, ...]
) -> None:
    assert one(duck, [ADULT], sent(0, ADULT, form="adult", **changes)) == expected


def test_an_examination_number_tells_which_enrolment_an_id_in_the_wrong_cell_does_not(duck: Engine) -> None:
    twice = [ADULT, ADULT | {"student_no": "1864001277777", "exam_no": "19640101230006"}]
    row = sent(0, twice[1], form="adult", student_no=ADULT["id_card"], id_card="")
    assert one(duck, twice, row) == (1, "exam_no", "")


def test_an_id_of_another_student_is_a_conflict_and_the_name_decides(duck: Engine) -> None:
    assert one(duck, [A, B], sent(0, A, id_card=B["id_card"])) == (0, "student_no", "two-students")
    assert one(duck, [A, B], sent(0, B, student_no=A["student_no"])) == (1, "id_card", "two-students")
    assert one(duck, [A, B], sent(0, C, student_no=A["student_no"], id_card=B["id_card"])) == (
        -1,
        "none",
        "two-students",
    )


def test_homonyms_are_never_told_apart_by_name(duck: Engine) -> None:
    row = sent(0, A, student_no="", id_card="", level="专科", cohort="2018秋季")
    assert one(duck, [A, TWIN], row) == (-1, "none", "")


def test_the_other_enrolment_of_the_same_person(duck: Engine) -> None:
    row = sent(0, B_NOW, student_no=B_OLD["student_no"])
    assert one(duck, [B_OLD, B_NOW], row) == (1, "id_card", "other-enrolment")


def test_the_other_enrolment_may_be_of_an_earlier_cohort(duck: Engine) -> None:
    """A student of an earlier cohort may return for a new photo: the number of a finished level is still MA06."""
    earlier = B_NOW | {"cohort": "2018春季", "scope": "earlier", "due": False}
    row = sent(0, earlier, student_no=B_OLD["student_no"])
    assert one(duck, [B_OLD, earlier], row) == (1, "id_card", "other-enrolment")


def test_the_other_enrolment_of_one_level(duck: Engine) -> None:
    """Left, and enrolled again at the same level: only one of the two can be collected."""
    left = B_NOW | {"student_no": "1764001200009", "cohort": "2017秋季", "status": "退学", "scope": "earlier"}
    row = sent(0, B_NOW, student_no=left["student_no"])
    assert one(duck, [left, B_NOW], row) == (1, "id_card", "other-enrolment")
    assert one(duck, [left, B_NOW], sent(0, left)) == (1, "id_card", "other-enrolment")
    assert one(duck, [B_OLD, B_NOW], sent(0, B_NOW, student_no="")) == (1, "id_card", "")


EARLIER = B_NOW | {
    "student_no": "1764001200009",
    "cohort": "2017秋季",
    "major": "护理",
    "scope": "earlier",
}
"""Of the same person and level, enrolled still."""


@pytest.mark.parametrize(
    "says",
    [{}, {"major": "护理"}, {"cohort": ""}, {"level": ""}, {"level": "", "major": ""}],
    ids=["everything", "the old major", "no cohort", "no level", "the cohort alone"],
)
def test_the_other_enrolment_in_scope_fits_better_than_an_earlier_one(
    engine: Engine, says: dict[str, str]
) -> None:
    row = sent(0, B_NOW, student_no=EARLIER["student_no"], **says)
    assert one(engine, [EARLIER, B_NOW], row) == (1, "id_card", "other-enrolment")


def test_a_row_that_copies_an_earlier_enrolment_is_that_enrolment(engine: Engine) -> None:
    assert one(engine, [EARLIER, B_NOW], sent(0, EARLIER)) == (0, "both", "")
    assert one(engine, [EARLIER], sent(0, B_NOW, student_no=EARLIER["student_no"])) == (
        0,
        "both",
        "",
    )


B_AGAIN = B | {"student_no": "1964001200077", "level": "本科", "cohort": "2019春季", "major": "护理学"}
"""The same person's, of another level, enrolled and to be collected as well."""


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ({}, (0, "both", "")),
        ({"major": "法学"}, (0, "both", "")),
        ({"cohort": "", "major": ""}, (1, "id_card", "other-enrolment")),
        ({"cohort": "2019春季", "major": ""}, (1, "id_card", "other-enrolment")),
    ],
    ids=["the level alone", "the level, and another major", "nothing but the level", "level and cohort"],
)
def test_the_level_alone_does_not_outweigh_number_and_course(
    engine: Engine, says: dict[str, str], expected: tuple[Any, ...]
) -> None:
    row = sent(0, B, level="本科", **says)
    assert one(engine, [B, B_AGAIN], row) == expected


def test_the_level_outweighs_the_number_of_one_who_has_left(duck: Engine) -> None:
    row = sent(0, B_OLD, level="本科")
    assert one(duck, [B_OLD, B_NOW], row) == (1, "id_card", "other-enrolment")


def test_another_enrolment_to_be_collected_is_told_where_the_row_says_too_little(duck: Engine) -> None:
    (found,) = matched(duck, [EARLIER, B_NOW], sent(0, EARLIER, level="", cohort="", major=""))
    assert (found["enrol_id"], found["conflict"], found["other_enrol_id"]) == (0, "", 1)


def test_the_number_of_a_finished_level_says_nothing_where_the_row_is_silent(duck: Engine) -> None:
    silent = {"level": "", "cohort": "", "major": ""}
    assert one(duck, [B_OLD, B_NOW], sent(0, B_OLD, **silent)) == (1, "id_card", "other-enrolment")
    assert one(duck, [B_OLD, B_NOW], sent(0, B_OLD)) == (0, "both", "")


@pytest.mark.parametrize(
    "crossed",
    [
        {"name": B["id_card"], "id_card": B["name"]},
        {"student_no": B["id_card"], "id_card": B_OLD["student_no"]},
    ],
    ids=["name and ID", "number and ID"],
)
def test_another_enrolment_is_told_where_keys_stand_in_each_others_cells(
    engine: Engine, crossed: dict[str, str]
) -> None:
    """Else the course would be put right by itself towards an enrolment the row may not mean."""
    row = sent(0, B_NOW, **{"student_no": B_OLD["student_no"]} | crossed)
    (found,) = matched(engine, [B_OLD, B_NOW], row)
    assert (found["enrol_id"], found["other_enrol_id"]) == (0, 1)
    (alone,) = matched(engine, [B_OLD], row)
    assert (alone["enrol_id"], alone["other_enrol_id"]) == (0, -1)


@pytest.mark.parametrize("flaws", ["damaged", ""], ids=["a number cell", "pasted as text"])
def test_an_id_cut_short_beside_the_number_of_the_other_enrolment(engine: Engine, flaws: str) -> None:
    """Number, name and what is left of the ID say who it is; the rest of the row says which enrolment."""
    damaged = {"id_card": B["id_card"][:15] + "000", "id_card_flaws": flaws}
    row = sent(0, B_NOW, student_no=B_OLD["student_no"], **damaged)
    assert one(engine, [B_OLD, B_NOW], row) == (1, "damaged_id", "other-enrolment")
    assert one(engine, [B_OLD, B_NOW], sent(0, B_OLD, **damaged)) == (0, "student_no", "")
    stranger = row | {"name": "某某", "name_raw": "某某"}
    assert one(engine, [B_OLD, B_NOW], stranger)[2] != "other-enrolment"


def test_two_enrolments_that_fit_equally_are_several_candidates(duck: Engine) -> None:
    again = B | {"student_no": "1864001400077"}
    assert one(duck, [B, again], sent(0, B, student_no="")) == (-1, "none", "several")


def test_a_damaged_id_needs_the_name_and_its_first_fifteen_digits(duck: Engine) -> None:
    damaged = A["id_card"][:15] + "000"
    row = sent(0, A, student_no="", id_card=damaged, id_card_flaws="damaged", id_card_type="number")
    assert one(duck, [A, TWIN, B], row) == (0, "damaged_id", "")
    assert one(duck, [A, B], row | {"name": "某某", "name_raw": "某某"}) == (-1, "none", "")
    neighbour = TWIN | {"id_card": identity(25)}
    assert one(duck, [A, neighbour], row) == (-1, "none", "several")


def test_a_damaged_id_may_have_been_rounded_by_a_program(duck: Engine) -> None:
    person = A | {"id_card": "902037197503103693"}
    rounded = {"id_card": "902037197503104000", "id_card_flaws": "damaged", "id_card_type": "number"}
    assert one(duck, [person, TWIN], sent(0, person, student_no="", **rounded)) == (0, "damaged_id", "")
    assert matched(duck, [person], sent(0, person, **rounded))[0]["agree_id_card"] == "damaged"


def test_a_damaged_id_is_never_taken_as_it_stands(duck: Engine) -> None:
    lucky = student(7, id_card=A["id_card"][:15] + "000")
    row = sent(0, lucky, id_card_flaws="damaged", id_card_type="number")
    found = matched(duck, [lucky], row)[0]
    assert (found["by"], found["agree_id_card"]) == ("student_no", "damaged")


def test_one_close_key_needs_a_second_agreement(duck: Engine) -> None:
    near = {"student_no": wrong(A["student_no"], 12), "id_card": ""}
    assert one(duck, [A, TWIN], sent(0, A, **near)) == (0, "close", "")
    assert one(duck, [A, TWIN], sent(0, A, **near, cohort="2019春季")) == (-1, "none", "")
    assert one(duck, [A], sent(0, A, student_no=near["student_no"], id_card=identity(777))) == (
        -1,
        "none",
        "",
    )


def test_empty_keys_never_match_empty_keys(engine: Engine) -> None:
    blank = student(9, student_no="", id_card="", name="")
    assert one(engine, [blank], sent(0, blank)) == (-1, "none", "")


def test_the_legacy_form_of_an_id_finds_its_person(duck: Engine) -> None:
    legacy = A["id_card"][:6] + A["id_card"][8:17]
    found = matched(duck, [A], sent(0, A, student_no="", id_card=legacy))[0]
    assert (found["enrol_id"], found["by"], found["agree_id_card"]) == (0, "id_card", "variant")


def test_the_legacy_form_of_an_id_is_the_persons_own_whatever_the_name(engine: Engine) -> None:
    legacy = A["id_card"][:6] + A["id_card"][8:17]
    assert one(engine, [A], sent(0, A, name="某某", id_card=legacy)) == (0, "both", "")


def test_an_adult_student_is_found_by_examination_number(duck: Engine) -> None:
    adult = student(5, category="adult", student_no="", exam_no="20640100001")
    assert one(duck, [adult], sent(0, adult)) == (0, "exam_no", "")


def test_the_schema_is_the_contract_between_rooms(duck: Engine) -> None:
    from recon import model

    frame = match(duck.frame(roster([sent(0, A)])), duck.frame(enrolments([A])), duck)
    assert duck.collect(frame).schema.equals(pa.schema(model.MATCHES))


def test_one_number_in_two_categories_is_two_students_and_a_row_stays_one_row(engine: Engine) -> None:
    adult = A | {"category": "adult", "name": "某某", "id_card": identity(555)}
    found = matched(engine, [A, adult], sent(0, A), sent(1, adult))
    assert [(m["row_id"], m["enrol_id"], m["by"]) for m in found] == [(0, 0, "both"), (1, 1, "both")]

"""The table of mistakes, in the order of the form's columns; nothing registers itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample.spoilers import codes, identity, intruders, names, people, values

if TYPE_CHECKING:
    from recon.sample.spoilers.kit import Spoiler
    from recon.sample.spoilers.rowkit import Intruder

SPOILERS: tuple[Spoiler, ...] = (
    # The rare conditions first: they need rows that few have.
    people.number_of_the_finished_level,
    people.number_unknown_and_two_candidates,
    codes.number_cut_to_its_end,
    identity.identity_too_short_and_no_record,
    identity.check_digit_wrong_and_no_record,
    identity.birth_date_impossible_and_no_record,
    identity.identity_with_another_x,
    names.name_with_placeholder,
    names.name_with_another_dot,
    names.name_without_its_dot,
    names.name_with_another_code,
    names.name_in_traditional_characters,
    names.name_with_another_character,
    values.class_wrong,
    values.study_form_in_other_words,
    values.study_form_wrong,
    values.sex_in_other_words,
    values.sex_wrong,
    # Then what can happen to anybody.
    codes.institution_code_left_out,
    codes.institution_code_mistyped,
    codes.institution_code_of_the_other_form,
    codes.number_left_out,
    codes.number_with_spaces,
    codes.number_in_full_width,
    codes.number_with_apostrophe_or_hyphen,
    codes.number_with_letters,
    codes.number_stored_as_number,
    identity.identity_left_out,
    identity.identity_with_spaces,
    identity.identity_in_full_width,
    identity.identity_with_apostrophe_or_hyphen,
    identity.identity_stored_as_number,
    identity.identity_damaged_then_pasted_as_text,
    identity.identity_in_its_old_form,
    identity.sex_contradicts_the_identity,
    identity.identity_with_one_wrong_digit,
    identity.identity_with_two_wrong_digits,
    identity.identity_with_swapped_digits,
    identity.identity_too_short,
    identity.identity_of_somebody_unknown,
    names.name_left_out,
    names.name_with_spaces,
    names.name_with_a_digit,
    names.name_of_somebody_else,
    values.sex_in_other_words_and_no_record,
    values.level_in_other_words,
    values.cohort_in_other_words,
    values.major_lost_in_a_formula,
    values.level_wrong,
    values.major_wrong,
    values.cohort_wrong,
    values.site_wrong,
    people.number_with_one_wrong_digit,
    people.number_with_swapped_digits,
    people.number_too_short,
    people.number_of_another_kind,
    people.identity_of_another_student,
    people.number_of_another_student,
    people.identity_of_a_neighbour,
    people.number_of_a_neighbour,
    people.name_and_identity_of_somebody_unknown,
)
"""Cell by cell: each changes one row, and only what its rule speaks of."""

INTRUDERS: tuple[Intruder, ...] = (
    intruders.person_in_no_extract,
    intruders.student_of_next_year,
    intruders.adult_student_of_the_other_level,
    intruders.student_who_left,
    intruders.student_in_transition,
    intruders.earlier_student_with_a_good_photo,
    intruders.student_of_another_unit,
    intruders.open_student_on_the_adult_form,
    intruders.same_row_twice,
    intruders.same_student_twice_with_another_major,
    intruders.student_whom_another_unit_sends_too,
)
"""Row by row: each adds one."""

"""What slips from a clerk's hand: each changes one row of a roster, drawing from ``chance``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.support.clerk import Person

    Slip = Callable[[Person, Random], None]

KEYS = ("student_no", "id_card")


def space(row: Person, chance: Random) -> None:
    field = chance.choice([*KEYS, "name", "level", "cohort"])
    place = chance.randrange(len(row[field]) + 1)
    row[field] = row[field][:place] + chance.choice(" \u3000\u00a0\u200b\ufeff") + row[field][place:]


def full_width(row: Person, chance: Random) -> None:
    field = chance.choice(KEYS)
    row[field] = "".join(chr(ord(c) + 0xFEE0) for c in row[field])


def one_digit(row: Person, chance: Random) -> None:
    field, place = chance.choice(KEYS), chance.randrange(12)
    digit = (int(row[field][place]) + chance.randrange(1, 10)) % 10
    row[field] = f"{row[field][:place]}{digit}{row[field][place + 1 :]}"


def swap(row: Person, chance: Random) -> None:
    field, place = chance.choice(KEYS), chance.randrange(11)
    a, b = row[field][place : place + 2]
    row[field] = row[field][:place] + b + a + row[field][place + 2 :]


def cut(row: Person, chance: Random) -> None:
    field = chance.choice(KEYS)
    row[field] = row[field][: chance.randrange(5, len(row[field]))]


def letters(row: Person, chance: Random) -> None:
    field = chance.choice(KEYS)
    row[field] = row[field].replace("0", chance.choice("Oo")).replace("1", chance.choice("lI"))


def damage(row: Person, _chance: Random) -> None:
    row["id_card"], row["id_card_type"] = row["id_card"][:15] + "000", "number"


def number_cell(row: Person, _chance: Random) -> None:
    row["student_no_type"] = "number"


def fifteen(row: Person, _chance: Random) -> None:
    row["id_card"] = row["id_card"][:6] + row["id_card"][8:17]


def left_out(row: Person, chance: Random) -> None:
    row[chance.choice(("institution_code", *KEYS, "name", "sex", "level", "major", "cohort"))] = ""


def other_name(row: Person, chance: Random) -> None:
    row["name"] = chance.choice(
        (row["name"][0] + "某", row["name"] + "1", "王?", row["name"][:-1], "欧阳无名")
    )


def other_value(row: Person, chance: Random) -> None:
    field, words = chance.choice(
        (
            ("sex", ("男", "女", "F", "√")),
            ("level", ("专升本", "大专", "本", "研究生")),
            ("cohort", ("18秋", "201903", "2018年秋季", "去年")),
            ("major", ("#N/A", "会計", "法律")),
            ("site", ("东山电大工作站", "西河学习中心", "6490101")),
            ("institution_code", ("51383", "51160", "51161 ")),
        )
    )
    row[field] = chance.choice(words)


def other_document(row: Person, chance: Random) -> None:
    row["id_card"] = chance.choice(("E12345678", "H1234567890", "01234567", "无"))


SLIPS: tuple[Slip, ...] = (
    space,
    full_width,
    one_digit,
    swap,
    cut,
    letters,
    damage,
    number_cell,
    fifteen,
    left_out,
    other_name,
    other_value,
    other_document,
)

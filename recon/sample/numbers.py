"""Numbers that look right and belong to nobody: identity numbers, 学号, 考生号.

Identity numbers begin with 10, 20, 30, 70 or 90: no region of China has such a code. Student numbers carry the
provincial school 649, which no provincial school has.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

PROVINCE = "649"
REGIONS = ("10", "20", "30", "70", "90")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_AUTUMN_FROM = 50_000


def check_digit(first17: str) -> str:
    """Return the 18th character of an identity number (GB 11643-1999)."""
    return _CHECKS[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def with_check(first17: str) -> str:
    """Complete an identity number."""
    return first17 + check_digit(first17)


def identity_number(chance: Random, sex: str, born: tuple[int, int]) -> str:
    """Return an identity number of a person of ``sex`` (男/女) born within the years ``born``."""
    first, last = date(born[0], 1, 1), date(born[1], 12, 31)
    birth = first + timedelta(days=chance.randrange((last - first).days))
    region = chance.choice(REGIONS) + f"{chance.randint(1, 9):02d}{chance.randint(1, 29):02d}"
    order = chance.randrange(0, 499) * 2 + (1 if sex == "男" else 2)
    return with_check(f"{region}{birth:%Y%m%d}{order:03d}")


def student_number(year: int, season: str, level: str, serial: int) -> str:
    """Return an open-education 学号: YY 649 01 L NNNNN; spring serials from 00001, autumn from 50001."""
    count = serial + (_AUTUMN_FROM if season == "秋季" else 0)
    return f"{year % 100:02d}{PROVINCE}01{'2' if level == '本科' else '4'}{count:05d}"


def adult_student_number(year: int, serial: int) -> str:
    """Return an adult-education 学号 (each school has its own form; here 12 digits)."""
    return f"{year % 100:02d}51383{serial:05d}"


def exam_number(year: int, serial: int) -> str:
    """Return a 考生号 of 14 digits."""
    return f"{year % 100:02d}{PROVINCE}383{serial:06d}"

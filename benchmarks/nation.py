"""A nation of students with known spoils: an extract and the rosters of its sites, as Parquet.

Everything follows from the seed and is made by DuckDB, so that fifty million enrolments take minutes. Nobody is
real: ID numbers begin with 90, a region that does not exist.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

SCHOOLS, SITES = 45, 80
"""Provincial schools, and sites of each."""
COHORTS = ("2021春季", "2021秋季", "2022春季", "2022秋季", "2023春季", "2023秋季", "2024春季", "2024秋季")
SCOPE = ("2023春季", "2023秋季")
"""A quarter of all enrolments is collected in this campaign; of the cohorts before, one in ten is still enrolled."""
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红飞玲鑫波斌宇浩凯健俊帆雪慧巧美婷佳"
MAJORS = ("行政管理", "法学", "会计学", "工商管理", "学前教育", "护理学", "土木工程", "计算机科学与技术")

SPOILS: dict[str, tuple[int, str]] = {
    "name": (3, "name"),
    "id_card": (3, "id_card"),
    "student_no": (3, "student_no"),
    "level": (2, "level"),
    "major": (2, "major"),
    "cohort": (2, "cohort"),
    "name_spaced": (3, "name"),
    "id_card_spaced": (3, "id_card"),
    "stranger": (1, "student_no"),
}
"""What is spoiled → in how many of a thousand rows, and in which column. A row has one spoil at most."""


@dataclass(frozen=True)
class Shape:
    """How large the nation's parts are."""

    schools: int = SCHOOLS
    sites: int = SITES
    """Of each school."""
    scope: tuple[str, ...] = SCOPE
    omitted: int = 40
    """Of a thousand due students so many are not sent."""


WHOLE = Shape()


@dataclass(frozen=True)
class Nation:
    """Where the two tables lie and what is wrong with them."""

    extract: Path
    roster: Path
    truth: dict[str, int]
    """Spoil → rows; and ``enrolments``, ``rows``, ``due``, ``omitted``."""


def make(folder: Path, enrolments: int, seed: int = 1, shape: Shape = WHOLE) -> Nation:
    """Write the tables, or find them from an earlier call with the same arguments."""
    there = Nation(folder / "extract.parquet", folder / "roster.parquet", {})
    told = folder / "truth.json"
    if not told.exists():
        folder.mkdir(parents=True, exist_ok=True)
        import duckdb

        with duckdb.connect() as base:
            _write(base, there, enrolments, seed, shape)
            told.write_text(json.dumps(_truth(base, there, enrolments, shape)), encoding="utf-8")
    there.truth.update(json.loads(told.read_text(encoding="utf-8")))
    return there


def _write(base: duckdb.DuckDBPyConnection, there: Nation, enrolments: int, seed: int, shape: Shape) -> None:
    base.execute("SET threads = 2")
    base.execute(f"COPY ({_people(enrolments, seed, shape)}) TO '{there.extract}' (FORMAT parquet)")
    base.execute(f"COPY ({_rosters(there.extract, seed, shape)}) TO '{there.roster}' (FORMAT parquet)")


def _truth(base: duckdb.DuckDBPyConnection, there: Nation, enrolments: int, shape: Shape) -> dict[str, int]:
    extract, roster = (base.read_parquet(str(path)) for path in (there.extract, there.roster))
    spoiled = dict(roster.aggregate("spoil, count(*)", "spoil").fetchall())
    clean = spoiled.pop("")
    rows, due = clean + sum(spoiled.values()), len(extract.filter(_in_scope(shape)))
    omitted = due - rows + spoiled.get("stranger", 0)
    return {**spoiled, "enrolments": enrolments, "rows": rows, "due": due, "omitted": omitted}


def _of(words: str | tuple[str, ...], number: str) -> str:
    chosen = ", ".join(f"'{word}'" for word in words)
    return f"[{chosen}][1 + (({number}) % {len(words)})::BIGINT]"


def _in_scope(shape: Shape) -> str:
    cohorts = ", ".join(f"'{cohort}'" for cohort in shape.scope)
    return f"cohort IN ({cohorts})"


def _people(enrolments: int, seed: int, shape: Shape) -> str:
    """Enrolment ``i`` is one of a group (cohort, school, level, kind) and has a place ``n`` in it."""
    groups = len(COHORTS) * shape.schools * 4
    check = " + ".join(
        f"{weight} * ascii(stem[{place}])"
        for place, weight in enumerate((7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), 1)
    )
    zeros = 48 * (7 + 9 + 10 + 5 + 8 + 4 + 2 + 1 + 6 + 3 + 7 + 9 + 10 + 5 + 8 + 4 + 2)
    return f"""
    WITH numbered AS (
      SELECT i, i % {groups} AS g, i // {groups} AS n, hash(i + {seed} * 1000003) AS h FROM range({enrolments}) t(i)
    ), placed AS (
      SELECT *, g % {len(COHORTS)} AS c, (g // {len(COHORTS)}) % {shape.schools} + 1 AS school,
             (g // {len(COHORTS) * shape.schools}) % 2 AS l, g // {len(COHORTS) * shape.schools * 2} AS kind,
             '9001' || lpad((1 + i // 9000000)::VARCHAR, 2, '0')
               || strftime(DATE '1975-01-01' + (i % 9000)::INTEGER, '%Y%m%d')
               || lpad(((i // 9000) % 1000)::VARCHAR, 3, '0') AS stem
      FROM numbered
    )
    SELECT {_of(COHORTS, "c")}[3:4] || lpad(school::VARCHAR, 3, '0') || [ '01', '07' ][1 + kind] || ['2', '4'][1 + l]
             || lpad((n + 1 + 50000 * (c % 2))::VARCHAR, 5, '0') AS student_no,
           {_of(SURNAMES, "h")} || {_of(GIVEN, "h // 64")} || {_of(GIVEN, "h // 4096")} AS name,
           ['女', '男'][1 + (ascii(stem[17]) % 2)] AS sex,
           stem || ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][1 + ({check} - {zeros}) % 11] AS id_card,
           ['本科', '专科'][1 + l] AS level,
           {_of(MAJORS, "h // 262144")} AS major,
           {_of(COHORTS, "c")} AS cohort,
           '开放教育' AS study_form,
           '示例第' || school || '分校' AS branch,
           lpad(school::VARCHAR, 3, '0') || lpad((1 + n % {shape.sites})::VARCHAR, 4, '0') AS site_code,
           '示例教学点' || school || '之' || (1 + n % {shape.sites}) AS site,
           CASE WHEN c < {COHORTS.index(shape.scope[0])} AND h % 10 > 0 THEN '毕业' ELSE '在籍' END AS status
    FROM placed
    """  # noqa: S608 -- constants of this module and two integers


def _rosters(extract: Path, seed: int, shape: Shape) -> str:
    """Rows of the due students of each site; which one is spoiled, and how, is drawn from its number."""
    bounds, start = [], 0
    for name, (share, _) in SPOILS.items():
        bounds.append(f"WHEN draw < {start + share} THEN '{name}'")
        start += share
    return f"""
    WITH drawn AS (
      SELECT *, hash(student_no || '{seed}') % 1000 AS draw, hash(id_card || '{seed}') % 1000 AS lot
      FROM '{extract}' WHERE {_in_scope(shape)}
    ), sent AS (
      SELECT *, CASE {" ".join(bounds)} ELSE '' END AS spoil FROM drawn WHERE lot >= {shape.omitted}
    )
    SELECT site_code || '.xlsx' AS file, 'Sheet1' AS sheet,
           3 + row_number() OVER (PARTITION BY site_code ORDER BY student_no) AS row,
           CASE spoil WHEN 'student_no' THEN student_no[1:2] || '9' || student_no[4:]
                      WHEN 'stranger' THEN student_no[1:2] || '8' || student_no[4:] ELSE student_no END AS student_no,
           CASE spoil WHEN 'name' THEN name[1:2] || '錡' WHEN 'name_spaced' THEN name[1:1] || ' ' || name[2:]
                      WHEN 'stranger' THEN '某' || name[2:] ELSE name END AS name,
           sex,
           CASE spoil WHEN 'id_card' THEN id_card[1:17] || (CASE id_card[18:18] WHEN '1' THEN '2' ELSE '1' END)
                      WHEN 'id_card_spaced' THEN id_card[1:6] || ' ' || id_card[7:]
                      WHEN 'stranger' THEN '9002' || id_card[5:] ELSE id_card END AS id_card,
           CASE spoil WHEN 'level' THEN (CASE level WHEN '本科' THEN '专科' ELSE '本科' END) ELSE level END AS level,
           CASE spoil WHEN 'major' THEN '广告学' ELSE major END AS major,
           CASE spoil WHEN 'cohort' THEN '2020秋季' ELSE cohort END AS cohort,
           study_form, branch, site, site_code, spoil
    FROM sent ORDER BY file, row
    """  # noqa: S608 -- constants of this module, two integers and a path of ours

"""A small office with real files: an extract and rosters as CSV, a workspace that takes them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.workspace import Workspace

    People = Iterable[Sequence[str]]

DEADLINE = '[campaign]\nid = "nx-2020"\ndeadline = 2020-06-10\nas_of = {as_of}\n[scope.open]\ncohorts = ["2018秋季"]\n'
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_EXTRACT = (
    "学号,姓名,身份证号码,性别,入学年度学期,专业层次,专业名称,学籍状态,学院代码,学院,学习中心代码,学习中心"
)
_ROSTER = "序号,学号,姓名,性别,身份证号码,层次,专业,年级"


def person(number: int) -> tuple[str, str, str]:
    """Return student number, name and a valid ID of a person who does not exist."""
    body = f"100101199{number % 10}0{number % 9 + 1:01d}{number % 28 + 1:02d}{number % 1000:03d}"
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]
    return f"1864001{450_000 + number:06d}", f"甲{chr(0x4E00 + number)}", body + check


def extract(sites: dict[str, People]) -> bytes:
    """Return an extract that has these people at these sites."""
    lines = [
        f"{no},{name},{card},{_sex(card)},2018秋季,本科,法学,在籍,{site[:5]},分校{site[:5]},{site},教学点{site}"
        for site, people in sites.items()
        for no, name, card in people
    ]
    return "\n".join((_EXTRACT, *lines)).encode("utf-8-sig")


def roster(people: People) -> bytes:
    """Return a roster that lists these people."""
    lines = [
        f"{n},{no},{name},{_sex(card)},{card},本科,法学,2018秋季"
        for n, (no, name, card) in enumerate(people, 1)
    ]
    return "\n".join((_ROSTER, *lines)).encode("utf-8-sig")


def judged(ws: Workspace) -> dict[str, int]:
    """Run everything a workspace holds; return the totals of the coverage."""
    from recon.pipeline.office import run_office

    _, result = run_office(ws, actor="li")
    totals: dict[str, int] = result.summary["coverage"]
    return totals


def _sex(card: str) -> str:
    return "男" if int(card[16]) % 2 else "女"

"""Who of a run goes to the photographer and who waits, a page at a time; nothing is frozen by asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.ui.store.student import SENT, WAITS

if TYPE_CHECKING:
    from collections.abc import Collection

    from recon.ui.store.run import Run


def counts(run: Run) -> tuple[int, int]:
    """Return how many submitted students are ready for the photographer, and how many wait."""
    found = dict(run.students.ask(f"select clean, count(*) from {{file}} where {SENT} group by clean"))  # noqa: S608
    return int(found.get(True, 0)), int(found.get(False, 0))


def by_site(run: Run, let_go: Collection[str]) -> list[tuple[str, str, int, int, int, int, int]]:
    """Return per home site: branch, site, due, submitted of the due, submitted of earlier cohorts, ready, waiting.

    Those let go are ready. The columns add up to :func:`counts`.
    """
    marks = ", ".join("?" * len(let_go)) or "''"
    goes = f"(clean or student_no in ({marks}))"
    return run.students.ask(
        f"select branch, site_code, sum(due::int), sum((due and {SENT})::int), "  # noqa: S608
        f"sum((not due and {SENT})::int), sum(({SENT} and {goes})::int), sum(({SENT} and not {goes})::int) "
        "from {file} where due or eligible group by all order by branch, site_code",
        [*sorted(let_go), *sorted(let_go)],
    )


def waiting_among(run: Run, numbers: Collection[str]) -> int:
    """Return how many of these students are submitted, but neither clean nor sure."""
    marks = ", ".join("?" * len(numbers)) or "''"
    rows = run.students.ask(
        f"select count(*) from {{file}} where {WAITS} and student_no in ({marks})",  # noqa: S608
        sorted(numbers),
    )
    return int(rows[0][0])


def waiting(run: Run, let_go: Collection[str], number: int, size: int) -> tuple[list[dict[str, Any]], int]:
    """Return a page (the last one if there are fewer) of the students who wait, those let go apart, and how many."""
    marks = ", ".join("?" * len(let_go)) or "''"
    lines = run.students.ask(
        f"select file_row_number from {{file}} where {WAITS} and student_no not in ({marks}) "  # noqa: S608
        "order by branch, site_code, cohort, student_no",
        sorted(let_go),
    )
    number = min(number, max(1, -(-len(lines) // size)))  # those let go may have been the last page
    shown = [line for (line,) in lines[(number - 1) * size : number * size]]
    return run.students.rows(shown), len(lines)

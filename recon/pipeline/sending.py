"""The submitted side: whose file is it, which rows count, which are late."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import rounds, sites
from recon.model import Block, Submission, UnitHint
from recon.words import Life

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Sending:
    """Who sent what, and what became of every row."""

    units: Mapping[str, sites.Unit]
    """File → its reporting unit."""
    forms: Mapping[int, str]
    """Block → ``open`` or ``adult``."""
    told: Mapping[str, Submission]
    """File → what was known of it beforehand."""
    rounds: rounds.Rounds
    home_sites: Mapping[str, Counter[str]]
    """File → how many of its matched students belong to which home site."""


def with_form(roster: Frame, blocks: Sequence[Block], engine: Engine) -> Frame:
    """Put each row's form beside it; a block that does not tell counts as the open form."""
    table = pa.table(
        {
            "block": pa.array([b.block for b in blocks], pa.int64()),
            "form": pa.array([b.form or "open" for b in blocks], pa.string()),
        }
    )
    return roster.join(engine.frame(table), on="block", how="inner")


def trace(
    matched: Frame,
    blocks: Sequence[Block],
    told: Iterable[Submission],
    tree: sites.Tree,
    engine: Engine,
) -> Sending:
    """Tell the unit of every file and the life of every row.

    Args:
        matched: all rows with ``enrol_id`` and the matched ``o_site_code``.
        blocks: the tables found in the files, with their hints.
        told: submissions list, mail headers, workspace.
        tree: the register.
        engine: the engine that holds ``matched``.
    """
    known = {submission.file: submission for submission in told if submission.file}
    homes = _home_sites(matched, engine)
    hints: dict[str, list[UnitHint]] = defaultdict(list)
    for block in blocks:
        hints[block.file].extend(block.hints)
    for file, counts in homes.items():
        hints[file].extend(_majority(counts))
    files = {block.file for block in blocks} | set(known)
    units = {f: sites.resolve(known[f].unit if f in known else "", hints[f], tree) for f in sorted(files)}
    forms = {block.block: block.form or "open" for block in blocks}
    sent = _sent(matched, units, known, engine)
    return Sending(units, forms, known, rounds.settle(sent), homes)


def _home_sites(matched: Frame, engine: Engine) -> dict[str, Counter[str]]:
    known = matched.filter((nw.col("enrol_id") >= 0) & (nw.col("o_site_code") != ""))
    counted = engine.collect(known.group_by("file", "o_site_code").agg(nw.len().alias("n")))
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for line in counted.to_pylist():
        homes[line["file"]][line["o_site_code"]] = line["n"]
    return homes


def _majority(counts: Counter[str]) -> list[UnitHint]:
    """Return the home site of more than half of a file's matched students, when there is one."""
    code, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return [UnitHint("rows", code)] if 2 * most > counts.total() else []


def _sent(
    matched: Frame, units: Mapping[str, sites.Unit], told: Mapping[str, Submission], engine: Engine
) -> list[rounds.Sent]:
    """Return the files as :mod:`recon.rounds` needs them: one key per row."""
    columns = ("row_id", "file", "form", "enrol_id", "student_no", "id_card", "name")
    table = engine.collect(matched.select(*columns)).sort_by("row_id").to_pylist()
    students: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in table:
        students[row["file"], row["form"]].append(student_key(row))
    return [
        rounds.Sent(
            file=file,
            unit=units[file].code,
            form=form,
            received_at=told[file].received_at if file in told else "",
            kind=told[file].kind if file in told else "",
            students=tuple(keys),
        )
        for (file, form), keys in students.items()
    ]


def student_key(row: Mapping[str, Any]) -> str:
    """Return who a row is about, for rounds: the enrolment, else what was submitted."""
    if row["enrol_id"] >= 0:
        return f"e{row['enrol_id']}"
    return f"s{row['student_no'] or row['id_card'] or row['name']}"


def with_life(matched: Frame, sending: Sending, campaign: Campaign, engine: Engine) -> Frame:
    """Add ``unit``, ``received_at``, ``life`` and ``late`` to every row."""
    files = sorted(sending.units)
    table = pa.table(
        {
            "file": pa.array(files, pa.string()),
            "unit": pa.array([sending.units[f].code for f in files], pa.string()),
            "received_at": pa.array([_time(sending, f) for f in files], pa.string()),
        }
    )
    joined = matched.join(engine.frame(table), on="file", how="inner")
    marks = _marks(matched, sending, campaign, engine)
    if marks.num_rows == 0:
        return joined.with_columns(life=nw.lit(Life.LIVE.value), late=nw.lit(False))
    marked = joined.join(engine.frame(marks), on="row_id", how="left")
    return marked.with_columns(
        life=nw.col("life").fill_null(Life.LIVE.value), late=nw.col("late").fill_null(value=False)
    )


def _time(sending: Sending, file: str) -> str:
    return sending.told[file].received_at if file in sending.told else ""


def _marks(matched: Frame, sending: Sending, campaign: Campaign, engine: Engine) -> pa.Table:
    """Return life and lateness of the rows that are not simply live and in time."""
    lives = sending.rounds.lives
    late_files = {f for f in sending.units if campaign.late_after(_time(sending, f))}
    concerned = sorted({file for file, _ in lives} | late_files)
    schema = pa.schema([("row_id", pa.int64()), ("life", pa.string()), ("late", pa.bool_())])
    if not concerned:
        return schema.empty_table()
    columns = ("row_id", "file", "form", "enrol_id", "student_no", "id_card", "name")
    rows = engine.collect(matched.select(*columns)).sort_by("row_id").to_pylist()
    punctual = {student_key(row) for row in rows if row["file"] not in late_files}
    lines = []
    for row in rows:
        key = student_key(row)
        life = lives.get((row["file"], key), Life.LIVE)
        late = row["file"] in late_files and key not in punctual
        if late or life is not Life.LIVE:
            lines.append({"row_id": row["row_id"], "life": life.value, "late": late})
    return pa.Table.from_pylist(lines, schema=schema)

"""The submitted side: whose file is it, which rows count, which are late."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa

from recon import coverage, rounds, sites
from recon.model import Submission, UnitHint
from recon.normalise.units import path_hints
from recon.pipeline import mending
from recon.words import MARK_RETURN, Life

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.engine import Engine
    from recon.model import Block
    from recon.normalise import Shaped
    from recon.pipeline.gather import Gathered

    Frame = nw.LazyFrame[Any]


@dataclass(frozen=True)
class Sending:
    """Who sent what, and what became of every row."""

    units: Mapping[str, sites.Unit]
    """File → its reporting unit."""
    told: Mapping[str, Submission]
    """File → what was known of it beforehand."""
    rounds: rounds.Rounds
    home_sites: Mapping[str, Counter[str]]
    """File → how many of its matched students belong to which home site."""
    file_forms: Mapping[str, str]
    """File → the form of its first table."""
    declared: tuple[Submission, ...] = ()
    """Nil declarations (零报送)."""
    returned: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(unit, form) → when return sheets went out."""

    def received_at(self, file: str) -> str:
        """Return when a file came, empty when nobody knows."""
        return self.told[file].received_at if file in self.told else ""

    def form_of(self, file: str) -> str:
        """Return a file's form, empty when it holds no table of students."""
        return self.file_forms.get(file, "")


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
    matched: Frame, gathered: Gathered, remembered: Iterable[Submission], tree: sites.Tree, engine: Engine
) -> Sending:
    """Tell the unit of every file and the life of every row.

    Args:
        matched: all rows with folded keys, ``enrol_id`` and the matched ``o_site_code``.
        gathered: files and blocks with their hints and our own marks; mail headers and the submissions list.
        remembered: what a workspace knows of its files: placements, nil declarations, times of intake.
        tree: the register.
        engine: the engine that holds ``matched``.
    """
    remembered = tuple(remembered)
    known = _with_marks(_merged(gathered.submissions, remembered), gathered.shaped)
    known = _with_archives(known, (read.file for read in gathered.reads))
    homes = _home_sites(matched, engine)
    hints: dict[str, list[UnitHint]] = defaultdict(list)
    for block in gathered.blocks:
        hints[block.file].extend(block.hints)
    for read in gathered.reads:
        if not hints[read.file]:
            hints[read.file].extend(path_hints(read.file, gathered.campaign))
    for file, counts in homes.items():
        hints[file].extend(_majority(counts))
    units = {f: sites.resolve(known[f].unit if f in known else "", hints[f], tree) for f in sorted(hints)}
    forms = {block.file: block.form or "open" for block in reversed(gathered.blocks)}
    sent = _sent(matched, units, known, engine)
    nil = tuple(said for said in (*gathered.submissions, *remembered) if said.declared_nil)
    return Sending(units, known, rounds.settle(sent), homes, forms, nil)


def _merged(listed: Iterable[Submission], remembered: Iterable[Submission]) -> dict[str, Submission]:
    """Lay what is said of one file by several sources over each other; an empty word hides nothing.

    A time from a mail header or a list goes before the time of intake; of everything else the registrar's
    own word in the
    workspace goes first (definitions.md, "Files, rounds, time").
    """
    merged: dict[str, Submission] = {said.file: said for said in listed if said.file}
    for said in remembered:
        if said.file:
            other = merged.get(said.file, said)
            merged[said.file] = Submission(
                file=said.file,
                unit=said.unit or other.unit,
                form=said.form or other.form,
                received_at=other.received_at or said.received_at,
                kind=said.kind or other.kind,
                declared_nil=said.declared_nil or other.declared_nil,
            )
    return merged


def _with_archives(known: dict[str, Submission], files: Iterable[str]) -> dict[str, Submission]:
    """Let an archive's members have come when the archive came, where nobody says otherwise."""
    for file in files:
        around, inside, _ = file.rpartition("!/")
        said = known.get(file, Submission(file))
        if inside and around in known and not said.received_at:
            known[file] = replace(said, received_at=known[around].received_at)
    return known


def _with_marks(known: dict[str, Submission], shaped: Iterable[Shaped]) -> dict[str, Submission]:
    """A mark of our own sheets makes unit and form certain where nobody said otherwise; a return sheet amends."""
    for one in shaped:
        for mark in one.marks:
            kind, _, unit, form = (*mark, "", "", "")[:4]  # a mark may end where it has nothing more to say
            said = known.get(one.file, Submission(one.file))
            amends = "amend" if kind == MARK_RETURN else ""
            known[one.file] = replace(
                said, unit=said.unit or unit, form=said.form or form, kind=said.kind or amends
            )
    return known


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
    """Return the files as :mod:`recon.rounds` needs them; who stands in them only where a unit sent several."""
    counted = matched.group_by("file", "form").agg(nw.len().alias("n"), nw.col("row_id").min().alias("first"))
    files = engine.collect(counted).sort_by("first").to_pylist()
    several = Counter((units[line["file"]].code, line["form"]) for line in files)
    contested = {f["file"] for f in files if several[units[f["file"]].code, f["form"]] > 1}
    students = _students(matched, contested, engine)
    return [
        rounds.Sent(
            file=file,
            unit=units[file].code,
            form=form,
            received_at=told[file].received_at if file in told else "",
            kind=told[file].kind if file in told else "",
            students=tuple(students.get((file, form), ())),
            alone=None if file in contested else line["n"],
        )
        for line in files
        for file, form in ((line["file"], line["form"]),)
    ]


def _students(matched: Frame, files: Iterable[str], engine: Engine) -> dict[tuple[str, str], list[str]]:
    """Return who stands in these files: one key per row, in row order, by file and form."""
    students: dict[tuple[str, str], list[str]] = defaultdict(list)
    if files := sorted(files):
        wanted = matched.filter(nw.col("file").is_in(files))
        table = engine.collect(wanted.select("row_id", "file", "form", key=_student_key())).sort_by("row_id")
        for row in table.to_pylist():
            students[row["file"], row["form"]].append(row["key"])
    return students


def _student_key() -> nw.Expr:
    """Return who a row is about, for rounds: the enrolment, else what was submitted."""
    number, identity = nw.col("student_no"), nw.col("id_card")
    said = nw.when(identity != "").then(identity).otherwise(nw.col("name"))
    said = nw.when(number != "").then(number).otherwise(said)
    matched = nw.concat_str(nw.lit("e"), nw.col("enrol_id").cast(nw.String))
    return nw.when(nw.col("enrol_id") >= 0).then(matched).otherwise(nw.concat_str(nw.lit("s"), said))


def lives(rows: pa.Table, sending: Sending, campaign: Campaign, engine: Engine) -> pa.Table:
    """Return ``row_id, unit, received_at, life, late`` of every row, in order.

    Args:
        rows: all rows, matched and narrow (:class:`recon.pipeline.matching.Keyed`).
        sending: whose file is it, and when it came.
        campaign: its deadline.
        engine: asks the rows whose files are not simply live and in time.
    """
    files = coverage.encoded(rows["file"])
    names = files.dictionary.to_pylist()
    marks = _marks(engine.held(rows), sending, campaign, engine)
    return pa.table(
        {
            "row_id": rows["row_id"],
            "unit": _of_files([sending.units[f].code for f in names], files),
            "received_at": _of_files([sending.received_at(f) for f in names], files),
            **_marked(rows["row_id"], marks),
        }
    )


def _of_files(words: list[str], files: pa.DictionaryArray) -> pa.DictionaryArray:
    """Return what is said of each row's file."""
    told = pa.array(words, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(told.indices.take(files.indices), told.dictionary)


def _marked(row_ids: pa.ChunkedArray, marks: pa.Table) -> dict[str, pa.Array]:
    """Return life and lateness of every row; of most nothing is marked."""
    at = np.searchsorted(row_ids.to_numpy(), marks["row_id"].to_numpy())
    words = [life.value for life in Life]
    lives = np.full(len(row_ids), words.index(Life.LIVE.value), np.int32)
    lives[at] = [words.index(life) for life in marks["life"].to_pylist()]
    late = np.zeros(len(row_ids), np.bool_)
    late[at] = marks["late"].to_numpy()
    return {
        "life": pa.DictionaryArray.from_arrays(lives, pa.array(words, pa.string())),
        "late": pa.array(late),
    }


def _marks(matched: Frame, sending: Sending, campaign: Campaign, engine: Engine) -> pa.Table:
    """Return life and lateness of the rows that are not simply live and in time."""
    late_files = {f for f in sending.units if campaign.late_after(sending.received_at(f))}
    late = _late_rows(matched, late_files, engine)
    late -= mending.rows(matched, late, mending.in_time(sending, campaign), sending, engine)
    lives = _lives(matched, sending.rounds.lives, engine)
    ids = sorted(late | lives.keys())
    return pa.table(
        {
            "row_id": pa.array(ids, pa.int64()),
            "life": pa.array([lives.get(i, Life.LIVE).value for i in ids], pa.string()),
            "late": pa.array([i in late for i in ids], pa.bool_()),
        }
    )


def _late_rows(matched: Frame, files: set[str], engine: Engine) -> set[int]:
    """Return the rows of late files whose students stand in no file that came in time."""
    if not files:
        return set()
    keyed = matched.select("row_id", key=_student_key(), behind=nw.col("file").is_in(sorted(files)))
    punctual = keyed.filter(~nw.col("behind")).select("key").unique()
    late = keyed.filter(nw.col("behind")).join(punctual, on="key", how="anti").select("row_id")
    return set(engine.collect(late)["row_id"].to_pylist())


def _lives(matched: Frame, told: Mapping[tuple[str, str], Life], engine: Engine) -> dict[int, Life]:
    """Return the rows whose file, or whose student in it, is no longer what counts."""
    files = sorted({file for file, _ in told})
    if not files:
        return {}
    rows = matched.filter(nw.col("file").is_in(files)).select("row_id", "file", key=_student_key())
    found = (
        (r["row_id"], told.get((r["file"], r["key"]), Life.LIVE)) for r in engine.collect(rows).to_pylist()
    )
    return {row_id: life for row_id, life in found if life is not Life.LIVE}

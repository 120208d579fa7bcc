"""The official side: extracts, photo register and planned list become one frame of judged enrolments."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pyarrow.compute as pc

from recon import coverage, model, normalise
from recon.normalise.registers import streamed
from recon.normalise.registers.extracts import ENROLMENTS
from recon.normalise.registers.notes import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.coverage import Calendar
    from recon.engine import Engine
    from recon.normalise import Extract, Folding
    from recon.sites import Tree
    from recon.words import Lang

    Frame = nw.LazyFrame[Any]

FOLDED = (*model.OFFICIAL, "status")
_KEPT = (*ENROLMENTS.names, "branch_name", "captured_on", *coverage.FACTS)


@dataclass(frozen=True)
class Official:
    """The enrolments as every later step reads them, and how their values fold."""

    records: Frame
    """Every enrolment, raw and folded."""
    frame: Frame
    """Every enrolment, with scope, due, eligible and photo state beside it; ask :meth:`placed` for its site's code."""
    judged: pa.Table
    """The combinations of facts there are, judged (:func:`recon.coverage.combinations`)."""
    folding: Folding
    constants: Mapping[str, Any]
    """Columns that say the same of everybody."""
    places: pa.Table | None
    known: frozenset[str]
    """The fields some extract fills."""
    people: int
    in_scope: int
    enrolled: int
    """Of those in scope, who has a status that is collected."""
    passed_over: Mapping[str, int]
    """Of those in scope, how many have each other status, as it folds."""
    unplaced: Mapping[str, Mapping[str, int]]
    """``cohort`` or ``level`` → a word for it that nobody can read → how many who may be collected have it."""
    unselected: Mapping[str, int]
    """The categories the campaign collects of whose students none is collected → how many the extract has."""

    def said(self, field: str, lang: Lang) -> str:
        """Say what the records have most often for ``cohort``, ``level`` or ``status``; nothing where none tells it."""
        counted = self.judged.group_by(field).aggregate([("people", "sum")])
        words = dict(zip(*(counted[name].to_pylist() for name in (field, "people_sum")), strict=True))
        return shown(words, lang) if field in self.known else ""

    @property
    def category(self) -> str:
        """The one category of all records, empty where there are several."""
        return str(self.constants.get("category", ""))

    def placed(self, enrolments: Frame, engine: Engine) -> Frame:
        """Fill in the codes of sites and branches that the extract tells by name only."""
        return streamed.placed(enrolments, self.places, engine)

    def located(self, engine: Engine) -> Frame:
        """Return every record with the code of its site."""
        return self.records if self._tells_sites else self.placed(self.records, engine)

    @property
    def _tells_sites(self) -> bool:
        """Tell whether every record has the code of its site already."""
        return self.places is None or self.places["site_code"].equals(self.places["site_new"])

    def with_facts(self, enrolments: Frame, engine: Engine) -> Frame:
        """Put scope, due, eligible and photo state beside some of the records."""
        return coverage.beside(enrolments, self.judged, engine)

    def concerned(self, spoken: pa.Array, tree: Tree, engine: Engine) -> Frame:
        """Keep the enrolments that are due, eligible or sent: a quarter of a nation, and nobody asks of the others.

        What is kept is narrow: raw values and facts. A column that is clean, or nearly, folds to an expression over
        its raw one, and what is the same for everybody is written nowhere.

        Args:
            spoken: the enrolments rows speak of; those that are due or eligible anyway need not be among them.
            tree: the register, for the names of branches.
            engine: keeps the frame.
        """
        counted = nw.col("due") | nw.col("eligible")
        likely = self.with_facts(self.records.filter(self._may_be_due()), engine)
        kept = self._kept(likely.filter(counted), tree, engine)
        # The few others are fetched separately: an OR of both would keep the first filter from being pushed down to
        # where the records are read.
        if not len(spoken):
            return kept
        return nw.concat([kept, self._kept(self._of(spoken, engine).filter(~counted), tree, engine)])

    def among(self, numbers: pa.Array, tree: Tree, engine: Engine) -> Frame:
        """Keep these enrolments, in the shape of :meth:`concerned`."""
        return self._kept(self._of(numbers, engine), tree, engine)

    def _of(self, numbers: pa.Array, engine: Engine) -> Frame:
        asked = engine.frame(pa.table({"enrol_id": numbers}))
        return self.with_facts(self.records.join(asked, on="enrol_id", how="inner"), engine)

    def _kept(self, wanted: Frame, tree: Tree, engine: Engine) -> Frame:
        costly = (f"{code}{suffix}" for code in self.folding.costly for suffix in ("", "_flaws"))
        columns = [name for name in (*_KEPT, *costly) if name not in self.constants]
        told = self._tells_sites and "branch_code" in self.constants
        named = _with_branch_name(wanted if told else self.placed(wanted, engine), tree, engine)
        kept = engine.keep(named.select(*columns), "official")
        same = {name: nw.lit(value) for name, value in self.constants.items()}
        return _with_number(self.folding.beside(kept.with_columns(**same) if same else kept))

    def _may_be_due(self) -> nw.Expr:
        """Tell who may be due or eligible by the facts one by one, before anything is joined on all of them."""
        wanted = self.judged.filter(pc.or_(self.judged["due"], self.judged["eligible"]))
        values = {name: pc.unique(wanted[name]).to_pylist() for name in coverage.COMBINATION}
        told = [
            nw.col(name).is_in(known)
            for name, known in values.items()
            if known and len(known) < len(pc.unique(self.judged[name]))
        ]
        if told:
            return nw.all_horizontal(*told, ignore_nulls=False)
        # No column tells records apart, so it is all of them or none; Narwhals takes no bare constant as a filter.
        return nw.col("enrol_id") >= 0 if wanted.num_rows else nw.col("enrol_id") < 0


def official(
    extract: Extract,
    photos: pa.Table | None,
    planned: pa.Table | None,
    calendar: Calendar,
    engine: Engine,
) -> Official:
    """Return the enrolments folded, with scope, due, eligible and photo state beside each.

    Args:
        extract: its table is an Arrow table of raw enrolments, or a lazy frame of the same columns.
        photos: the register, or None when none was given.
        planned: the planned-graduates list, or None.
        calendar: campaign, as-of date and what the inputs know.
        engine: the engine that runs it.
    """
    given = extract.table
    raw = given if isinstance(given, nw.LazyFrame) else engine.frame(given)
    asked = engine.held(given) if engine.plans and isinstance(given, pa.Table) else raw
    silent = (code for code in FOLDED if code not in extract.known)
    seen = dict.fromkeys(silent, ()) | dict(extract.seen)
    folding = normalise.study(asked, FOLDED, engine, calendar.campaign, seen)
    told = coverage.with_captures(folding.beside(raw), photos, planned, engine)
    judged = coverage.combinations(told, calendar, engine)
    inside = judged.filter(pc.equal(judged["scope"], "in"))
    pairs = zip(inside["category"].to_pylist(), inside["status"].to_pylist(), strict=True)
    active = pa.array([calendar.enrolled(*pair) for pair in pairs], pa.bool_())
    others = inside.filter(pc.invert(active)).group_by("status").aggregate([("people", "sum")])
    return Official(
        records=_with_number(told),
        frame=_with_number(coverage.beside(told, judged, engine)),
        judged=judged,
        folding=folding,
        constants=_silent(extract) | coverage.constants(judged, (*coverage.FACTS, "category", "captured_on")),
        places=extract.places,
        known=extract.known,
        people=_sum(judged["people"]),
        in_scope=_sum(inside["people"]),
        enrolled=_sum(inside.filter(active)["people"]),
        passed_over=dict(zip(*(others[name].to_pylist() for name in ("status", "people_sum")), strict=True)),
        unplaced=_unplaced(judged, calendar),
        unselected=_unselected(judged, inside.filter(active), calendar),
    )


def _unselected(judged: pa.Table, due: pa.Table, calendar: Calendar) -> Mapping[str, int]:
    """Return the categories in scope of whose enrolments none is of a cohort, level and status that is collected."""
    people: Counter[str] = Counter()
    for one in judged.select(["category", "people"]).to_pylist():
        people[one["category"]] += one["people"]
    asked = {category.value for category in calendar.campaign.scope}
    return {name: people[name] for name in asked & people.keys() - set(due["category"].to_pylist())}


def _unplaced(judged: pa.Table, calendar: Calendar) -> Mapping[str, Mapping[str, int]]:
    """Count those of whom nobody can tell whether they are in scope, by the field and the word that hides it."""
    words: dict[str, Counter[str]] = {"cohort": Counter(), "level": Counter()}
    for one in judged.filter(pc.equal(judged["scope"], "unknown")).to_pylist():
        if calendar.enrolled(one["category"], one["status"]):
            field = "cohort" if calendar.reads_level(one["category"], one["level"]) else "level"
            words[field][one[field]] += one["people"]
    return {field: said for field, said in words.items() if said}


def _sum(counts: pa.ChunkedArray) -> int:
    return int(pc.sum(counts).as_py() or 0)


def _silent(extract: Extract) -> dict[str, str]:
    """Return the raw columns that no extract fills, and which it is where there is but one.

    Where an extract names sites, the register has filled in their codes (``sites.place``).
    """
    codes = ("branch_code",) if "site" in extract.known else ("branch_code", "site_code")
    columns = (*codes, *(f"{code}_raw" for code in FOLDED))
    silent = {name: "" for name in columns if name.removesuffix("_raw") not in extract.known}
    return silent | {"source": extract.origins[0].file} if len(extract.origins) == 1 else silent


def _with_number(enrolments: Frame) -> Frame:
    """Add who the enrolment is: 学号, for an adult without one 考生号."""
    number = nw.when(nw.col("student_no") != "").then(nw.col("student_no")).otherwise(nw.col("exam_no"))
    return enrolments.with_columns(enrol_no=number)


def _with_branch_name(enrolments: Frame, tree: Tree, engine: Engine) -> Frame:
    """Add the register's one name of each home site's branch: extracts spell it differently, or leave it out."""
    codes = sorted(code for code in tree.sites if tree.branch(code))
    table = pa.table(
        {
            "site_code": pa.array(codes, pa.string()),
            "branch_name": pa.array([tree.branch(code) for code in codes], pa.string()),
        }
    )
    joined = enrolments.join(engine.frame(table), on="site_code", how="left")
    return joined.with_columns(nw.col("branch_name").fill_null(nw.col("branch_raw")))

"""What the outputs ask of a result: units, their rows, changes and findings, each as one slice."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from recon.export.forms import official
from recon.export.groups import Groups
from recon.export.tables import table
from recon.model import FINDING_MEMBERS, FINDINGS, Finding, Site
from recon.sites import UNKNOWN, Tree
from recon.words import Category, Kind, Life, Reason, Severity, Text, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.campaign import Campaign
    from recon.result import Result
    from recon.words import Lang

_UNKNOWN = Text("单位不明", "unknown unit")
_NAMED = Text("{name}（{code}）", "{name} ({code})")
ByUnit = dict[tuple[str, str], list[dict[str, Any]]]
ASKED = frozenset({Reason.OMITTED, Reason.AWAITED, Reason.LATE})
"""Why a student stands on a unit's omission list."""
_WORDS: dict[str, dict[str, Any]] = {
    name: {word.value: word for word in words}
    for name, words in {"severity": Severity, "trust": Trust, "kind": Kind}.items()
}
_FINDING = tuple(name for name in FINDING_MEMBERS if name in FINDINGS.names)


class View:
    """One result as the outputs read it; every part is made once, when it is first asked for."""

    def __init__(self, result: Result, lang: Lang = "zh") -> None:
        self.result = result
        self.lang: Lang = lang
        self._told: tuple[str | None, list[Finding]] = (None, [])
        """The unit asked for last, since each of its documents asks again."""

    @property
    def campaign(self) -> Campaign:
        """The campaign the result was judged by."""
        return self.result.campaign

    @property
    def day(self) -> str:
        """The day of the run, as the summary says it (``YYYY-MM-DD``)."""
        return str(self.result.summary.get("as_of") or self.campaign.as_of or self.campaign.deadline or "")

    @cached_property
    def sites(self) -> dict[str, Site]:
        """Every site known by the register or by its files."""
        names = ("site_code", "site_name", "branch", "reports_through")
        seen = {
            row["site_code"]: Site(**row) for row in table(self.result, "sites").select(names).to_pylist()
        }
        return seen | {row["site_code"]: Site(**row) for row in table(self.result, "register").to_pylist()}

    def site(self, code: str) -> Site:
        """Return a site; an unknown code is its own name."""
        return self.sites.get(code, Site(code, site_name=code))

    def named(self, code: str, lang: Lang | None = None) -> str:
        """Return how a unit is called on paper: its name and its code."""
        name = self.site(code).site_name
        if code == UNKNOWN:
            return _UNKNOWN.say(lang or self.lang)
        return _NAMED.say(lang or self.lang, name=name, code=code) if name not in {"", code} else code

    @cached_property
    def tree(self) -> Tree:
        """Who reports for whom."""
        return Tree.of(self.sites.values())

    def above(self, code: str) -> str:
        """Return the unit that answers for a site: the end of its ``reports_through`` chain, else itself."""
        seen: set[str] = set()
        while code not in seen and self.site(code).reports_through:
            seen.add(code)
            code = self.site(code).reports_through
        return code

    def within(self, home: str, unit: str) -> bool:
        """Tell whether a home site is the unit or below it."""
        return bool(home) and self.tree.reports_for(unit, home)

    @cached_property
    def live(self) -> pa.Table:
        """Live rows in the order of their numbers."""
        rows = table(self.result, "rows")
        return _with_form(rows.filter(pc.equal(rows["life"], Life.LIVE)), self.campaign).sort_by("row_id")

    @cached_property
    def rows(self) -> Groups:
        """Live rows by (unit, form)."""
        rows = _with_form(table(self.result, "rows"), self.campaign)
        return Groups(rows, ("unit", "form"), "row_id", pc.equal(rows["life"], Life.LIVE))

    @cached_property
    def changes(self) -> Groups:
        """Changes by (unit, form)."""
        return Groups(_with_form(table(self.result, "changes"), self.campaign), ("unit", "form"), "row_id")

    @cached_property
    def _findings(self) -> Groups:
        found = table(self.result, "findings")
        told = pc.and_(found["open"], pc.invert(pc.is_in(found["severity"], pa.array([Severity.INFO]))))
        asked = found.select(list(dict.fromkeys(("unit", "row_id", *_FINDING)))).filter(told)
        # Slicing one chunk takes a tenth of the time of slicing many.
        return Groups(asked.combine_chunks(), ("unit",), "row_id")

    def findings(self, unit: str) -> list[Finding]:
        """Return a unit's open findings of warning or worse, those about files first, then by row."""
        if self._told[0] != unit:
            found = self._findings.get(unit)
            columns = [_meant(name, found[name].to_pylist()) for name in _FINDING]
            lines = zip(*columns, strict=True)
            self._told = unit, [Finding(**dict(zip(_FINDING, line, strict=True))) for line in lines]
        return self._told[1]

    @cached_property
    def homes(self) -> dict[int, str]:
        """Home site of each enrolment by its number."""
        students = table(self.result, "students")
        return dict(zip(students["enrol_id"].to_pylist(), students["site_code"].to_pylist(), strict=True))

    @cached_property
    def students(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Students that are due, eligible or submitted, by (category, number)."""
        found = table(self.result, "students").to_pylist()
        return {(student["category"], student["student_no"]): student for student in found}

    @cached_property
    def omitted(self) -> ByUnit:
        """Students that are due and not in time, by the unit that answers for them and form."""
        lines = table(self.result, "omissions").to_pylist()
        return self._by_unit([line for line in lines if line["reason"] in ASKED])

    @cached_property
    def expected(self) -> ByUnit:
        """Students that are due or eligible, by the unit that answers for them and form."""
        return self._by_unit([one for one in self.students.values() if one["due"] or one["eligible"]])

    def _by_unit(self, lines: list[dict[str, Any]]) -> ByUnit:
        """Group students by unit and form: a unit's own first, then those of the sites it reports for.

        A site reported through another has its own group too, for whoever asks for it by name.
        """
        groups: ByUnit = defaultdict(list)
        for line in sorted(lines, key=lambda line: (line["site_code"], line["student_no"])):
            home, form = line["site_code"], line["category"]
            for unit in {home, self.above(home)}:
                groups[unit, form].append(line)
        for (unit, _), group in groups.items():
            group.sort(key=lambda line: line["site_code"] != unit)
        return groups

    def answering(self, groups: ByUnit) -> list[str]:
        """Return the units of groups that answer for themselves, in the order of their codes."""
        return sorted({unit for unit, _ in groups if self.above(unit) == unit})

    @cached_property
    def sums(self) -> dict[str, Counter[str]]:
        """The sums of the coverage by the unit that answers for the home site."""
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        for cell in table(self.result, "coverage").to_pylist():
            counts = {name: value for name, value in cell.items() if isinstance(value, int)}
            sums[self.above(cell["site_code"])].update(counts)
        return sums

    @cached_property
    def answered(self) -> dict[str, frozenset[str]]:
        """The sites with due students that each unit answers for, itself apart."""
        found: dict[str, set[str]] = defaultdict(set)
        for cell in table(self.result, "coverage").to_pylist():
            home = cell["site_code"]
            if cell["due"] and (unit := self.above(home)) != home:
                found[unit].add(home)
        return {unit: frozenset(homes) for unit, homes in found.items()}

    @cached_property
    def standings(self) -> dict[str, dict[str, Any]]:
        """The line of ``sites.csv`` of each unit."""
        return {site["site_code"]: site for site in table(self.result, "sites").to_pylist()}

    @cached_property
    def files(self) -> Groups:
        """Files by unit."""
        return Groups(table(self.result, "files"), ("unit",), "file")

    @cached_property
    def counted_bytes(self) -> frozenset[str]:
        """SHA-256 of every file that gave rows; the same bytes once more give none."""
        files = table(self.result, "files").select(["sha256", "rows"]).to_pylist()
        return frozenset(file["sha256"] for file in files if file["rows"])

    def forms(self, unit: str) -> list[str]:
        """Return the forms of which a unit has live rows."""
        return [form for form in Category if (unit, form) in self.rows]

    def units(self) -> list[str]:
        """Return the units with live rows, in the order of their codes."""
        return sorted({unit for unit, _ in self.rows})

    def round(self, unit: str, form: str) -> int:
        """Return a unit's round (轮次): one more than its files of the form that were wholly superseded.

        What is of no form (核对确认单, 催报, 回执) is of the newest round of either.
        """
        forms = [form] if form else list(Category)
        return 1 + self._superseded[unit, ""] + max(self._superseded[unit, one] for one in forms)

    @cached_property
    def _superseded(self) -> Counter[tuple[str, str]]:
        """How many files of a unit and form were wholly superseded."""
        files = table(self.result, "files").select(["unit", "form", "live", "superseded"]).to_pylist()
        return Counter((f["unit"], f["form"]) for f in files if not f["live"] and f["superseded"])


def _with_form(data: pa.Table, campaign: Campaign) -> pa.Table:
    """Put rows of an unknown form on the campaign's first one."""
    index = data.schema.get_field_index("form")
    known = pc.if_else(pc.equal(data["form"], ""), official("", campaign).code, data["form"])
    return data.set_column(index, "form", known)


def _meant(name: str, values: list[Any]) -> Iterable[Any]:
    """Return a finding's words as what they mean."""
    return map(_WORDS[name].__getitem__, values) if name in _WORDS else values

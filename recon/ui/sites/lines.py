"""What the sites page says: one line per site with its counts, its rounds, and how far its chase is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from recon.campaign.clock import local_date
from recon.charts.counts import sums
from recon.export.reminding import reminder as letter
from recon.sites import UNKNOWN
from recon.ui import outputs, say
from recon.ui.i18n import t
from recon.ui.parts.rail import Facet
from recon.ui.sites.chase import Chase, day_of
from recon.ui.store import Question
from recon.ui.store.following import DONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recon.campaign import Campaign
    from recon.ui.store import Run

ORDER: Final = ("silent", "unreadable", "received", "checked", "declared-nil", "clean", "signed-off")
SIGNS: Final = {"live": "●", "superseded": "○", "refused": "✕", "empty": "–"}
"""A round in the ribbon: counts now, replaced by a later one, could not be read, brought no student."""
COUNTED: Final = ("due", "submitted", "clean", "open", "held", "omitted", "awaited", "late")


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site: its line of ``sites``, its sums of ``coverage``, the site list, its files and its chase."""

    site: dict[str, Any]
    counts: dict[str, int]
    register: dict[str, Any]
    files: tuple[dict[str, Any], ...] = ()
    chase: Chase = field(default_factory=Chase)
    judged_on: date | None = None
    """The day its status is of."""
    below: bool = False
    """It declared nil although students are due at the units it answers for."""

    @property
    def code(self) -> str:
        """The site's code."""
        return str(self.site["site_code"])

    @property
    def name(self) -> str:
        """The site's name, else its code; files nobody could place stand at ``?``."""
        return t("sites.unknown_unit") if self.code == UNKNOWN else str(self.site["site_name"]) or self.code

    @property
    def missing(self) -> int:
        """Due students of whom nothing has come."""
        return self.counts["omitted"] + self.counts["awaited"]

    @property
    def sent_nobody(self) -> bool:
        """Whether files of its own came and can be read, and no student stands in any."""
        return self.site["status"] == "checked" and bool(self.files) and not self.site["rows"]

    @property
    def errors(self) -> int:
        """Errors charged to the site, key and others."""
        return int(self.site["key_errors"]) + int(self.site["other_errors"])

    @property
    def error_rate(self) -> float | None:
        """差错率 (docs/outputs.md, "Three numbers of errors"): errors per live row but repeats; None without a row."""
        rows = int(self.site["rows"]) - int(self.site["rows_repeat"])
        return self.errors / rows if rows else None

    @property
    def ribbon(self) -> str:
        """One sign per file the site sent, oldest first."""
        return "".join(SIGNS[life(file)] for file in self.files)


def life(file: Mapping[str, Any]) -> str:
    """Return what became of a file: refused, live, superseded, or empty (no student, or the same file once more)."""
    if file["verdict"] == "refused":
        return "refused"
    if not file["rows"]:
        return "empty"
    return "live" if file["live"] or not file["superseded"] else "superseded"


def facets(run: Run) -> tuple[Facet, ...]:
    """Return the rail's groups for sites."""
    calls = {"yes": t("sites.call")}
    return (
        Facet("status", "facet.status", say.status, ORDER, open=True),
        Facet("branch", "facet.branch", say.branch, open=True),
        Facet("site_code", "facet.unit", say.site(run), open=True, asked=True),
        Facet("call", "facet.call", calls.__getitem__, open=True, asked=True),
    )


def lines(run: Run, rows: Sequence[dict[str, Any]], chased: Mapping[str, Chase]) -> list[SiteLine]:
    """Join the rows of ``sites`` with their students' sums, the site list, their files and their diary."""
    found = run.memo("sums by site", lambda: sums(run.coverage, ["site_code"], COUNTED))
    files = run.memo("files by unit", lambda: _by_unit(run))
    false = run.memo("false nil", lambda: _false_nil(run))
    nothing = dict.fromkeys(COUNTED, 0)
    closed = {"status": "signed-off"}
    return [
        SiteLine(
            row | closed if row["site_code"] in run.following.closed else row,
            found.get((code := row["site_code"],), nothing),
            run.register.get(code, {}),
            files.get(code, ()),
            chased.get(code, Chase()),
            run.judged_on,
            below=row["site_code"] in false,
        )
        for row in rows
    ]


def found(run: Run, question: Question, total: int) -> str:
    """Return how many sites answer, in words; files of an unknown unit are a line of the list and no site."""
    asked = question.chosen.get("site_code", (UNKNOWN,))
    unknown = {**question.chosen, "site_code": (UNKNOWN,)}
    lost = run.site_list.count(Question(unknown, question.words)) if UNKNOWN in asked else 0
    return t("sites.found", n=total - lost) + (t("sites.and_unknown") if lost else "")


def _false_nil(run: Run) -> frozenset[str]:
    """Return the units that declared nil although students are due with them or below them (OM04)."""
    return frozenset(
        row["unit"] for row in run.ask_file("findings", ("unit", "open"), "rule", "OM04") if row["open"]
    )


def _by_unit(run: Run) -> dict[str, tuple[dict[str, Any], ...]]:
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = (row for row in run.table("files").to_pylist() if row["verdict"] in {"read", "refused"})
    for row in sorted(rows, key=_round):
        made[row["unit"]].append(row)
    return {unit: tuple(found) for unit, found in made.items()}


def _round(row: Mapping[str, Any]) -> tuple[bool, str, str]:
    """Return what puts files in the order of their rounds; of unknown time, what took others' place came afterwards."""
    after = not row["received_at"] and row["submission_kind"] not in {"", "first"}
    return after, row["received_at"], row["file"]


def why_call(line: SiteLine, day: str) -> str:
    """Return in words why somebody rings the site up on ``day`` (ISO); empty where nobody has a reason to.

    A reason is something the unit owes, or a promise it did not keep. What is signed off owes nothing, and nobody
    answers for the files of an unknown unit.
    """
    promised = line.chase.promised_for
    if line.site["status"] in DONE or line.code == UNKNOWN:
        return ""
    if said := _why_sent(line):
        return said
    if promised and promised < day:
        return t("sites.why_promise")
    return t("sites.why_missing", n=line.missing) if line.missing else ""


def _why_sent(line: SiteLine) -> str:
    """Return what is wrong with what a unit sent as a whole; empty where it sent students."""
    status, due = str(line.site["status"]), line.counts["due"]
    if status == "unreadable":
        return t("sites.why_unreadable")
    if status == "declared-nil" and (due or line.below):
        return t("sites.why_nil", n=due) if due else t("sites.why_nil_below")
    nothing = status == "silent" and not line.counts["submitted"] and not line.counts["late"]
    if due and (nothing or line.sent_nobody):
        return t("sites.why_nobody" if line.sent_nobody else "sites.why_silent", n=due)
    return ""


def days_late(line: SiteLine, campaign: Campaign) -> int:
    """Return how many days after the deadline the site sent; for one that sent nothing, how many it is over.

    The latter on the day its status is of, else on the day one stands on.
    """
    if campaign.deadline is None or not line.counts["due"]:
        return 0
    said = str(line.site["received_at"])
    if line.site["status"] in {"silent", "unreadable"} or line.sent_nobody:
        said = ""
    elif not said:
        return 0
    day: date = local_date(said) if said else line.judged_on or day_of(campaign)
    return max((day - campaign.deadline).days, 0)


def reminder(run: Run, line: SiteLine) -> str:
    """Return the text for one site's group chat: counts only, nobody's name; empty when nothing is asked of it."""
    return letter(outputs.view(run), line.code)

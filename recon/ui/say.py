"""How codes read on a page, in the session's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon import fields
from recon.asides import without_options
from recon.charts import labels
from recon.model import FINDING_MEMBERS, Finding
from recon.rules import BY_CODE, say_evidence, say_message
from recon.sites import UNKNOWN
from recon.ui.i18n import lang, t
from recon.words import Category, DueState, Kind, PhotoState, Severity, SiteStatus, Trust, title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recon.ui.store import Run


def severity(code: str) -> str:
    """Return the title of a severity."""
    return title(Severity(code), lang())


def trust(code: str) -> str:
    """Return what happens to a proposal of this trust."""
    return title(Trust(code), lang())


def kind(code: str) -> str:
    """Return how two values differ."""
    return title(Kind(code), lang()) if code else "—"


def field(code: str) -> str:
    """Return the title of a column; a whole row has none."""
    return fields.BY_CODE[code].title.say(lang()) if code in fields.BY_CODE else t("findings.whole_row")


def rule(code: str) -> str:
    """Return a rule's code and title."""
    known = BY_CODE.get(code)
    return f"{code} {known.title.say(lang())}" if known else code


def rule_title(code: str) -> str:
    """Return a rule's title without its code."""
    known = BY_CODE.get(code)
    return known.title.say(lang()) if known else code


def finding(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finding's row with its message and evidence in the session's language."""
    known = {name: row[name] for name in FINDING_MEMBERS if name in row}
    codes = {"severity": Severity(row["severity"]), "trust": Trust(row["trust"]), "kind": Kind(row["kind"])}
    told = say_message(Finding(**(known | codes)), lang()) if row["rule"] in BY_CODE else row["message"]
    return dict(row) | {
        "message": without_options(told),
        "evidence": say_evidence(str(row["levels"]), lang()) or row["evidence"],
    }


def state(code: str) -> str:
    """Return where a finding stands: waiting, applied, or the verdict somebody gave."""
    return t(f"verdict.{code}")


def story(code: str) -> str:
    """Return how a finding came: new since the run before, still there, or back again."""
    return t(f"story.{code}")


def ready(code: str) -> str:
    """Return whether a finding has a value to accept."""
    return t(f"ready.{code}")


def idle(code: str) -> str:
    """Return that a ruling was made on a finding and does nothing."""
    return t(f"idle.{code}")


def due_state(code: str) -> str:
    """Return what became of a due student."""
    return t("students.not_due") if not code else title(DueState(code), lang())


def standing(code: str) -> str:
    """Return whether a student is due, eligible or neither."""
    return t(f"standing.{code}")


def going(code: str) -> str:
    """Return whether a submitted student is ready for the photographer, or waits."""
    return t(f"handover.{code}")


def cohort(code: str) -> str:
    """Return a cohort as it is read."""
    return labels.cohort(code, lang()) if code else "—"


def category(code: str) -> str:
    """Return the category of education."""
    return title(Category(code), lang()) if code else "—"


def photo(code: str) -> str:
    """Return the state of a photo."""
    return title(PhotoState(code), lang()) if code else "—"


def status(code: str) -> str:
    """Return where a site stands."""
    return title(SiteStatus(code), lang())


def branch(code: str) -> str:
    """Return a branch's name."""
    return code or labels.NO_BRANCH.say(lang())


def submission_kind(code: str) -> str:
    """Return how a file counts: a first one, one that replaces, adds or amends."""
    return t(f"submission.{code}") if code else "—"


def plain(code: str) -> str:
    """Return a value that reads the same in every language."""
    return code or "—"


def whose(row: Mapping[str, Any]) -> str:
    """Return whose a finding is, by name; a file of an unknown unit stands at ``?``, which is no name."""
    if row["site_code"] == UNKNOWN:
        return t("sites.unknown_unit")
    return str(row["site_name"] or row["site_code"])


def site_and_code(run: Run) -> Callable[[str], str]:
    """Return a function that names a site with its code behind it: a list is searched by either."""
    named = site(run)
    return lambda code: f"{named(code)}（{code}）"


def site(run: Run) -> Callable[[str], str]:
    """Return a function that names a site."""

    def named(code: str) -> str:
        if code in {"", UNKNOWN}:
            return t("sites.unknown_unit")
        return run.site_names.get(code) or t("sites.unknown", code=code)

    return named

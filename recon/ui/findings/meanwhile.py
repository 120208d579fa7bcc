"""What others decided about the findings on the screen since they were drawn: told at the next click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from recon.ui import context, say
from recon.ui.i18n import t
from recon.ui.masking import mask_name, personal, shown
from recon.ui.parts.literal import literal
from recon.values.days import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.ui.store import Page, Question
    from recon.workspace import Ruled, Workspace

    Rows = Sequence[Mapping[str, Any]]

SEEN: Final = "findings.seen"
"""What this session last drew: which question and page, and each of its findings with its version."""
ABOUT: Final = ("finding_id", "rule", "name")
"""What a line about a finding needs of it."""
SHOWN: Final = 3
"""Lines told; more are counted."""


def ruled(place: Workspace, question: Question, page: Page) -> dict[str, Ruled]:
    """Return where the rulings on a page of findings stand, and say which of them others made since it was drawn."""
    asked = (question.digest(), page.number)
    before, drawn = st.session_state.get(SEEN, (None, {}))
    known = drawn if before == asked else {}
    stands = place.ruled([*{*(str(row["finding_id"]) for row in page.rows), *known}])
    changed = [row for key, (row, version) in known.items() if _version(stands, key) != version]
    if changed:
        st.warning(literal(said("findings.meanwhile", changed, stands)), icon=":material/sync_problem:")
    now = {
        str(row["finding_id"]): (
            {name: row[name] for name in ABOUT},
            _version(stands, str(row["finding_id"])),
        )
        for row in page.rows
    }
    st.session_state[SEEN] = (asked, now)
    return stands


def forget(finding_ids: Iterable[str]) -> None:
    """Take findings out of what was seen: this session decided about them itself, or was told."""
    _, drawn = st.session_state.get(SEEN, (None, {}))
    for key in finding_ids:
        drawn.pop(key, None)


def said(key: str, rows: Rows, stands: Mapping[str, Ruled]) -> str:
    """Fill a text with how many findings were decided about, and what was decided about the first of them."""
    told = t("findings.meanwhile_between").join(
        _line(row, stands[str(row["finding_id"])]) for row in rows[:SHOWN]
    )
    more = t("findings.meanwhile_more", n=len(rows) - SHOWN) if len(rows) > SHOWN else ""
    return t(key, n=len(rows), what=told + more)


def _version(stands: Mapping[str, Ruled], finding_id: str) -> int:
    return stands[finding_id].version if finding_id in stands else 0


def _line(row: Mapping[str, Any], stand: Ruled) -> str:
    """Say about whom and what it is, who decided when, and how; as the history below the pair does."""
    name = mask_name(str(row["name"])) if context.masked() else str(row["name"])
    rule = say.rule_title(str(row["rule"]))
    about = t("findings.about", rule=rule, name=name) if name else rule
    verdict = say.state(stand.ruling.verdict if stand.ruling else "undone")
    line = t("findings.history_line", at=moment(stand.at), who=stand.who, verdict=verdict)
    reason = shown(stand.ruling.reason, personal(row)) if stand.ruling else ""
    return f"{about} {line}" + (t("findings.history_reason", reason=reason) if reason else "")

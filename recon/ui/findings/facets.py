"""What findings can be filtered by, and the views a registrar opens most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recon.ui import say
from recon.ui.parts.rail import Facet
from recon.words import Severity, Trust

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.ui.store import Run

STATES: Final = (
    "waiting", "applied", "accept", "keep", "override", "send-to-site", "admit", "dismiss", "excuse",
    "correct-record",
)  # fmt: skip
STORIES: Final = ("new", "back", "still")
VIEWS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "todo": {"state": ("waiting",), "trust": ("confirm",)},
    "ask": {"state": ("waiting",), "trust": ("ask-site", "never")},
    "new": {"state": ("waiting",), "story": ("new", "back")},
    "auto": {"state": ("applied",), "trust": ("safe", "likely")},
    "record": {"state": ("waiting", "correct-record"), "trust": ("authority",)},
}
"""Named views: filters of the address, nothing more."""


def facets(run: Run) -> tuple[Facet, ...]:
    """Return the rail's groups for findings."""
    severities = tuple(item.value for item in Severity)
    trusts = tuple(item.value for item in Trust if item)
    return (
        Facet("state", "facet.state", say.state, STATES, open=True),
        Facet("severity", "facet.severity", say.severity, severities, open=True),
        Facet("trust", "facet.trust", say.trust, trusts, open=True),
        Facet("idle", "facet.idle", say.idle, open=True),
        Facet("ready", "facet.ready", say.ready, ("yes", "no")),
        Facet("story", "facet.story", say.story, STORIES, open=True),
        Facet("rule", "facet.rule", say.rule, open=True),
        Facet("branch", "facet.branch", say.branch),
        Facet("site_code", "facet.site_code", say.site(run)),
        Facet("field", "facet.field", say.field),
        Facet("kind", "facet.kind", say.kind),
        Facet("cohort", "facet.cohort", say.cohort),
    )

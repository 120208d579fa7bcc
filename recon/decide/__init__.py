"""Rulings over proposals: which value goes where, what stays open, which ruling no longer holds."""

from recon.decide.cells import Accepted, Clash
from recon.decide.deciding import Decided, decide, together
from recon.decide.guard import NO_REASON, application_bar, lacks_reason, refusal, says_who
from recon.decide.notices import PROPOSALS_CLASH, Notice
from recon.decide.ruling_kinds import CLOSING, REASONED, VERDICTS, Verdict
from recon.decide.rulings import WHO, Lapse, Refusal

__all__ = [
    "CLOSING",
    "NO_REASON",
    "PROPOSALS_CLASH",
    "REASONED",
    "VERDICTS",
    "WHO",
    "Accepted",
    "Clash",
    "Decided",
    "Lapse",
    "Notice",
    "Refusal",
    "Verdict",
    "application_bar",
    "decide",
    "lacks_reason",
    "refusal",
    "says_who",
    "together",
]

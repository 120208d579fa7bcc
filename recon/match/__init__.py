"""Match: which enrolment is a row, and why do we say so. Never on the name alone (domain.md §7)."""

from recon.match.claims import claims
from recon.match.judged import beside_official, judged
from recon.match.matching import match

__all__ = ["beside_official", "claims", "judged", "match"]

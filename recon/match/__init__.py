"""Match: which enrolment is a row, and why do we say so. Never on the name alone (domain.md §7)."""

from recon.match.claims import claims, outside
from recon.match.judged import beside_official, judged, of_records
from recon.match.matching import match
from recon.match.plain import plain

__all__ = ["beside_official", "claims", "judged", "match", "of_records", "outside", "plain"]

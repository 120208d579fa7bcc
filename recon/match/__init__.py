"""Match: which enrolment is a row, and why do we say so. Never on the name alone (docs/definitions.md, "Names")."""

from recon.match.claims import claims, lies_outside
from recon.match.judged import beside_official, judged, of_records
from recon.match.matching import match
from recon.match.plain import Records, plain

__all__ = [
    "Records",
    "beside_official",
    "claims",
    "judged",
    "lies_outside",
    "match",
    "of_records",
    "plain",
]

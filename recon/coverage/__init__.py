"""Coverage: who is due, whose photo holds, who was submitted, and the sums that must add up (docs/definitions.md)."""

from recon.coverage.account import BECAME, People, Standing, account, asked_of, people
from recon.coverage.captures import usable
from recon.coverage.cells import cells, omissions, surplus
from recon.coverage.scope import (
    COMBINATION,
    FACTS,
    Calendar,
    beside,
    combinations,
    constants,
    differing,
    with_captures,
)
from recon.coverage.tally import codes, combined, encoded, in_order, in_words, is_in, says, several
from recon.coverage.units import SiteCount, count_sites

__all__ = [
    "BECAME",
    "COMBINATION",
    "FACTS",
    "Calendar",
    "People",
    "SiteCount",
    "Standing",
    "account",
    "asked_of",
    "beside",
    "cells",
    "codes",
    "combinations",
    "combined",
    "constants",
    "count_sites",
    "differing",
    "encoded",
    "in_order",
    "in_words",
    "is_in",
    "omissions",
    "people",
    "says",
    "several",
    "surplus",
    "usable",
    "with_captures",
]

"""Coverage: who is due, whose photo holds, who was submitted, and the sums that must add up (definitions.md)."""

from recon.coverage.account import BECAME, Standing, account
from recon.coverage.captures import usable
from recon.coverage.cells import cells, omissions, surplus
from recon.coverage.scope import FACTS, Calendar, facts
from recon.coverage.units import SiteCount, count_sites

__all__ = [
    "BECAME",
    "FACTS",
    "Calendar",
    "SiteCount",
    "Standing",
    "account",
    "cells",
    "count_sites",
    "facts",
    "omissions",
    "surplus",
    "usable",
]

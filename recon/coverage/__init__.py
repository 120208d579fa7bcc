"""Coverage: who is due, whose photo holds, who was submitted, and the sums that must add up (definitions.md)."""

from recon.coverage.account import Standing, account
from recon.coverage.captures import usable
from recon.coverage.cells import cells, omissions, surplus
from recon.coverage.scope import Calendar, facts
from recon.coverage.units import SiteCount, count_sites

__all__ = [
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

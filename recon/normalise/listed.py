"""Columns' names as a sentence lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.campaign.checks import shown
from recon.words import listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.words import Lang

_MOST = 12
"""Columns that are listed; a national table has a hundred."""
_LONG = re.compile(r"\d{6,}")
"""A line of students taken for the header would tell their numbers."""


def listed(names: Sequence[str], lang: Lang) -> str:
    """Return the first of these names, and no long number among them; empty where there are none."""
    return listing([shown(_LONG.sub("…", f"{name}")) for name in names], lang, _MOST)

"""Whether a branch or a site is the record's, however its code stands beside its name: as expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon.fields import BRANCH, SITE
from recon.rules.ask import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = (BRANCH.code, SITE.code)
_BETWEEN = "[ \\-—–_:：/|·()（）\\[\\]【】]"
"""What stands between a place's code and its name, or around one of them."""
_CODE = "^[0-9]{5,7}|[0-9]{5,7}$"
"""A branch's or site's code where an extract writes it beside the name."""


def read_places(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Add what the places of a row and of its record say without what stands between their parts.

    ``<field>_bare``: as sent · ``<field>_called``, ``<field>_coded``: the record's name and its code ·
    ``<field>_uncoded``: that name without a code in it · ``site_under``: the record's branch. All are empty where both
    say the same, as nearly every row does: only the others are looked through.
    """
    for field in PLACES:
        frame = frame.with_columns(*_bared(field))
    return frame.with_columns(
        nw.col(f"{field}_called").str.replace_all(_CODE, "").alias(f"{field}_uncoded") for field in PLACES
    )


def _bared(field: str) -> Iterator[nw.Expr]:
    said = {"bare": field, "called": f"o_{field}", "coded": f"o_{field}_code"}
    if field == SITE.code:
        said["under"] = f"o_{BRANCH.code}"
    differs = nw.col(field) != nw.col(f"o_{field}")
    for part, column in said.items():
        told = nw.when(differs).then(nw.col(column)).otherwise(nw.lit(""))
        yield told.str.replace_all(_BETWEEN, "").alias(f"{field}_{part}")


def is_the_same(field: str) -> nw.Expr:
    """Tell whether a row's place is the record's, its code beside its name on either side, or its branch before it.

    Args:
        field: ``branch`` or ``site``, read.
    """
    parts = ("bare", "called", "coded", "uncoded")
    sent, called, code, uncoded = (nw.col(f"{field}_{part}") for part in parts)
    has_code = nw.col(f"o_{field}_code") != ""
    beside = [told for name in (called, uncoded) for told in ((code, name), (name, code))]
    same = [has_code & (sent == nw.concat_str(*told)) for told in beside]
    same.append((uncoded != called) & (sent == uncoded))
    if field == SITE.code:
        branch = nw.col(f"{field}_under")
        same.append((nw.col(f"o_{BRANCH.code}") != "") & (sent == nw.concat_str(branch, called)))
    return any_of(same)

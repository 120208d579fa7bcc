"""Where two campaigns differ: the keys as ``campaign.toml`` has them, never what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as members
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

from recon.campaign.checks import shown
from recon.campaign.keys import GENERAL, SCOPE_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.campaign.schema import Campaign

_WHOLE = ("shooting", "contacts", "sites")
"""Told as one: points have no keys, and the office may have called a contact by a person's name."""

_NOTHING: tuple[object, ...] = (None, "", (), {})
"""What a key says that need not stand there: a campaign is written out without it."""


def differences(one: Campaign, other: Campaign) -> tuple[str, ...]:
    """Return the keys whose values differ; none where two texts say the same in other words."""
    found: list[str] = []
    for member in members(one):
        name = member.name
        above = "campaign." if name in GENERAL else "scope." if name in SCOPE_RULES else ""
        found += _apart(above + name, getattr(one, name), getattr(other, name))
    return tuple(found)


def _apart(where: str, one: Any, other: Any) -> Iterator[str]:
    """Yield the deepest keys at which two values differ."""
    if one == other or (one in _NOTHING and other in _NOTHING):
        return
    left, right = _table(one), _table(other)
    if (
        where.rsplit(".", maxsplit=1)[-1] in _WHOLE
        or where.startswith("vocabulary.")
        or left is None
        or right is None
    ):
        yield where
        return
    for key in dict.fromkeys((*left, *right)):
        yield from _apart(f"{where}.{shown(key)}", left.get(key), right.get(key))


def _table(value: Any) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping):
        return value
    return {m.name: getattr(value, m.name) for m in members(value)} if is_dataclass(value) else None

"""Write a campaign as ``campaign.toml`` again, so that a run keeps the rules it was judged by."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields as members
from datetime import date
from typing import TYPE_CHECKING

from recon.campaign import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recon.campaign.schema import Campaign

_TABLES = (
    "photo",
    "batches",
    "cohort_batches",
    "headers",
    "vocabulary",
    "limits",
    "rules",
    "templates",
    "contacts",
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dumps(campaign: Campaign) -> str:
    """Return the campaign's text; ``loads(dumps(campaign)) == campaign``."""
    lines = ["[campaign]", *_pairs({name: getattr(campaign, name) for name in keys.GENERAL})]
    lines += ["", "[scope]", *_pairs({name: getattr(campaign, name) for name in keys.SCOPE_RULES})]
    for category, scope in campaign.scope.items():
        lines += _table(f"scope.{category}", {m.name: getattr(scope, m.name) for m in members(scope)})
    for name in _TABLES:
        value = getattr(campaign, name)
        table = (
            value if isinstance(value, Mapping) else {m.name: getattr(value, m.name) for m in members(value)}
        )
        lines += _table(name, table)
    for shooting in campaign.shooting:
        lines += ["", "[[shooting]]", *_pairs({m.name: getattr(shooting, m.name) for m in members(shooting)})]
    return "\n".join(lines) + "\n"


def _table(name: str, table: Mapping[str, object]) -> list[str]:
    """Return a table's own values, then its sub-tables; nothing for an empty one."""
    inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    own = list(_pairs({key: value for key, value in table.items() if key not in inner}))
    lines = ["", f"[{name}]", *own] if own else []
    for key, value in inner.items():
        lines += _table(f"{name}.{_key(key)}", value)
    return lines


def _pairs(table: Mapping[str, object]) -> Iterator[str]:
    for key, value in table.items():
        if value or value == 0:
            yield f"{_key(key)} = {_value(value)}"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _text(key)


def _text(value: str) -> str:
    """A JSON string is a TOML basic string, but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    return _text(value) if isinstance(value, str) else repr(value)

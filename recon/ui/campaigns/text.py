"""Changing single values in ``campaign.toml``: comments and order stay as the person wrote them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

Value = str | int | date | Sequence[str]


def literal(value: Value) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return f"[{', '.join(literal(one) for one in value)}]"


def put(text: str, table: str, values: Mapping[str, Value | None]) -> str:
    """Return the text with these keys of a table set; ``None`` takes a key away."""
    for key, value in values.items():
        text = _put(text, table, key, value)
    return text


def _put(text: str, table: str, key: str, value: Value | None) -> str:
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if _is_table(line, table)), None)
    if start is None:
        if value is None:
            return text
        lines += ["", f"[{table}]"]
        start = len(lines) - 1
    after = (n for n in range(start + 1, len(lines)) if lines[n].lstrip().startswith("["))
    end = next(after, len(lines))
    place = next((n for n in range(start + 1, end) if _is_key(lines[n], key)), None)
    if place is None:
        written = max(n for n in range(start, end) if lines[n].strip()) + 1
        lines[written:written] = [] if value is None else [f"{_key(key)} = {literal(value)}"]
    else:
        last = _value_ends(lines, place, end)
        comment = _comment(lines[place]) if last == place else ""
        lines[place : last + 1] = [] if value is None else [f"{_key(key)} = {literal(value)}{comment}"]
    return "\n".join(lines) + "\n"


def _is_table(line: str, table: str) -> bool:
    return re.fullmatch(rf"\s*\[\s*{re.escape(table)}\s*\]\s*(#.*)?", line) is not None


def _is_key(line: str, key: str) -> bool:
    return re.match(rf"""\s*(?:{re.escape(key)}|"{re.escape(key)}")\s*=""", line) is not None


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _bare(line: str) -> str:
    """Return a line without its strings, so that brackets and # inside them count for nothing."""
    return re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', lambda found: "_" * len(found[0]), line)


def _comment(line: str) -> str:
    at = _bare(line).find("#")
    return "" if at < 0 else "  " + line[at:]


def _value_ends(lines: Sequence[str], place: int, end: int) -> int:
    """Return the last line of a value: an array may stand on several."""
    depth = 0
    for number in range(place, end):
        bare = _bare(lines[number]).split("#")[0]
        depth += bare.count("[") - bare.count("]")
        if depth <= 0:
            return number
    return place

"""Read ``campaign.toml``; a mistake stops the run with the place, the reason and the nearest known word (CP02)."""

from __future__ import annotations

import re
import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recon import fields
from recon.campaign import forms, keys
from recon.campaign.checks import Unfit, inside, nearest, shown
from recon.campaign.schema import Campaign, Limits, PhotoPolicy, Scope, Shooting
from recon.errors import CampaignError, MissingPathError
from recon.words import Category, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recon.campaign.checks import Check

_ENCODING = Text(
    "文件不是 UTF-8 编码。请用记事本打开，“另存为”时将编码选为 UTF-8",
    "the file is not UTF-8; open it in an editor and save it with the encoding UTF-8",
)
_UNREADABLE = Text("文件打不开。请检查权限", "the file cannot be opened; check the rights")
_FOLDER = Text(
    "这是文件夹。请给出其中的采集批次文件（campaign.toml）",
    "it is a folder; give the campaign's file in it, campaign.toml",
)
_BYTE = Text("第 {n} 字节", "byte {n}")
_LINE = Text("TOML 第 {n} 行{key}", "TOML, line {n}{key}")
_SYNTAX = Text(
    "此处不符合 TOML 的写法（文本要加引号，每个键只写一次，日期写作 2020-06-10）",
    "this is not TOML (text needs quotes, a key may stand once, a date is written 2020-06-10)",
)


def load(path: Path) -> Campaign:
    """Read a campaign file.

    Raises:
        MissingPathError: there is no such file.
        CampaignError: an unknown key, a wrong value or a scope that selects nobody.
    """
    return loads(read(path), source=path.name)


def read(path: Path) -> str:
    """Return a campaign file's text, with the workbooks it names as forms inside it.

    Raises:
        MissingPathError: there is no such file.
        CampaignError: it is a folder, the file is not UTF-8, or it or a form may not be read.
    """
    if path.is_dir():
        raise CampaignError(path=path.resolve().name, where="[campaign]", reason=_FOLDER)
    if not path.is_file():
        raise MissingPathError(option="campaign", path=path)
    try:
        return forms.embedded(path.read_text(encoding="utf-8-sig"), path.parent)
    except Unfit as unfit:
        raise CampaignError(path=path.name, where=unfit.where, reason=unfit.reason) from None
    except UnicodeDecodeError as error:
        raise CampaignError(path=path.name, where=_BYTE.filled(n=error.start), reason=_ENCODING) from None
    except OSError:
        raise CampaignError(path=path.name, where="[campaign]", reason=_UNREADABLE) from None


@contextmanager
def named(path: str | Path) -> Iterator[None]:
    """Name the file in what is found wrong with a campaign later: it knows its values, not where they stood.

    Raises:
        CampaignError: as it was raised, with the file's name.
    """
    try:
        yield
    except CampaignError as error:
        raise CampaignError(**(error.details | {"path": Path(path).name})) from error


def loads(text: str, source: str = "") -> Campaign:
    """Read a campaign from its text; ``source`` names its file in messages, if it has one."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is Python's own ValueError
        raise CampaignError(path=source, where=_line(text, str(error)), reason=_SYNTAX) from None
    return load_parsed(data, source)


def load_parsed(data: dict[str, Any], source: str = "") -> Campaign:
    """Read a campaign from parsed TOML."""
    try:
        return _campaign(data)
    except Unfit as unfit:
        raise CampaignError(path=source, where=unfit.where, reason=unfit.reason) from None


def _line(text: str, complaint: str) -> Text:
    """Return the line a parser complains of, with the key that stands there; nothing else of it is shown.

    Where it names neither a line nor the end, something was too long or too deep for it: that is the longest line.
    """
    found = re.search(r"line (\d+)", complaint)
    lines = text.splitlines()
    if found or "end of document" in complaint:
        number = min(int(found[1]) if found else len(lines), len(lines))
    else:
        number = max(range(len(lines)), key=lambda place: len(lines[place]), default=-1) + 1
    key = re.match(r"\s*([\w.-]+)\s*=", lines[number - 1]) if lines else None
    named = Text(f"，{key[1]}", f", {key[1]}") if key else ""
    return _LINE.filled(n=number, key=named)


def _campaign(data: dict[str, Any]) -> Campaign:
    _known(data, keys.TABLES, "")
    values = _table(data, "campaign", keys.GENERAL)
    if "id" not in values:
        raise Unfit("缺少批次编号 id", "the campaign needs an id", "campaign.id")
    values |= _scopes(data)
    values["photo"] = PhotoPolicy(**_table(data, "photo", keys.PHOTO))
    values["limits"] = Limits(**_table(data, "limits", keys.LIMITS))
    values["shooting"] = _shootings(data.get("shooting", []))
    for name, checks in (
        ("headers", keys.HEADERS),
        ("vocabulary", keys.VOCABULARY),
        ("templates", keys.TEMPLATES),
    ):
        values[name] = _table(data, name, checks)
    for form, columns in forms.KEYS.items():
        if values["templates"].get(form):
            values["templates"][columns] = forms.header(forms.workbook(values["templates"][form])).words
    values |= {name: inside(check, data.get(name, {}), name) for name, check in keys.FREE.items()}
    _together(values)
    return Campaign(**values)


def _scopes(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the scope of each category, and what holds for all of them."""
    scope = data.get("scope", {})
    categories = [category for category in Category if isinstance(scope, dict) and category in scope]
    rest = {key: value for key, value in scope.items() if key not in categories} if categories else scope
    _known(rest if isinstance(rest, dict) else {}, (*keys.SCOPE_RULES, *Category), "scope")
    values = _table({"scope": rest}, "scope", keys.SCOPE_RULES)
    if categories:
        values["scope"] = {c: Scope(**_table(scope, c, keys.SCOPE, f"scope.{c}")) for c in categories}
    return values


def _shootings(items: Any) -> tuple[Shooting, ...]:
    if not isinstance(items, list):
        raise Unfit("应为 [[shooting]] 表", "[[shooting]] tables are expected", "shooting")
    places = [f"shooting[{number}]" for number in range(1, len(items) + 1)]
    found = [_table({"": item}, "", keys.SHOOTING, place) for item, place in zip(items, places, strict=True)]
    for values, place in zip(found, places, strict=True):
        if "point" not in values:
            raise Unfit("缺少拍摄点 point", "the shooting point is missing", f"{place}.point")
    return tuple(Shooting(**values) for values in found)


def _table(
    data: Mapping[str, Any], name: str, checks: Mapping[str, Check], where: str = ""
) -> dict[str, Any]:
    """Return a table's values, every one checked; a key nobody knows is refused."""
    table, where = data.get(name, {}), where or name
    if not isinstance(table, dict):
        raise Unfit("应为一个表 [..]", "a table [..] is expected", where)
    _known(table, checks, where)
    return {key: inside(checks[key], value, f"{where}.{key}") for key, value in table.items()}


def _known(table: Mapping[str, Any], allowed: Iterable[str], where: str) -> None:
    names = [str(name) for name in allowed]
    for key in table:
        if key not in names:
            near, word = nearest(key, names), shown(key)
            place = f"{where}.{word}" if where else f"[{word}]"
            raise Unfit(f"未知的键 {word}{near.zh}", f"unknown key {word}{near.en}", place)


def _together(values: Mapping[str, Any]) -> None:
    """Refuse what only shows when the parts stand side by side."""
    batches = values["batches"]
    for cohort, batch in values["cohort_batches"].items():
        if batches and batch not in batches:
            near, word, where = nearest(batch, batches), shown(batch), f"cohort_batches.{cohort}"
            raise Unfit(
                f"[batches] 中没有批次 {word}{near.zh}",
                f"there is no batch {word} in [batches]{near.en}",
                where,
            )
    _headers(values["headers"])


def _headers(headers: Mapping[str, Iterable[str]]) -> None:
    """Refuse a word with two meanings, and one that is another column's own heading: that column would be lost."""
    own = {field.title.zh: field.code for field in fields.FIELDS}
    taken: dict[str, str] = {}
    for code, aliases in headers.items():
        for alias in aliases:
            if own.get(alias.strip(), code) != code:
                other, where = own[alias.strip()], f"headers.{code}"
                raise Unfit(
                    f"{shown(alias)} 是 {other} 一列自己的表头，不能另作他用",
                    f"{shown(alias)} is the heading of {other} itself and cannot mean another column",
                    where,
                )
            if taken.setdefault(alias, code) != code:
                other, where = taken[alias], f"headers.{code}"
                raise Unfit(
                    f"{shown(alias)} 已写在 {other} 中", f"{shown(alias)} already means {other}", where
                )

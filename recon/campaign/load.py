"""Read ``campaign.toml``; a mistake stops the run with the place, the reason and the nearest known word (CP02)."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import fields as members
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from recon import fields
from recon.campaign.schema import Campaign, Limits, PhotoPolicy, Scope, Shooting
from recon.errors import CampaignError, MissingPathError
from recon.words import Category, Severity, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_GENERAL = ("id", "title", "year", "mode", "deadline", "as_of", "mend_days", "province_code", "lang")
_TABLES = (
    "campaign",
    "scope",
    "photo",
    "batches",
    "cohort_batches",
    "shooting",
    "headers",
    "vocabulary",
    "limits",
    "rules",
    "templates",
    "contacts",
)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "mode": ("list", "capture-code"),
    "lang": ("zh", "en"),
    "earlier": ("eligible", "due"),
    "reshoot": ("yes", "no"),
    "named_by": ("student_no", "id_card"),
}


def load(path: Path) -> Campaign:
    """Read a campaign file.

    Raises:
        MissingPathError: there is no such file.
        CampaignError: an unknown key, a wrong value or a scope that selects nobody.
    """
    if not path.is_file():
        raise MissingPathError(option="--campaign", path=path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(path, f"byte {error.start}", "文件不是 UTF-8 编码", "the file is not UTF-8") from None
    return loads(text, source=str(path))


def loads(text: str, source: str = "campaign.toml") -> Campaign:
    """Read a campaign from its text; ``source`` names it in messages."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(source, "TOML", f"语法错误：{error}", f"syntax: {error}") from None
    return _Reader(source).campaign(data)


def _wrong(path: object, where: str, zh: str, en: str) -> CampaignError:
    return CampaignError(path=path, where=where, reason=Text(zh.replace("{", "(").replace("}", ")"), en))


class _Reader:
    """Walks the parsed file; knows its name for messages."""

    def __init__(self, source: str) -> None:
        self.source = source

    def campaign(self, data: dict[str, Any]) -> Campaign:
        self.known(data, _TABLES, "")
        general = self.table(data, "campaign")
        self.known(general, _GENERAL, "campaign")
        if not general.get("id"):
            raise _wrong(self.source, "campaign.id", "缺少批次编号", "the campaign needs an id")
        scope = self.table(data, "scope")
        self.known(scope, (*Category, "earlier", "reshoot"), "scope")
        values: dict[str, Any] = {
            key: self.typed(general, "campaign", key) for key in _GENERAL if key in general
        }
        values |= {
            key: self.choice(scope[key], key, "scope") for key in ("earlier", "reshoot") if key in scope
        }
        if any(category in scope for category in Category):
            values["scope"] = {c: self.scope(scope[c], f"scope.{c}") for c in Category if c in scope}
        values["photo"] = self.record(PhotoPolicy, self.table(data, "photo"), "photo")
        values["limits"] = self.record(Limits, self.table(data, "limits"), "limits")
        values["batches"] = {
            code: self.day(value, f"batches.{code}") for code, value in self.table(data, "batches").items()
        }
        values["cohort_batches"] = self.texts(data, "cohort_batches")
        values["shooting"] = tuple(
            self.shooting(item, n) for n, item in enumerate(data.get("shooting", []), 1)
        )
        values["headers"] = self.headers(self.table(data, "headers"))
        values["vocabulary"] = self.vocabulary(self.table(data, "vocabulary"))
        values["rules"] = self.rules(self.texts(data, "rules"))
        values |= {name: self.texts(data, name) for name in ("templates", "contacts")}
        return self.checked(Campaign(**values))

    def checked(self, campaign: Campaign) -> Campaign:
        """Refuse what only shows when the parts stand side by side."""
        for cohort, batch in campaign.cohort_batches.items():
            if campaign.batches and batch not in campaign.batches:
                near = _nearest(batch, campaign.batches)
                raise _wrong(
                    self.source,
                    f"cohort_batches.{cohort}",
                    f"[batches] 中没有批次 {batch}{near[0]}",
                    f"there is no batch {batch} in [batches]{near[1]}",
                )
        return campaign

    def known(self, table: Mapping[str, Any], allowed: Iterable[str], where: str) -> None:
        names = [str(name) for name in allowed]
        for key in table:
            if key not in names:
                near = _nearest(key, names)
                place = f"{where}.{key}" if where else f"[{key}]"
                raise _wrong(self.source, place, f"未知的键 {key}{near[0]}", f"unknown key {key}{near[1]}")

    def table(self, data: Mapping[str, Any], name: str) -> dict[str, Any]:
        value = data.get(name, {})
        if not isinstance(value, dict):
            raise _wrong(self.source, name, "应为一个表 [..]", "a table [..] is expected")
        return value

    def texts(self, data: Mapping[str, Any], name: str) -> dict[str, str]:
        table = self.table(data, name)
        for key, value in table.items():
            if not isinstance(value, str):
                raise _wrong(self.source, f"{name}.{key}", "应为文本", "text is expected")
        return table

    def typed(self, table: Mapping[str, Any], where: str, key: str) -> Any:
        value = table[key]
        if key in {"deadline", "as_of"}:
            return self.day(value, f"{where}.{key}")
        if key in {"year", "mend_days"}:
            return self.whole(value, f"{where}.{key}")
        if key in _CHOICES:
            return self.choice(value, key, where)
        return self.text(value, f"{where}.{key}")

    def text(self, value: Any, where: str) -> str:
        if not isinstance(value, str):
            raise _wrong(self.source, where, "应为文本（加引号）", "text in quotes is expected")
        return value

    def whole(self, value: Any, where: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise _wrong(self.source, where, "应为不小于 0 的整数", "a whole number, 0 or more, is expected")
        return value

    def choice(self, value: Any, key: str, where: str) -> str:
        if value not in _CHOICES[key]:
            words = "、".join(_CHOICES[key])
            raise _wrong(
                self.source, f"{where}.{key}", f"只能是：{words}", f"one of: {', '.join(_CHOICES[key])}"
            )
        return str(value)

    def day(self, value: Any, where: str) -> date:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise _wrong(
                self.source,
                where,
                f"日期无效：{value}，应写作 2020-06-10",
                f"not a date: {value}; write 2020-06-10",
            ) from None

    def strings(self, value: Any, where: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise _wrong(self.source, where, "应为文本列表", "a list of texts is expected")
        return tuple(value)

    def scope(self, table: Any, where: str) -> Scope:
        names = ("cohorts", "levels", "statuses", "institution_code", "sites")
        if not isinstance(table, dict):
            raise _wrong(self.source, where, "应为一个表 [..]", "a table [..] is expected")
        self.known(table, names, where)
        lists = {k: self.strings(table[k], f"{where}.{k}") for k in names[:3] if k in table}
        for key, chosen in lists.items():
            if not chosen:
                raise _wrong(
                    self.source, f"{where}.{key}", "列表为空，选不到任何学生", "an empty list selects nobody"
                )
        return Scope(
            **lists,
            institution_code=self.text(table.get("institution_code", ""), f"{where}.institution_code"),
            sites=self.texts(table, "sites"),
        )

    def record(self, kind: type[Any], table: Mapping[str, Any], where: str) -> Any:
        """Build a dataclass of numbers, pairs of numbers and choices from a table."""
        known = {member.name: member.default for member in members(kind)}
        self.known(table, known, where)
        values: dict[str, Any] = {}
        for key, value in table.items():
            place = f"{where}.{key}"
            if key in _CHOICES:
                values[key] = self.choice(value, key, where)
            elif isinstance(known[key], tuple):
                values[key] = self.pair(value, place)
            elif isinstance(known[key], float) and isinstance(value, float):
                values[key] = value
            else:
                values[key] = self.whole(value, place)
        return kind(**values)

    def pair(self, value: Any, where: str) -> tuple[int, int]:
        if not isinstance(value, list) or len(value) != 2:
            raise _wrong(
                self.source, where, "应为两个整数，例如 [480, 640]", "two numbers such as [480, 640]"
            )
        return self.whole(value[0], where), self.whole(value[1], where)

    def shooting(self, table: Any, number: int) -> Shooting:
        where = f"shooting[{number}]"
        if not isinstance(table, dict):
            raise _wrong(self.source, where, "应为 [[shooting]] 表", "a [[shooting]] table is expected")
        self.known(table, ("point", "dates", "serves"), where)
        dates = table.get("dates", [])
        return Shooting(
            point=self.text(table.get("point", ""), f"{where}.point"),
            dates=tuple(self.day(item, f"{where}.dates") for item in dates),
            serves=self.strings(table.get("serves", []), f"{where}.serves"),
        )

    def headers(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        self.known(table, (*fields.CODES, *(f.code for f in fields.REGISTER_FIELDS)), "headers")
        return {code: self.strings(value, f"headers.{code}") for code, value in table.items()}

    def vocabulary(self, table: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        self.known(table, ("level", "cohort", "sex", "study_form", "status", "site", "branch"), "vocabulary")
        return {code: self.texts(table, code) for code in table}

    def rules(self, table: dict[str, str]) -> dict[str, str]:
        allowed = ("off", *(s.value for s in Severity))
        for code, value in table.items():
            if value not in allowed:
                words = ", ".join(allowed)
                raise _wrong(self.source, f"rules.{code}", f"只能是：{words}", f"one of: {words}")
        return table


def _nearest(word: str, known: Iterable[str]) -> tuple[str, str]:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return (f"，您是否想写 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")

"""The catalogue in words: ``docs/rules.md``, ``recon rules --markdown`` and the dashboard's help are made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.rules.catalogue import RULES
from recon.rules.charges import PRECEDENCE
from recon.rules.rule import UNMATCHED
from recon.rules.trust import IDENTITY_TRUST
from recon.words import TITLES, Kind, Text, Trust

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recon.rules.charges import Over
    from recon.rules.rule import Example, Rule
    from recon.words import Lang

FAMILIES: dict[str, Text] = {
    "FI": Text("文件", "File"),
    "HD": Text("表头与表样", "Header and form"),
    "IC": Text("院校代码", "Institution code"),
    "NO": Text("学号", "Student number"),
    "ID": Text("身份证号", "ID number"),
    "NA": Text("姓名", "Name"),
    "VO": Text("其他内容", "Other values"),
    "DU": Text("重复", "Duplicates"),
    "MA": Text("匹配", "Match"),
    "DF": Text("与学籍的差异", "Difference from the extract"),
    "SC": Text("范围", "Scope"),
    "OM": Text("漏报", "Omission"),
    "PH": Text("照片", "Photo"),
    "EX": Text("学籍数据本身", "The extract itself"),
    "CP": Text("采集批次", "The campaign"),
}
_HEAD = Text(
    "# 规则目录\n\n本页由程序生成，请勿手改。",
    "# The rules\n\nMade from the code by `recon rules --markdown`; a test holds that it is current.",
)
_COLUMNS = Text(
    "| 代码 | 级别 | 标题 | 无建议值时 | 说明 |",
    "| code | severity | 中文 | title | without a proposal | message |",
)
_EXAMPLES = Text(
    "示例（正确的不列）", "Examples of broken rows: what differs from a clean row, and what comes of it"
)
_RECORDED, _CELL = Text("学籍中的{title}", "{title} (record)"), Text("{title}单元格", "{title} (cell)")
_UNMATCHED = Text("未匹配", "not matched")
_TRUST = Text("## 把握", "## Trust of a key (学号, name, ID) where the two other keys agree")
_CHARGE = Text("## 谁计差错", "## Who is charged: the first line that applies decides")
_BESIDE = Text("位置", "beside")


def table_markdown(lang: Lang) -> str:
    """Return the whole catalogue as Markdown in one language, with both titles in English."""
    parts = [_HEAD.say(lang)]
    for family, title in FAMILIES.items():
        rules = [rule for rule in RULES if rule.family == family]
        parts.append("\n".join(_family(family, title, rules, lang)))
    parts += ["\n".join(_trust(lang)), "\n".join(_charges(lang))]
    return "\n\n".join(parts) + "\n"


def _family(family: str, title: Text, rules: Iterable[Rule], lang: Lang) -> Iterator[str]:
    rules = list(rules)
    yield f"## {family} {title.say(lang)}\n"
    yield _COLUMNS.say(lang)
    yield "|---" * (_COLUMNS.say(lang).count("|") - 1) + "|"
    yield from (_line(rule, lang) for rule in rules)
    shown = [_example(rule, example, lang) for rule in rules for example in rule.examples if example.broken]
    if shown:
        yield f"\n{_EXAMPLES.say(lang)}\n"
        yield from shown


def _line(rule: Rule, lang: Lang) -> str:
    severity = TITLES[rule.severity].say(lang)
    if rule.varies:
        severity += f"（{rule.varies.zh}）" if lang == "zh" else f" ({rule.varies.en})"
    titles = [rule.title.zh] if lang == "zh" else [rule.title.zh, rule.title.en]
    trust = TITLES[rule.trust].say(lang) if rule.trust is not Trust.NONE else ""
    return f"| {' | '.join([rule.code, severity, *titles, trust, _plain(rule.message.say(lang))])} |"


def _plain(text: str) -> str:
    return text.replace("{", "‹").replace("}", "›").replace("|", "\\|")


def _example(rule: Rule, example: Example, lang: Lang) -> str:
    told = [
        f"{_named(name, lang)} = {_shown(value)}"
        for name, value in example.columns.items()
        if name not in UNMATCHED
    ]
    told += [_UNMATCHED.say(lang)] if example.columns.get("enrol_id") == UNMATCHED["enrol_id"] else []
    outcome = [f"→ {_shown(example.proposal)}"] if example.proposal else []
    outcome += [f"({example.trust.value})"] if example.trust else []
    outcome += [f"[{example.severity.value}]"] if example.severity else []
    note = [f"– {example.note}"] if example.note and lang == "en" else []
    return " ".join([f"- {rule.code}: {', '.join(told)}", *outcome, *note])


def _named(column: str, lang: Lang) -> str:
    """Return a field's title for its column, said to be the record's where it is; other columns keep their name."""
    code = column.removeprefix("o_").removesuffix("_type")
    if code not in fields.BY_CODE:
        return f"`{column}`"
    title = fields.BY_CODE[code].title.say(lang)
    if column.endswith("_type"):
        return _CELL.say(lang, title=title)
    return _RECORDED.say(lang, title=title) if column.startswith("o_") else title


def _shown(value: object) -> str:
    """Show what cannot be seen by its code point."""
    text = "".join(c if c.isprintable() and not _is_private(c) else f"\\u{ord(c):04x}" for c in str(value))
    return f"`{text}`" if text else "∅"


def _is_private(character: str) -> bool:
    return 0xE000 <= ord(character) <= 0xF8FF


def _trust(lang: Lang) -> Iterator[str]:
    yield f"{_TRUST.say(lang)}\n"
    yield from ("| kind | trust |", "|---|---|")
    for kind, trust in IDENTITY_TRUST.items():
        title = "–" if kind is Kind.NONE else TITLES[kind].say(lang)
        yield f"| {title} | {TITLES[trust].say(lang)} |"


def _charges(lang: Lang) -> Iterator[str]:
    yield f"{_CHARGE.say(lang)}\n"
    yield from (f"| charged | over | {_BESIDE.say(lang)} |", "|---|---|---|")
    yield from (_precedence(line) for line in PRECEDENCE)


def _precedence(line: Over) -> str:
    kinds = f" (kind {', '.join(sorted(line.kinds))})" if line.kinds else ""
    return f"| {line.chief} | {line.others}{kinds} | {line.reach.value} |"

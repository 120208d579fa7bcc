"""What a notebook shows of an answer: small tables, numbers and names masked unless asked otherwise."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Any, Self

import pyarrow.compute as pc

from recon import fields, rules
from recon.sites import UNKNOWN
from recon.values.harmless import in_one_line
from recon.values.masking import mask_finding
from recon.values.shares import percent
from recon.words import TITLES, DueState, Severity, Text, Trust, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa

    from recon.words import Lang

COUNTS: dict[str, Text] = {
    "due": Text("应报", "Due"),
    "submitted": Text("已报", "Submitted"),
    **{state.value: TITLES[state] for state in DueState if state is not DueState.EXCUSED},
    "photo_valid": Text("照片有效", "Photo valid"),
}
_BY: dict[str, Text] = {
    "branch": Text("分校", "Branch"),
    "site_code": Text("教学点", "Site"),
    "category": Text("类别", "Category"),
    "cohort": Text("年级", "Cohort"),
    "level": Text("层次", "Level"),
}
_FINDING: dict[str, Text] = {
    "place": Text("位置", "Where"),
    "rule": Text("规则", "Rule"),
    "severity": Text("级别", "Severity"),
    "student_no": fields.STUDENT_NO.title,
    "name": Text("姓名", "Name"),
    "submitted": Text("报送", "Submitted"),
    "official": Text("学籍", "Official"),
    "proposal": Text("建议", "Proposal"),
    "message": Text("问题", "What is wrong"),
}
_RULE = (Text("规则", "Rule"), Text("问题", "What is wrong"), Text("级别", "Severity"), Text("个数", "Count"))
_MORE = Text("显示 {shown} 个，共 {all} 个", "{shown} of {all} {all:finding|findings}")
_ROW = Text("第 {row} 行", "row {row}")
_UNIT = Text("{name}（{code}）", "{name} ({code})")
_TRUST = Text("（{trust}）", " ({trust})")
_NO_UNIT = Text("单位不明", "unknown unit")
_COMMA = Text("，", ", ")
_COVERAGE = Text("覆盖率", "Coverage")
GROUPS = tuple(_BY)
"""What coverage may be grouped by."""


class Shown(str):
    """A text that a notebook shows as a small table; no name or value in it commands a terminal, or begins a line."""

    __slots__ = ("html",)
    html: str

    def __new__(cls, text: str, html: str) -> Self:
        """Make one of its text and its table."""
        made = super().__new__(cls, text)
        made.html = html
        return made

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": repr(self)}

    def __repr__(self) -> str:
        """Show the text as it reads."""
        return str(self)


def table(heads: Sequence[str], lines: Iterable[Sequence[object]], caption: str = "") -> Shown:
    """Return a table; numbers stand to the right."""
    lines = [list(line) for line in lines]
    top = "".join(f'<th style="text-align:left">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(map(_cell, line))}</tr>" for line in lines)
    above = f"<caption>{escape(caption)}</caption>" if caption else ""
    text = "\n".join(
        "\t".join(in_one_line(str(cell)) for cell in line)
        for line in ([caption] if caption else [], heads, *lines)
        if line
    )
    return Shown(text, f"<table>{above}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>")


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f'<td style="text-align:right">{value:,}</td>'
    return f'<td style="text-align:left">{escape(str(value))}</td>'


def coverage(cells: pa.Table, by: str, lang: Lang) -> Shown:
    """Return due, submitted, clean … summed by one column of the coverage table; only where somebody is due."""
    summed = cells.group_by(by).aggregate([(name, "sum") for name in COUNTS]).sort_by(by)
    lines = [
        [
            line[by] or "–",
            *(line[f"{name}_sum"] for name in COUNTS),
            percent(line["submitted_sum"], line["due_sum"]),
        ]
        for line in summed.to_pylist()
        if line["due_sum"]
    ]
    heads = [_BY[by].say(lang), *(text.say(lang) for text in COUNTS.values()), _COVERAGE.say(lang)]
    return table(heads, lines, _COVERAGE.say(lang))


def by_rule(findings: pa.Table, lang: Lang, most: int = 10) -> Shown:
    """Return how often each rule found something, the most frequent first, infos apart."""
    serious = findings.filter(pc.not_equal(findings["severity"], Severity.INFO.value))
    counted = Counter(zip(serious["rule"].to_pylist(), serious["severity"].to_pylist(), strict=True))
    lines = [
        [code, rules.BY_CODE[code].title.say(lang), title(Severity(severity), lang), count]
        for (code, severity), count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]
    ]
    return table([head.say(lang) for head in _RULE], lines)


def findings(found: pa.Table, lang: Lang, *, limit: int, masked: bool) -> Shown:
    """Return the first findings with their cell, both values and the proposal."""
    lines = []
    for finding in found.slice(0, limit).to_pylist():
        shown = mask_finding(finding) if masked else finding
        shown |= {"place": _place(shown, lang), "severity": title(Severity(finding["severity"]), lang)}
        lines.append([shown[name] for name in _FINDING])
    caption = _MORE.say(lang, shown=len(lines), all=found.num_rows)
    return table([head.say(lang) for head in _FINDING.values()], lines, caption)


def explanation(finding: dict[str, Any], lang: Lang) -> Shown:
    """Return one finding in words: where, whom, what, both values, why we say so, and what is proposed."""
    trust = _TRUST.say(lang, trust=title(Trust(finding["trust"]), lang)) if finding["trust"] else ""
    lines = (
        (Text("位置", "Where"), _place(finding, lang)),
        (
            Text("学生", "Student"),
            " ".join(finding[name] for name in ("name", "student_no") if finding[name]),
        ),
        (Text("单位", "Unit"), _unit(finding, lang)),
        (Text("问题", "What"), f"{finding['rule']} {finding['message']}"),
        (Text("报送", "Submitted"), finding["submitted"]),
        (Text("学籍", "Official"), finding["official"]),
        (Text("依据", "Evidence"), finding["evidence"]),
        (Text("建议", "Proposal"), f"{finding['proposal']}{trust}".strip()),
    )
    told = [(head.say(lang), text) for head, text in lines if text]
    colon = "：" if lang == "zh" else ": "
    rows = "".join(f"<tr><th>{escape(head)}</th>{_cell(text)}</tr>" for head, text in told)
    text = "\n".join(f"{head}{colon}{in_one_line(text)}" for head, text in told)
    return Shown(text, f"<table>{rows}</table>")


def _place(finding: Mapping[str, Any], lang: Lang) -> str:
    """Return the file, sheet and cell, or the row where a finding is about no single cell."""
    row = _ROW.say(lang, row=finding["row"]) if finding["row"] and not finding["cell"] else ""
    return " ".join(part for part in (finding["file"], finding["sheet"], finding["cell"] or row) if part)


def _unit(finding: Mapping[str, Any], lang: Lang) -> str:
    """Return the unit's name, code and branch: who sent the row, or where the student belongs."""
    code, name, branch = (finding[column] for column in ("site_code", "site_name", "branch"))
    if code == UNKNOWN:
        return _NO_UNIT.say(lang)
    called = _UNIT.say(lang, name=name, code=code) if name not in {"", code} else code
    return _COMMA.say(lang).join(part for part in (called, branch if branch != name else "") if part)

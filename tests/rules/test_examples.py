"""Every row rule's own examples, on every engine.

What it must mark and pass, what must be proposed, and how sure.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recon.campaign.switched import RULE_CODES
from recon.rules import BY_CODE, ROW_RULES, RULES
from recon.rules.findings import from_rows
from recon.rules.layout import lay_out
from recon.rules.marks import mark_columns, mark_laid_out
from recon.rules.say import details_of
from tests.rules.clean_row import SETTING, judged_row, judged_table

if TYPE_CHECKING:
    from recon.engine import Engine
    from recon.model import Finding
    from recon.rules import Example, Rule


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


EXAMPLES: list[tuple[Rule, Example]] = [(rule, example) for rule in ROW_RULES for example in rule.examples]


def judged_examples(engine: Engine) -> tuple[dict[int, dict[str, Any]], list[Finding]]:
    """All examples of all rules as one frame, marked in one pass; the marks by row, and the findings."""
    table = judged_table([judged_row(n, **example.columns) for n, (_, example) in enumerate(EXAMPLES)])
    laid = engine.collect(lay_out(engine.frame(table), SETTING)).sort_by("row_id")
    rows = laid.to_pylist()
    for row, (_, example) in zip(rows, EXAMPLES, strict=True):
        row.update(
            {
                name: value
                for name, value in example.columns.items()
                if name in set(laid.column_names) - set(table.column_names)
            }
        )
    marked = engine.collect(
        mark_laid_out(engine.frame(pa.Table.from_pylist(rows, schema=laid.schema)), ROW_RULES)
    )
    return {row["row_id"]: row for row in marked.to_pylist()}, from_rows(marked, ROW_RULES, SETTING)


def test_every_example_is_judged_as_its_rule_says(engine: Engine) -> None:
    marks, _ = judged_examples(engine)
    wrong = [
        f"{rule.code} {dict(example.columns)} {example.note}"
        for n, (rule, example) in enumerate(EXAMPLES)
        if any(marks[n][column] for column, _ in rule.columns()) != example.broken
    ]
    assert wrong == []


def test_every_example_gets_the_proposal_the_trust_and_the_severity_it_names(duck: Engine) -> None:
    _, findings = judged_examples(duck)
    found = {(finding.row_id, finding.rule): finding for finding in findings}
    wrong = []
    for n, (rule, example) in enumerate(EXAMPLES):
        if example.broken:
            finding = found[n, rule.code]
            got = (finding.proposal, finding.trust, finding.severity)
            asked = (example.proposal, example.trust, example.severity)
            if any(a is not None and a != g for a, g in zip(asked, got, strict=True)):
                wrong.append(f"{rule.code} {dict(example.columns)}: {asked} but {got}")
    assert wrong == []


def test_every_placeholder_of_a_message_is_told(duck: Engine) -> None:
    _, findings = judged_examples(duck)
    automatic = {"field", "cause"}
    empty = {
        (finding.rule, name)
        for finding in findings
        for name in placeholders(BY_CODE[finding.rule].message.zh) - automatic
        if not details_of(finding).get(name) and (finding.rule, name) not in OPTIONAL
    }
    assert empty == set()


OPTIONAL = {("DU01", "same"), ("NO03", "looks"), ("ID05", "looks")}
"""A clause that is only there in some cases."""


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda rule: rule.code)
def test_a_row_rule_shows_itself_by_a_good_and_a_bad_example(rule: Rule) -> None:
    assert {example.broken for example in rule.examples} == {True, False}


def test_a_clean_row_breaks_nothing(engine: Engine) -> None:
    marked = engine.collect(
        mark_laid_out(lay_out(engine.frame(judged_table([judged_row()])), SETTING), ROW_RULES)
    ).to_pylist()
    assert [column for column in mark_columns(ROW_RULES) if marked[0][column]] == []


def test_codes_are_unique_and_well_formed() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert all(len(code) == 4 and code[:2].isalpha() and code[2:].isdigit() for code in codes)


def test_a_campaign_may_speak_of_every_rule_there_is_and_of_no_other() -> None:
    assert sorted(RULE_CODES) == sorted(BY_CODE)

"""HD: the header row and the form.

All but one are told by whoever shapes the file; that one is asked of rows.
"""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.rules.rule import ERROR, FATAL, INFO, UNMATCHED, WARNING, About, Rule, bad, good, rule
from recon.words import Text, Trust

no_header_row = Rule(
    "HD01",
    about=About.FILE,
    severity=FATAL,
    title=Text("找不到表头", "No header row"),
    message=Text(
        "工作表中找不到表头行（{reason}）。请使用规定的表样重新填报。",
        "The sheet has no header row ({reason}). Fill in the prescribed form and send it again.",
    ),
    trust=Trust.ASK_SITE,
)
required_column_is_missing = Rule(
    "HD02",
    about=About.FILE,
    severity=ERROR,
    title=Text("缺少必需的列", "A required column is missing"),
    message=Text(
        "缺少“{field}”列{nearest}。请按规定的表样补上。",
        "The column {field} is missing{nearest}. Add it as on the prescribed form.",
    ),
    trust=Trust.ASK_SITE,
)
column_has_no_meaning = Rule(
    "HD03",
    about=About.FILE,
    severity=INFO,
    title=Text("多余的列，未采用", "A column with no meaning here"),
    message=Text(
        "“{header}”列不在表样中，内容未采用。", "The column {header} is not on the form; it is not stored."
    ),
)
two_columns_for_one_field = Rule(
    "HD04",
    about=About.FILE,
    severity=ERROR,
    title=Text("两列是同一内容", "Two columns for one field"),
    message=Text(
        "{columns} 列都是“{field}”。请只保留一列。", "The columns {columns} both hold {field}. Keep one."
    ),
    trust=Trust.ASK_SITE,
)


@rule(
    "HD05",
    severity=ERROR,
    title=Text("填在了另一张表上", "The other form"),
    message=Text(
        "这是{other}的学生或表样，却报在{form}表上。请填到正确的表上。",
        "This belongs on the {other} form but stands on the {form} form. Send it on the right one.",
    ),
    trust=Trust.ASK_SITE,
    tell=lambda case: {"form": case["form"], "other": "adult" if case["form"] == "open" else "open"},
    examples=(
        good(),
        bad("matched in the other form's extract", o_category="adult"),
        bad("the other form's code, and in no extract", **UNMATCHED, institution_code="51383"),
    ),
)
def row_stands_on_the_other_form() -> nw.Expr:
    """附表1 is for open education, 附表2 for adult education, each with its own institution code."""
    elsewhere = nw.col("matched") & (nw.col("o_category") != "") & (nw.col("o_category") != nw.col("form"))
    other_code = (nw.col("other_code") != "") & (nw.col("institution_code") == nw.col("other_code"))
    return (nw.col("form") != "") & (elsewhere | (~nw.col("matched") & other_code))


form_was_changed = Rule(
    "HD06",
    about=About.FILE,
    severity=WARNING,
    title=Text("表样被改动", "The form was changed"),
    message=Text(
        "表样被改动{changes}。请使用规定的表样，不要增删或调换列。",
        "The form was changed{changes}. Use the prescribed form; do not add, rename or move columns.",
    ),
)

RULES: tuple[Rule, ...] = (
    no_header_row,
    required_column_is_missing,
    column_has_no_meaning,
    two_columns_for_one_field,
    row_stands_on_the_other_form,
    form_was_changed,
)

"""ID: the identity number (身份证号) as a cell: missing, misspelt, or damaged by Excel (ID01–ID04)."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.fields import ID_CARD
from recon.rules import spelling
from recon.rules.ask import agrees, has
from recon.rules.rule import ERROR, UNMATCHED, WARNING, Rule, bad, good, rule
from recon.words import Text, Trust

_STRANGE = ("space", "invisible", "width", "apostrophe", "hyphen", "case", "compatibility", "decimal")
OWN = "100101199903081232"
"""The clean row's number: a synthetic region, born 1999-03-08, digit 17 odd."""


@rule(
    "ID01",
    on=ID_CARD,
    severity=ERROR,
    title=Text("缺身份证号", "The ID number is missing"),
    message=Text("身份证号为空。请填写。", "The ID number is empty. Fill it in."),
    trust=Trust.ASK_SITE,
    after=("VO05",),
    examples=(
        good(id_card=OWN),
        bad(id_card="", by="student_no", proposal=OWN, trust=Trust.CONFIRM),
        bad(**UNMATCHED, id_card=" ", trust=Trust.ASK_SITE),
    ),
)
def identity_number_is_missing() -> nw.Expr:
    """Without it the diploma cannot be found online."""
    return nw.col("id_card") == ""


@rule(
    "ID02",
    on=ID_CARD,
    severity=WARNING,
    title=Text("身份证号含多余字符", "Stray characters in the ID number"),
    message=Text("身份证号中有{flaws}。{advice}。", "The ID number holds {flaws}. {advice}."),
    trust=Trust.ASK_SITE,
    after=("ID01",),
    spares="exact",
    tell=lambda case: spelling.tell(case, _STRANGE),
    examples=(
        good(id_card=OWN),
        good("as the extract has it", id_card=f"{OWN} ", o_id_card=f"{OWN} "),
        bad(id_card=f" {OWN[:6]} {OWN[6:]}", proposal=OWN, trust=Trust.SAFE),
        bad(id_card=f"'{OWN}", proposal=OWN, trust=Trust.SAFE),
        bad(id_card=f"\u200b{OWN}", proposal=OWN, trust=Trust.SAFE),
        bad(id_card="１００１０１１９９９０３０８１２３２", proposal=OWN, trust=Trust.SAFE),
        bad(**UNMATCHED, id_card=f"{OWN} ", proposal=OWN, trust=Trust.ASK_SITE),
        bad(
            "two people's in one cell",
            **UNMATCHED,
            id_card=f"{OWN}\n100101199903081224",
            proposal="",
            trust=Trust.ASK_SITE,
        ),
    ),
)
def identity_number_has_strange_characters() -> nw.Expr:
    """White space, invisible marks, full width, apostrophes and hyphens mean nothing."""
    return has("id_card", *_STRANGE)


@rule(
    "ID03",
    on=ID_CARD,
    severity=WARNING,
    title=Text("身份证号末位不是大写 X", "The last character is not a capital X"),
    message=Text(
        "身份证号末位应为大写字母 X，请改正。",
        "The last character must be a capital X. Correct it.",
    ),
    trust=Trust.ASK_SITE,
    after=("ID01",),
    spares="exact",
    examples=(
        good(id_card="10010119990308111X", o_id_card="10010119990308111X"),
        good("as the extract has it", id_card="10010119990308111x", o_id_card="10010119990308111x"),
        bad(
            id_card="10010119990308111x",
            o_id_card="10010119990308111X",
            proposal="10010119990308111X",
            trust=Trust.SAFE,
        ),
        bad(
            "Cyrillic Х",
            id_card="10010119990308111Х",
            o_id_card="10010119990308111X",
            proposal="10010119990308111X",
            trust=Trust.SAFE,
        ),
        bad(
            "to the extract's own form",
            id_card="10010119990308111×",
            o_id_card="10010119990308111x",
            proposal="10010119990308111x",
            trust=Trust.SAFE,
        ),
    ),
)
def identity_number_ends_in_another_x() -> nw.Expr:
    """x, Ｘ, Cyrillic Х, Greek Χ, Ⅹ and × look alike on paper."""
    return has("id_card", "lower-x", "lookalike-x")


@rule(
    "ID04",
    on=ID_CARD,
    severity=ERROR,
    title=Text("身份证号存为数字，末位已丢失", "ID stored as a number, digits lost"),
    message=Text(
        "身份证号曾存为数字，第 15 位之后已被 Excel 改掉。请对照证件重新以文本录入。",
        "Excel kept 15 digits of this number and changed the rest. Type it again as text, from the card.",
    ),
    trust=Trust.ASK_SITE,
    after=("ID01",),
    examples=(
        good(id_card=OWN),
        bad(
            id_card="100101199903081000",
            id_card_type="number",
            by="student_no",
            proposal=OWN,
            trust=Trust.LIKELY,
        ),
        bad(
            "a damaged ID that passes its check digit is still damaged",
            id_card=OWN,
            id_card_type="number",
            by="student_no",
            proposal=OWN,
            trust=Trust.LIKELY,
        ),
        bad(
            "saved as CSV afterwards",
            id_card="1.00101199903081E+17",
            by="student_no",
            proposal=OWN,
            trust=Trust.LIKELY,
        ),
        bad(
            "pasted as text afterwards",
            id_card="100101199903081000",
            by="student_no",
            proposal=OWN,
            trust=Trust.LIKELY,
        ),
        bad(
            **UNMATCHED,
            id_card="100101199903081000",
            id_card_type="number",
            proposal="",
            trust=Trust.ASK_SITE,
        ),
    ),
)
def identity_number_lost_digits() -> nw.Expr:
    """Excel keeps 15 significant digits: a number cell of 16 or more is damaged whatever it shows."""
    return has("id_card", "damaged") | agrees("id_card", "damaged")


RULES: tuple[Rule, ...] = (
    identity_number_is_missing,
    identity_number_has_strange_characters,
    identity_number_ends_in_another_x,
    identity_number_lost_digits,
)

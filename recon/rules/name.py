"""NA: the name (姓名)."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.fields import NAME
from recon.rules import spelling
from recon.rules.ask import has
from recon.rules.rule import ERROR, UNMATCHED, WARNING, Rule, bad, good, rule
from recon.words import Text, Trust

_INVISIBLE = ("space", "invisible", "apostrophe")
_OTHER_CODE = ("compatibility", "radical", "private-use")
MINORITY = "阿依夏·买买提"


@rule(
    "NA01",
    on=NAME,
    severity=ERROR,
    title=Text("缺姓名", "The name is missing"),
    message=Text("姓名为空。请填写。", "The name is empty. Fill it in."),
    trust=Trust.ASK_SITE,
    after=("VO05",),
    examples=(
        good(name="李明"),
        good("a student may be named so", name="Null", o_name="Null"),
        bad(name="", proposal="李明", trust=Trust.CONFIRM),
        bad(**UNMATCHED, name="\u3000", trust=Trust.ASK_SITE),
    ),
)
def name_is_missing() -> nw.Expr:
    """No text is a sentinel: nan, None, NA and Null are names like any other."""
    return nw.col("name") == ""


@rule(
    "NA02",
    on=NAME,
    severity=WARNING,
    title=Text("姓名含空格或不可见字符", "Spaces or invisible signs in the name"),
    message=Text("姓名中有{flaws}，请去掉。", "The name holds {flaws}. Take them out."),
    trust=Trust.ASK_SITE,
    after=("NA01",),
    spares="exact",
    tell=lambda case: {"flaws": spelling.flaws(case, _INVISIBLE)},
    examples=(
        good(name="李明"),
        good("as the extract has it", name="李明\u3000", o_name="李明\u3000"),
        good("one plain space belongs into a Latin name", name="ANNA LEE", o_name="ANNA LEE"),
        bad(name="李　明", proposal="李明", trust=Trust.SAFE),
        bad(name="李明\u200b", proposal="李明", trust=Trust.SAFE),
        bad(**UNMATCHED, name=" 李明", proposal="李明", trust=Trust.ASK_SITE),
    ),
)
def name_has_spaces() -> nw.Expr:
    """Two-character names are often set wide for looks: 李　明."""
    return has("name", *_INVISIBLE)


@rule(
    "NA03",
    on=NAME,
    severity=WARNING,
    title=Text("姓名间隔号不对", "Not the official separator in the name"),
    message=Text(
        "姓名间隔号应为“·”（U+00B7），请改正。",
        "The separator of a name is · (U+00B7). Correct it.",
    ),
    trust=Trust.ASK_SITE,
    after=("NA01",),
    spares="exact",
    examples=(
        good(name=MINORITY, o_name=MINORITY),
        good("as the extract has it", name="阿依夏・买买提", o_name="阿依夏・买买提"),
        bad(name="阿依夏•买买提", o_name=MINORITY, proposal=MINORITY, trust=Trust.SAFE),
        bad(name="阿依夏．买买提", o_name=MINORITY, proposal=MINORITY, trust=Trust.SAFE),
        bad(
            "not as in the extract",
            name=MINORITY,
            o_name="阿依夏・买买提",
            proposal="阿依夏・买买提",
            trust=Trust.SAFE,
        ),
        bad(**UNMATCHED, name="阿依夏・买买提", proposal=MINORITY, trust=Trust.ASK_SITE),
    ),
)
def name_has_another_separator() -> nw.Expr:
    """Twelve ministries settled U+00B7 in 2016.

    An extract decoded as gb2312 has U+30FB, and then that is its own form.
    """
    theirs = (
        nw.col("matched") & (nw.col("name") == nw.col("o_name")) & (nw.col("o_name_raw") != nw.col("o_name"))
    )
    return has("name", "dot") | (
        theirs & nw.col("name").str.contains("·") & ~nw.col("o_name_raw").str.contains("·")
    )


@rule(
    "NA04",
    on=NAME,
    severity=WARNING,
    title=Text("姓名含兼容或部首字符", "Compatibility or radical characters"),
    message=Text(
        "姓名中有{flaws}，别的电脑可能无法显示，请改用通行的字。",
        "The name holds {flaws}, which another computer may not show. Write the usual character.",
    ),
    trust=Trust.ASK_SITE,
    after=("NA01",),
    spares="exact",
    tell=lambda case: {"flaws": spelling.flaws(case, (*_OTHER_CODE, "width"))},
    examples=(
        good(name="金山", o_name="金山"),
        good("a note in wide brackets: NA06 says it", name="金山（女）", o_name="金山"),
        bad("Kangxi radical ⼭", name="金⼭", o_name="金山", proposal="金山", trust=Trust.SAFE),
        bad("compatibility ideograph", name="\uf90a山", o_name="金山", proposal="金山", trust=Trust.SAFE),
        bad("GBK private use", name="李\ue863", o_name="李䶮", proposal="李䶮", trust=Trust.SAFE),
    ),
)
def name_has_another_code_for_a_character() -> nw.Expr:
    """The same character under another code: copied from a PDF, or written with an old font."""
    # A bracket is no character of the name, however wide: NA06 speaks of it.
    wide = has("name", "width") & ~has("name", "punctuation", "digit")
    return has("name", *_OTHER_CODE) | wide


@rule(
    "NA05",
    on=NAME,
    severity=WARNING,
    title=Text("姓名中生僻字用符号或拼音代替", "Rare character as a sign or pinyin"),
    message=Text(
        "姓名中有符号或拼音代替了生僻字。请核对学籍中的姓名。",
        "A sign or pinyin stands in the place of a rare character. Check the name in the official record.",
    ),
    trust=Trust.ASK_SITE,
    after=("NA01",),
    spares="folded",
    examples=(
        good(name="李䶮", o_name="李䶮"),
        bad(name="李?", o_name="李䶮", proposal="李䶮", trust=Trust.LIKELY),
        bad(name="李□", o_name="李䶮", proposal="李䶮", trust=Trust.LIKELY),
        bad(name="李yan", o_name="李䶮", proposal="李䶮", trust=Trust.LIKELY),
        bad(**UNMATCHED, name="李?", trust=Trust.ASK_SITE),
    ),
)
def name_has_a_placeholder() -> nw.Expr:
    """A placeholder is one unknown character.

    It explains a difference where a key agrees, and never matches by itself.
    """
    return has("name", "placeholder")


@rule(
    "NA06",
    on=NAME,
    severity=ERROR,
    title=Text("姓名含数字或标点", "The name holds digits or punctuation"),
    message=Text("姓名中有数字或标点。请更正姓名。", "The name holds digits or punctuation. Correct it."),
    trust=Trust.ASK_SITE,
    after=("NA01",),
    spares="folded",
    examples=(
        good(name="李明"),
        good("as the extract has it", name="李明(大)", o_name="李明(大)"),
        bad(name="李明1", proposal="李明", trust=Trust.CONFIRM),
        bad(**UNMATCHED, name="李明（女）", trust=Trust.ASK_SITE),
    ),
)
def name_has_digits_or_punctuation() -> nw.Expr:
    """Notes such as 李明（重修） or a row number that slipped in."""
    # An ID in the cell of the name is told as that, by DF01.
    return has("name", "digit", "punctuation") & (nw.col("conflict") != "exchanged")


RULES: tuple[Rule, ...] = (
    name_is_missing,
    name_has_spaces,
    name_has_another_separator,
    name_has_another_code_for_a_character,
    name_has_a_placeholder,
    name_has_digits_or_punctuation,
)

"""The judged frame laid out for the rules: the campaign's own values beside each row, as columns.

A rule then is a sentence about columns alone, and an example of it is a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon.model import AGREEMENT, OFFICIAL
from recon.rules.ask import any_of
from recon.rules.digits import read_identity
from recon.rules.places import read_places
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recon.rules.setting import Setting

REGISTER = (*OFFICIAL, "status")
"""What an extract may know: each has a truth column ``known_<field>``."""


def lay_out(judged: nw.LazyFrame[Any], setting: Setting) -> nw.LazyFrame[Any]:
    """Add the columns rules lean on.

    ``matched`` · ``same_<key>``: what the enrolment has, when folded · ``known_<field>``: the row is matched and its
    extract tells it · ``looked_up``: an extract of the row's form was given · ``form_code``, ``other_code``:
    institution codes of the row's form and of the other · ``status_ok`` · ``photos``, ``numbers``, ``reshoot_no`` ·
    ``as_of``, ``province`` · ``id_card_kind``, ``id_card_born`` and more (:func:`recon.rules.digits.read_identity`) ·
    ``site_bare`` and more (:func:`recon.rules.places.read_places`).
    """
    read = read_identity(judged.with_columns(matched=nw.col("enrol_id") >= 0), "id_card")
    read = read_places(read)
    looked_up = setting.looked_up()
    return read.with_columns(
        *_keys(),
        *_known(setting),
        *_campaign(setting),
        looked_up=_one_of("form", [*looked_up, ""]) if looked_up else nw.lit(False),
        photos=nw.lit("photos" in setting.asked),
        numbers=nw.lit("numbers" in setting.asked),
        reshoot_no=nw.lit(setting.campaign.reshoot == "no"),
        as_of=nw.lit(setting.as_of()),
        province=nw.lit(setting.campaign.province_code),
    )


def _keys() -> Iterator[nw.Expr]:
    for key in AGREEMENT:
        yield (nw.col("matched") & (nw.col(key) == nw.col(f"o_{key}"))).alias(f"same_{key}")


def _known(setting: Setting) -> Iterator[nw.Expr]:
    for field in REGISTER:
        filled, told = (_one_of("o_category", of(field)) for of in (setting.filling, setting.knowing))
        known = filled | (told & (nw.col(f"o_{field}") != ""))
        yield (nw.col("matched") & known).alias(f"known_{field}")


def _one_of(column: str, words: Sequence[str]) -> nw.Expr:
    """Tell whether a column holds one of the words; Arrow cannot ask that of no words at all."""
    return nw.col(column).is_in(words) if words else nw.lit(False)


def _campaign(setting: Setting) -> Iterator[nw.Expr]:
    codes = {category: setting.campaign.institution_code(category) for category in Category}
    yield _by_form(codes[Category.OPEN], codes[Category.ADULT]).alias("form_code")
    yield _by_form(codes[Category.ADULT], codes[Category.OPEN]).alias("other_code")
    scopes = setting.campaign.scope
    yield any_of(
        (nw.col("o_category") == category.value) & _one_of("o_status", scope.statuses)
        for category, scope in scopes.items()
    ).alias("status_ok")


def _by_form(opened: str, adult: str) -> nw.Expr:
    is_open, is_adult = (nw.col("form") == category.value for category in (Category.OPEN, Category.ADULT))
    return nw.when(is_open).then(nw.lit(opened)).when(is_adult).then(nw.lit(adult)).otherwise(nw.lit(""))

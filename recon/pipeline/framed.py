"""The blocks of a frame: what its file names and columns say of form and unit, as a sheet's lines say it of a file."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon.coverage import in_order
from recon.model import Block
from recon.normalise.forms import form_of_content, form_of_own, form_of_titles
from recon.normalise.units import column_hints, path_hints
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from recon.campaign import Campaign
    from recon.model import UnitHint

    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]
    Said = dict[str, Counter[str]]

_FORM = ("study_form", "institution_code", "cohort")
"""Fields that tell a table's form by what most of its rows say in them."""
_PLACES = ("site", "branch")
"""Columns that tell whose students they are, the more exact one first."""


def apart(columns: Mapping[str, Any]) -> pa.Array:
    """Return ``block`` of a frame that tells of no file: its open students and its adult ones are two tables.

    As :func:`recon.normalise.forms.form_of_students` tells them: by the study form, else by an examination number.
    """
    words = columns["study_form_raw"]
    forms = np.array([form_of_titles([text]) for text in words.dictionary.to_pylist()] or [""], object)
    said = forms[words.indices.to_numpy()]
    adult = (said == Category.ADULT) | ((said == "") & _filled(columns["exam_no_raw"]))
    return pa.array(in_order(columns["block"].to_numpy() * 2 + adult)[0])


def blocks(columns: Mapping[str, Any], given: Collection[str], campaign: Campaign) -> tuple[Block, ...]:
    """Return the blocks, in their order.

    Args:
        columns: the raw roster's: ``block``, ``file``, ``sheet``, and ``<field>_raw`` per field.
        given: the fields of which the frame has a column.
        campaign: its codes and words.
    """
    of_row = columns["block"].to_numpy()
    number, first, count = np.unique(of_row, return_index=True, return_counts=True)
    names = [columns[name].take(pa.array(first)).to_pylist() for name in ("file", "sheet")]
    told = _told(columns, given, of_row, len(number))
    return tuple(
        Block(
            block,
            file,
            sheet,
            _form(file, sheet, said, campaign),
            0,
            {},
            rows,
            tuple(_hints(file, said, campaign)),
        )
        for block, file, sheet, rows, said in zip(number.tolist(), *names, count.tolist(), told, strict=True)
    )


def _form(file: str, sheet: str, said: Said, campaign: Campaign) -> str:
    """Return a block's form as :func:`recon.normalise.blocks.build` tells a table's."""
    titles = [sheet, *reversed(file.split("/"))]
    return form_of_own(titles, campaign) or form_of_titles(titles) or form_of_content(said, campaign)


def _hints(file: str, said: Said, campaign: Campaign) -> Iterator[UnitHint]:
    if file:
        yield from path_hints(file, campaign)
    site, branch = (tuple(column_hints(said.get(name, ()))) for name in _PLACES)
    yield from site or branch


def _told(columns: Mapping[str, Any], given: Collection[str], of_row: Numbers, count: int) -> list[Said]:
    """Return per block how often it says what; of numbers only that there are some."""
    told: list[Said] = [{} for _ in range(count)]
    for code in (*_FORM, *_PLACES):
        if code in given:
            _count(told, code, of_row, columns[f"{code}_raw"])
    for code in ("exam_no", "student_no"):
        if code in given:
            for block in np.unique(of_row[_filled(columns[f"{code}_raw"])]).tolist():
                told[block][code] = Counter({code: 1})
    return told


def _count(told: list[Said], code: str, of_row: Numbers, words: pa.DictionaryArray) -> None:
    """Add to each block how often it says each word of a field."""
    known, several = words.dictionary.to_pylist(), max(1, len(words.dictionary))
    at, distinct = in_order(of_row * several + words.indices.to_numpy())
    often = np.bincount(at, minlength=len(distinct))
    for pair, times in zip(distinct.tolist(), often.tolist(), strict=True):
        told[pair // several].setdefault(code, Counter())[known[pair % several]] += times


def _filled(texts: pa.StringArray | pa.DictionaryArray) -> Truths:
    words = texts.dictionary if pa.types.is_dictionary(texts.type) else texts
    truths: Truths = pc.not_equal(pc.utf8_trim_whitespace(words), "").to_numpy(zero_copy_only=False)
    return truths if words is texts else truths[texts.indices.to_numpy()]

"""Cut a roster frame into blocks, and read their form and unit from file names and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon.coverage import in_order
from recon.model import Block, UnitHint
from recon.normalise.forms import SHARE, TELLING, form_of, form_of_content, form_of_own, form_of_titles
from recon.normalise.units import path_hints
from recon.words import Category

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from recon.campaign import Campaign

    Numbers = np.ndarray[Any, np.dtype[np.int64]]
    Truths = np.ndarray[Any, np.dtype[np.bool_]]
    Said = dict[str, list[str]]

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
        columns: the raw roster's: ``block`` (numbered from 0), ``file``, ``sheet``, and ``<field>_raw`` per field.
        given: the fields of which the frame has a column.
        campaign: its codes and words.
    """
    of_row = columns["block"].to_numpy()
    count = np.bincount(of_row)
    first = np.zeros(len(count), np.int64)
    # Assigned from the end, so that each block keeps its first row.
    first[of_row[::-1]] = np.arange(len(of_row))[::-1]
    names = [columns[name].take(pa.array(first)).to_pylist() for name in ("file", "sheet")]
    told = _told(columns, given, of_row, campaign)
    lines = zip(*names, count.tolist(), told, strict=True)
    return tuple(
        Block(
            n,
            file,
            sheet,
            _form(file, sheet, said, campaign),
            0,
            {},
            rows,
            tuple(_hints(file, said, campaign)),
        )
        for n, (file, sheet, rows, said) in enumerate(lines)
    )


def _form(file: str, sheet: str, said: Said, campaign: Campaign) -> str:
    """Return a block's form as :func:`recon.normalise.blocks.build` tells a table's."""
    titles = [sheet, *reversed(file.split("/"))]
    own = form_of_own(titles, campaign) if campaign.templates else ""
    return own or form_of_titles(titles) or form_of_content(said, campaign)


def _hints(file: str, said: Said, campaign: Campaign) -> Iterator[UnitHint]:
    if file:
        yield from path_hints(file, campaign)
    place = next((said[name] for name in _PLACES if name in said), None)
    if place:
        yield UnitHint("column", place[0].strip())


def _told(
    columns: Mapping[str, Any], given: Collection[str], of_row: Numbers, campaign: Campaign
) -> list[Said]:
    """Return per block one value for each field in which nearly all its rows say the same, as far as it matters."""
    told: list[Said] = [{} for _ in range(int(of_row.max(initial=-1)) + 1)]
    for code in (*TELLING, *_PLACES):
        if code in given:
            words = columns[f"{code}_raw"]
            texts = words.dictionary.to_pylist()
            meant = [form_of(code, text, campaign) if code in TELLING else text.strip() for text in texts]
            for block, at in _most(of_row, words.indices.to_numpy(), meant):
                told[block][code] = [texts[at]]
    for code in ("exam_no", "student_no"):
        if code in given:
            for block in np.flatnonzero(np.bincount(of_row[_filled(columns[f"{code}_raw"])])).tolist():
                told[block][code] = [code]
    return told


def _most(of_row: Numbers, words: Numbers, meant: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield each block nearly all of whose rows, of those that mean something, mean the same; and a word for it."""
    known = {meaning: number for number, meaning in enumerate(dict.fromkeys(filter(None, meant)))}
    if not known:
        return
    first = {meaning: at for at, meaning in reversed(list(enumerate(meant)))}
    meaning = np.array([known.get(one, -1) for one in meant])[words]
    if (meaning < 0).any():
        of_row, meaning = of_row[meaning >= 0], meaning[meaning >= 0]
    at, pairs = in_order(of_row * len(known) + meaning)
    often, block = np.bincount(at, minlength=len(pairs)), pairs // len(known)
    enough = often >= SHARE * np.bincount(block, often)[block]
    word = np.array([first[one] for one in known])
    yield from zip(block[enough].tolist(), word[pairs[enough] % len(known)].tolist(), strict=True)


def _filled(texts: pa.StringArray | pa.DictionaryArray) -> Truths:
    words = texts.dictionary if pa.types.is_dictionary(texts.type) else texts
    truths: Truths = pc.not_equal(pc.utf8_trim_whitespace(words), "").to_numpy(zero_copy_only=False)
    return truths if words is texts else truths[texts.indices.to_numpy()]

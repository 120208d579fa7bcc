"""Kinds of rows: millions of rows say a few hundred different things in the fields that many of them share.

What hangs on those fields alone is asked of one row of each kind (docs/decisions/0011).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recon import fields
from recon.coverage import encoded, in_order
from recon.normalise import fold_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.campaign import Campaign
    from recon.model import Block

    Numbers = np.ndarray[Any, np.dtype[np.int64]]

SHARED = tuple(code for code in fields.CODES if code not in fields.PERSONAL)
"""Fields in which many rows say the same; in the others nearly every row has its own value."""
FEW = 64
"""A field of up to so many values makes a kind of each; of one with more only flaws and gaps do."""
MANY = 50_000
"""A field of more values is not shared: folding each would take longer than judging the rows."""


@dataclass(frozen=True)
class Said:
    """What the rows say in the fields they share."""

    forms: pa.DictionaryArray
    folded: Mapping[str, pa.DictionaryArray]
    """Field → its folded value in every row; empty where some field is not shared at all."""
    kinds: Numbers | None
    """The number of each row's kind; rows of a kind say the same in all fields of few values, and have the same flaws,
    gaps and cell types in all others."""


def forms_of(roster: pa.Table, blocks: Sequence[Block]) -> pa.DictionaryArray:
    """Return each row's form; a block that does not tell counts as the open form."""
    numbers = pa.array([block.block for block in blocks], pa.int64())
    forms = pa.array([block.form or "open" for block in blocks], pa.string()).dictionary_encode()
    at = pc.index_in(roster["block"].combine_chunks(), value_set=numbers)
    return pa.DictionaryArray.from_arrays(forms.indices.take(at), forms.dictionary)


def said(roster: pa.Table, blocks: Sequence[Block], campaign: Campaign) -> Said:
    """Fold the shared fields, value by value, and number the kinds."""
    forms = forms_of(roster, blocks)
    kinds = _numbers(forms.indices)
    for code in fields.PERSONAL:
        kinds = _combined(kinds, encoded(roster[f"{code}_type"]))
    folded = {}
    for code in SHARED:
        types = encoded(roster[f"{code}_type"])
        texts = encoded(roster[f"{code}_raw"])
        if len(texts.dictionary) > MANY:
            return Said(forms, {}, None)
        triples = _Triples.of(texts, types, forms)
        values, flaws = triples.fold(code, campaign)
        folded[code] = pa.DictionaryArray.from_arrays(triples.places.astype(np.int32), values)
        odd = _numbers(_odd(values, flaws).indices) if len(values) > FEW else np.arange(len(values))
        if len(values) > 1:
            kinds = in_order(kinds * len(values) + odd[triples.places])[0]
        kinds = _combined(kinds, types)
    return Said(forms, folded, kinds)


@dataclass(frozen=True)
class _Triples:
    """The distinct values of a field with all that their meaning depends on."""

    raw: list[str]
    kind: list[str]
    form: list[str]
    places: Numbers
    """Which triple each row has."""

    @classmethod
    def of(cls, texts: Any, types: Any, form: Any) -> _Triples:
        """Tell the triples of a column of texts, one of cell types and one of forms, each dictionary-encoded."""
        wide, deep = (max(1, len(words.dictionary)) for words in (types, form))
        joined = _numbers(texts.indices)
        for words in (types, form):
            if len(words.dictionary) > 1:
                joined = joined * len(words.dictionary) + _numbers(words.indices)
        places, number = in_order(joined)
        return cls(
            texts.dictionary.take(pa.array(number // deep // wide)).to_pylist(),
            types.dictionary.take(pa.array(number // deep % wide)).to_pylist(),
            form.dictionary.take(pa.array(number % deep)).to_pylist(),
            places,
        )

    def fold(self, code: str, campaign: Campaign) -> tuple[pa.Array, pa.Array]:
        """Return folded value and flaws of each triple."""
        triples = zip(self.raw, self.kind, self.form, strict=True)
        pairs = [fold_value(code, *triple, campaign) for triple in triples]
        return (
            pa.array([value for value, _ in pairs], pa.string()),
            pa.array([f for _, f in pairs], pa.string()),
        )


def _odd(values: pa.Array, flaws: pa.Array) -> Any:
    """Tell values apart by their flaws and by whether there is anything."""
    empty = pc.if_else(pc.equal(values, ""), "-", "")
    return pc.binary_join_element_wise(flaws, empty, "").dictionary_encode()


def _combined(kinds: Numbers, words: pa.DictionaryArray) -> Numbers:
    several = len(words.dictionary)
    return kinds if several <= 1 else in_order(kinds * several + _numbers(words.indices))[0]


def _numbers(array: pa.Array) -> Numbers:
    numbers: Numbers = array.to_numpy(zero_copy_only=False).astype(np.int64)
    return numbers

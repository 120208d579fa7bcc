"""A list of IDs beside the student data (学号, 姓名, 性别, 身份证号): it fills in the records, and adds nobody.

The new platform's student data has neither ID nor sex, and an office keeps them in a list of its own. Alone such a list
is an extract like any other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from recon.normalise.registers.kinds import STUDIES, Kind
from recon.normalise.registers.vocabulary import columns_of
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.campaign import Campaign
    from recon.normalise.registers.records import Records

STRANGERS = Text(
    "{name}：有 {n} 行的学号不在学生信息中，没有起作用。",
    "{name}: {n} {n:line|lines} whose student number is not in the student data had no effect.",
)


def is_list_of_ids(kind: Kind, names: Iterable[str], campaign: Campaign) -> bool:
    """Tell a table that says who somebody is and nothing of what they study."""
    return kind is Kind.CENTRAL and STUDIES.isdisjoint(columns_of(names, campaign))


def within(part: Records, known: Sequence[Records]) -> tuple[Records, tuple[Text, ...]]:
    """Return the lines of a list whose 学号 the student data has, and a note of how many were left out."""
    keys = pa.concat_arrays([chunk for one in known for chunk in one.table["key"].chunks])
    kept = part.table.filter(pc.is_in(part.table["key"], value_set=keys))
    strangers = part.table.num_rows - kept.num_rows
    notes = (STRANGERS.filled(name=part.name, n=strangers),) if strangers else ()
    return replace(part, table=kept), notes

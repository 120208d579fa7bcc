"""A sheet 填写样例 or 填表说明 beside the roster: who stands on it is an example, unless his numbers hold good."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.normalise.examples import is_plainly_one, is_somebody
from recon.normalise.lines import EXAMPLE, is_plain_student
from recon.normalise.walked import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recon.model import RawRow, RawSheet
    from recon.normalise.walked import Table, Walk

_NAME = re.compile("示例|样例|范例|举例|样[板表]|模板|例表|填[写表报](?:说明|须知|要求|指南)")


def is_sample(sheet: RawSheet, sheets: Sequence[RawSheet]) -> bool:
    """Tell by its name a sheet of examples, where another sheet of the file holds students."""
    others = (other for other in sheets if other is not sheet and not _NAME.search(other.name))
    return bool(_NAME.search(sheet.name)) and any(
        is_plain_student(row.values) for other in others for row in other.rows
    )


def set_apart(found: Walk) -> None:
    """Leave on such a sheet only the students who may be somebody, and tell them as marked examples are told."""
    for table in found.tables:
        coming = [row for row in table.students if is_somebody(_line(row, table))]
        others = [row for row in table.students if row not in coming]
        plain = [row for row in others if is_plainly_one(_line(row, table))]
        table.students, table.marked = coming, coming
        table.doubtful += [row for row in others if row not in plain]
        found.others[EXAMPLE] += len(plain)


def _line(row: RawRow, table: Table) -> Line:
    values = {
        column.code: row.values[column.index]
        for column in table.header.columns
        if column.code and column.index < len(row.values)
    }
    return Line(row.values, values)

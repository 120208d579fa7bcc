"""Taking a person out of a run's tables: rows about the person go, mentions elsewhere are blanked."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from recon.workspace.redact.person import BLANK

if TYPE_CHECKING:
    from recon.workspace.redact.person import Person

TOLD = frozenset({"evidence", "message", "details", "levels", "official", "proposal"})
"""Columns in which another student's row may mention this one by name."""

_NOISE = r"[\s'\x{a0}\x{3000}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}-]"
_DIGIT = rf"[0-9０-９]{_NOISE}*"
_ODD = rf"[0-9０-９](?:{_NOISE}+[0-9０-９]|[０-９])|[０-９][0-9]"
"""Digits that are not of one piece, or not of half width."""


def redact(data: bytes, person: Person) -> bytes:
    """Return a Parquet file without the person, or the same bytes when the person is not in it.

    What is said beside the columns goes where it speaks of the person.
    """
    table = _filterable(pq.read_table(io.BytesIO(data)))
    kept = without(table, person)
    said = b"\n".join((table.schema.metadata or {}).values()).decode("utf-8", "replace")
    if person.erase(said) != said:
        kept = kept.replace_schema_metadata(None)
    if kept is table:
        return data
    out = io.BytesIO()
    pq.write_table(kept, out, compression="zstd")
    return out.getvalue()


def _filterable(table: pa.Table) -> pa.Table:
    """Return a table without views, in which Arrow cannot choose rows; the same object where there are none."""
    plain = {pa.string_view(): pa.string(), pa.binary_view(): pa.binary()}
    for place, field in enumerate(table.schema):
        if field.type in plain:
            table = table.set_column(place, field.name, pc.cast(table[field.name], plain[field.type]))
    return table


def without(table: pa.Table, person: Person) -> pa.Table:
    """Return a table without the person; the same object when nothing was to be done."""
    renamed = _renamed(table, person)  # first: a file called by a number holds other students' rows, too
    mine = pc.or_(_placed(table, person), _numbered(renamed, person))
    changed = renamed if not pc.any(mine).as_py() else renamed.filter(pc.invert(mine))
    for name in sorted(TOLD & set(changed.schema.names)):
        changed = _blanked(changed, name, person)
    return changed


def _numbered(table: pa.Table, person: Person) -> pa.ChunkedArray:
    """Tell which rows hold one of the numbers."""
    found = pa.chunked_array([pa.array([False] * table.num_rows, pa.bool_())])
    anyone = _anyone(person.numbers)
    for column in table.columns if anyone else ():
        text = _text(column)
        if text is not None:
            exact = pc.match_substring_regex(text, anyone, ignore_case=True)
            found = pc.or_(found, pc.fill_null(pc.or_(exact, _spelled_otherwise(text, person)), False))
    return found


def _placed(table: pa.Table, person: Person) -> pa.Array:
    """Tell which rows stand where a run found the person."""
    if not {"file", "sheet", "row"} <= set(table.schema.names):
        return pa.array([False] * table.num_rows, pa.bool_())
    places = {(file, sheet, row) for file, rows in person.places.items() for sheet, row in rows}
    at = zip(table["file"].to_pylist(), table["sheet"].to_pylist(), table["row"].to_pylist(), strict=True)
    return pa.array([place in places for place in at], pa.bool_())


def _blanked(table: pa.Table, name: str, person: Person) -> pa.Table:
    """Take the names out of what other students' rows tell; someone of the same name keeps his own rows."""
    anyone = _anyone(person.names)
    if not anyone:
        return table
    told = pc.fill_null(pc.match_substring_regex(table[name], anyone), False)
    if "name" in table.schema.names:
        told = pc.and_(told, pc.invert(pc.is_in(table["name"], pa.array(sorted(person.names)))))
    if not pc.any(told).as_py():
        return table
    column = pc.if_else(told, pc.replace_substring_regex(table[name], anyone, BLANK), table[name])
    return table.set_column(table.schema.get_field_index(name), name, column)


def _anyone(values: frozenset[str]) -> str:
    """Return the pattern that finds any of the values, empty for none."""
    return "|".join(re.escape(value) for value in sorted(values, key=len, reverse=True))


def _renamed(table: pa.Table, person: Person) -> pa.Table:
    """Call files, and what lies in them, what the ledger and the originals call them from now on."""
    if "file" not in table.schema.names:
        return table
    before = pc.unique(table["file"])
    after = [None if file is None else _new_name(file, person) for file in before.to_pylist()]
    if after == before.to_pylist():
        return table
    column = pc.take(pa.array(after, table["file"].type), pc.index_in(table["file"], before))
    return table.set_column(table.schema.get_field_index("file"), "file", column)


def _new_name(file: str, person: Person) -> str:
    first = next((name for name in person.renamed if file == name or file.startswith(f"{name}!/")), "")
    outer, *inner = (person.renamed.get(first, "") + file[len(first) :]).split("!/")
    return "!/".join([outer, *(person.erase(name) or (name and BLANK) for name in inner)])


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Return a column as texts, whichever way a program keeps them; nothing where its values hold no number."""
    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_temporal(kind) or pa.types.is_null(kind):
        return None
    if pa.types.is_string(kind):
        return column
    try:
        if pa.types.is_floating(kind):
            column = pc.cast(column, pa.int64(), safe=False)
        return pc.cast(column, pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.chunked_array(
            [pa.array([None if one is None else str(one) for one in column.to_pylist()], pa.string())]
        )


def _spelled_otherwise(text: pa.ChunkedArray, person: Person) -> pa.ChunkedArray:
    """Tell where a number stands in full width or with spaces in it; few values look like that, and each is asked."""
    long = rf"(?:{_DIGIT}){{{person.least_digits}}}"
    odd = pc.and_(pc.match_substring_regex(text, _ODD), pc.match_substring_regex(text, long))
    odd = pc.filter(text, pc.fill_null(odd, False)).unique()
    mine = pa.array([one for one in odd.to_pylist() if person.marks(one)], pa.string())
    return pc.is_in(text, mine)

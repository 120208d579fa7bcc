"""What may be asked of a database for an extract, and how: a table, or one query that reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NO_QUERY = Text(
    "请用 --extract-query 给出查询语句或表名。", "give the query or the table by --extract-query."
)
ONLY_READS = Text(
    "只接受表名，或一条以 SELECT、WITH 或 VALUES 开头的查询；读取学籍数据不得改动数据库，未执行该语句。",
    "only a table's name is taken, or one query that begins with SELECT, WITH or VALUES: reading an extract must never "
    "change a database. The statement was not run.",
)
_FILES = {
    "sqlite": ("SQLite", 0, b"SQLite format 3\0"),
    "duckdb": ("DuckDB", 8, b"DUCK"),
}
"""How an address of a database that is a file begins: what it is called, and which bytes stand where in it."""
_BY_ADDRESS = Text(
    "这是 {kind} 数据库文件，请以数据库地址给出：--extract {scheme}:///{file} --extract-query 表名或查询语句。",
    "it is a file of {kind}; give it as a database: --extract {scheme}:///{file} --extract-query TABLE-OR-QUERY.",
)
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*){0,2}")
"""A table, perhaps with its schema and database; anything else is a query."""
_ASIDE = re.compile(
    r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\$(?P<tag>\w*)\$.*?\$(?P=tag)\$|--[^\n]*|/\*.*?\*/",
    re.DOTALL,
)
"""Texts, quoted names and comments: what stands in them is no statement."""
_READS = re.compile(r"\A[\s(]*(?:SELECT|WITH|VALUES|TABLE|FROM)\b", re.IGNORECASE)
"""How a query begins that reads; ``TABLE`` is PostgreSQL's and ``FROM`` DuckDB's."""
_WRITES = re.compile(r"\b(?:INTO|INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
"""Words with which a query that begins like a harmless one changes something after all."""


def as_database(path: Path, name: str) -> Text | None:
    """Return how to give a file that is a database; None for every other file, whatever its name.

    Args:
        path: where it lies.
        name: what who gave it calls it.
    """
    if not path.is_file():
        return None
    with path.open("rb") as file:
        head = file.read(16)
    for scheme, (kind, at, magic) in _FILES.items():
        if head[at:].startswith(magic):
            told = {"kind": kind, "scheme": scheme, "file": name}
            return _BY_ADDRESS.filled(**told)
    return None


def asked(query: str, quote: Callable[[str], str]) -> str:
    """Return the query a database is asked; of a table its every column.

    Args:
        query: what was given.
        quote: writes a name as the database does.
    """
    name = query.strip()
    if not _NAME.fullmatch(name):
        return name.rstrip("; \t\r\n")
    quoted = ".".join(quote(part) for part in name.split("."))
    return f"SELECT * FROM {quoted}"  # noqa: S608 -- the operator's own database, asked what the operator asks


def only_reads(query: str) -> bool:
    """Tell whether a query is one statement that reads.

    A first look, for the sake of a clear message and of databases that know no transaction that only reads; those
    that do are asked in one all the same.
    """
    if _NAME.fullmatch(query.strip()):
        return True
    plain = _ASIDE.sub(" ", query).strip().rstrip("; \t\r\n")
    return ";" not in plain and _READS.match(plain) is not None and _WRITES.search(plain) is None

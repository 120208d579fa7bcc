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
    "只接受表名（含空格等符号时放在双引号内），或一条以 SELECT、WITH 或 VALUES 开头的查询；读取学籍数据不得改动数据库，"
    "未执行该语句。",
    "only a table's name is taken (in double quotes where it holds blanks and the like), or one query that begins with "
    "SELECT, WITH or VALUES: reading an extract must never change a database. The statement was not run.",
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
_PART = re.compile(r"""\A(?:\w+|"(?:[^"]|"")+"|`[^`]+`|\[[^\]]+\])""")
"""A name, or one in the quotes of standard SQL, of MySQL or of SQL Server."""
_MOST = 3
"""A table's name may have its schema's and its database's before it."""
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
            return _BY_ADDRESS.filled(kind=kind, scheme=scheme, file=name)
    return None


def asked(query: str, quote: Callable[[str], str]) -> str:
    """Return the query a database is asked; of a table its every column.

    Args:
        query: what was given.
        quote: writes a name as the database does.
    """
    named = _table(query)
    if not named:
        return query.strip().rstrip("; \t\r\n")
    quoted = ".".join(quote(part) for part in named)
    return f"SELECT * FROM {quoted}"  # noqa: S608 -- the operator's own database, asked what the operator asks


def _table(query: str) -> list[str]:
    """Return a table's name, perhaps with its schema and database before it; nothing where it is a query."""
    rest, parts = f".{query.strip()}", []
    while rest.startswith(".") and (found := _PART.match(rest[1:])):
        parts.append(_unquoted(found[0]))
        rest = rest[1 + found.end() :]
    return parts if not rest and len(parts) <= _MOST else []


def _unquoted(part: str) -> str:
    if part[0] == '"':
        return part[1:-1].replace('""', '"')
    return part[1:-1] if part[0] in "`[" else part


def only_reads(query: str) -> bool:
    """Tell whether a query is one statement that reads.

    A first look, for the sake of a clear message and of databases that know no transaction that only reads; those
    that do are asked in one all the same.
    """
    if _table(query):
        return True
    plain = _ASIDE.sub(" ", query).strip().rstrip("; \t\r\n")
    return ";" not in plain and _READS.match(plain) is not None and _WRITES.search(plain) is None

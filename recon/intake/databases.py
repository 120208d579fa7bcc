"""An extract straight from a database: a table or a query, through SQLAlchemy or DuckDB."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recon.errors import ExtractError
from recon.intake.cells import cell
from recon.intake.tables import as_text
from recon.intake.titles import unique
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

DUCKDB = "duckdb://"
_BATCH = 50_000
_TABLE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*){0,2}")
"""A table, perhaps with its schema and database; anything else is a query."""
_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)")
"""What SQLAlchemy would take for a parameter; we have none, so it is a colon."""
_FAILED = Text(
    "数据库查询失败（{error}）。请检查地址、账号权限和查询语句（或表名）。",
    "the database query failed ({error}). Check the address, the rights and the query (or table).",
)
_NO_QUERY = Text(
    "请用 --extract-query 给出查询语句或表名。", "give the query or the table by --extract-query."
)
_NOT_INSTALLED = Text(
    "没有安装该数据库的驱动。PostgreSQL 请运行 pip install -e '.[postgres]'，其他数据库请安装 SQLAlchemy 对应的驱动。",
    "its driver is not installed. For PostgreSQL: pip install -e '.[postgres]'; else the one SQLAlchemy names.",
)
_NOT_AN_ADDRESS = Text(
    "数据库地址无法识别。应写作 postgresql+psycopg://用户:密码@主机/库，或 duckdb:///文件",
    "this is no database address; write postgresql+psycopg://user:password@host/database, or duckdb:///file",
)


def read_query(url: str, query: str) -> pa.Table:
    """Return a database's answer, every column as text; NULL stays null.

    Args:
        url: ``postgresql+psycopg://user:password@host/database`` or any other address SQLAlchemy knows;
            ``duckdb:///file.duckdb`` for a DuckDB file, ``duckdb://`` for whatever DuckDB itself can read
            (``SELECT * FROM 'extract/*.parquet'``).
        query: a ``SELECT``, or the name of a table or view.

    Raises:
        ExtractError: the database cannot be reached or refuses the query. The password is never shown.
    """
    if not query.strip():
        raise ExtractError(path=shown(url), reason=_NO_QUERY)
    asked = _select(query)
    return _from_duckdb(url, asked) if url.startswith(DUCKDB) else _from_sqlalchemy(url, asked)


def shown(url: str) -> str:
    """Return a database address without its password, also one that cannot be understood."""
    import sqlalchemy as sa
    from sqlalchemy.exc import ArgumentError

    try:
        address = sa.make_url(url)
    except (ArgumentError, ValueError):
        return f"{url.partition('://')[0]}://…"
    return address.set(query={}).render_as_string(hide_password=True)


def _select(query: str) -> str:
    name = query.strip()
    if not _TABLE.fullmatch(name):
        return name.rstrip(";")
    quoted = ".".join(f'"{part}"' for part in name.split("."))
    return f"SELECT * FROM {quoted}"  # noqa: S608 -- the operator's own database, asked what the operator asks


def _from_sqlalchemy(url: str, query: str) -> pa.Table:
    import sqlalchemy as sa
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

    try:
        engine = sa.create_engine(url)
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError):
        raise ExtractError(path=shown(url), reason=_NOT_AN_ADDRESS) from None
    except ImportError:
        raise ExtractError(path=shown(url), reason=_NOT_INSTALLED) from None
    try:
        with engine.connect().execution_options(stream_results=True) as connection:
            answer = connection.execute(sa.text(_PARAMETER.sub(r"\:", query)))
            schema = pa.schema([(name, pa.string()) for name in unique(tuple(answer.keys()))])
            found = [_rows(rows, schema) for rows in answer.partitions(_BATCH)]
    except (SQLAlchemyError, ImportError, ValueError, OSError) as error:
        raise ExtractError(path=shown(url), reason=_failed(error)) from None
    finally:
        engine.dispose()
    return pa.Table.from_batches(found, schema)


def _from_duckdb(url: str, query: str) -> pa.Table:
    import duckdb

    file = url.removeprefix(DUCKDB).removeprefix("/")
    try:
        with duckdb.connect(file or ":memory:", read_only=bool(file)) as connection:
            answer = connection.sql(query)
            if answer is None:
                raise ExtractError(path=shown(url), reason=_failed(ValueError()))
            table = answer.to_arrow_table()
    except duckdb.Error as error:
        raise ExtractError(path=shown(url), reason=_failed(error)) from None
    schema = pa.schema([(name, pa.string()) for name in unique(tuple(table.column_names))])
    return pa.Table.from_batches([as_text(batch, schema) for batch in table.to_batches()], schema)


def _failed(error: Exception) -> Text:
    name = type(error).__name__
    return Text(_FAILED.say("zh", error=name), _FAILED.say("en", error=name))


def _rows(rows: Sequence[Any], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    texts = [pa.array([None if v is None else cell(v)[0] for v in column], pa.string()) for column in columns]
    return pa.RecordBatch.from_arrays(texts, schema=schema)

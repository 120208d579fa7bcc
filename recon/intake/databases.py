"""An extract straight from a database: a table or a query, through SQLAlchemy or DuckDB; nothing is ever changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from recon.errors import ExtractError
from recon.intake.asking import NO_QUERY, ONLY_READS, asked, only_reads
from recon.intake.cells import cell, exact, floating_text
from recon.intake.database_refusals import MISSING, why
from recon.intake.tables import as_text
from recon.intake.titles import unique
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import sqlalchemy as sa

DUCKDB = "duckdb://"
_BATCH = 50_000
_PARAMETER = re.compile(r"(?<![:\w\\]):(?=\w)")
"""What SQLAlchemy would take for a parameter; we have none, so it is a colon."""
_FAILED = Text(
    "数据库查询失败：{why}。",
    "the database query failed: {why}.",
)
_BEGINS_READING = {"mysql": "START TRANSACTION READ ONLY", "mariadb": "START TRANSACTION READ ONLY"}
"""How a dialect begins a transaction that only reads, where SQLAlchemy has no option for it as for PostgreSQL."""
_NOT_INSTALLED = Text(
    '没有安装该数据库的驱动。PostgreSQL 请运行 pip install -e ".[postgres]"，其他数据库请安装 SQLAlchemy 对应的驱动。',
    'its driver is not installed. For PostgreSQL: pip install -e ".[postgres]"; else the one SQLAlchemy names.',
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
        raise ExtractError(path=shown(url), reason=NO_QUERY)
    if not only_reads(query):
        raise ExtractError(path=shown(url), reason=ONLY_READS)
    return _from_duckdb(url, query) if url.startswith(DUCKDB) else _from_sqlalchemy(url, query)


def shown(url: str) -> str:
    """Return a database address without its password, also one that cannot be understood."""
    import sqlalchemy as sa
    from sqlalchemy.exc import ArgumentError

    try:
        address = sa.make_url(url)
    except (ArgumentError, ValueError):
        return f"{url.partition('://')[0]}://…"
    return address.set(query={}).render_as_string(hide_password=True)


def _from_sqlalchemy(url: str, query: str) -> pa.Table:
    import sqlalchemy as sa
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

    try:
        engine = sa.create_engine(_reading_only(url))
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError):
        raise ExtractError(path=shown(url), reason=_NOT_AN_ADDRESS) from None
    except ImportError:
        raise ExtractError(path=shown(url), reason=_NOT_INSTALLED) from None
    try:
        # Never committed: what is begun here is rolled back when the connection closes.
        with engine.connect().execution_options(stream_results=True, postgresql_readonly=True) as connection:
            if begin := _BEGINS_READING.get(engine.dialect.name):
                connection.exec_driver_sql(begin)
            wanted = asked(query, engine.dialect.identifier_preparer.quote_identifier)
            with connection.execute(sa.text(_PARAMETER.sub(r"\:", wanted))) as answer:
                schema = pa.schema([(name, pa.string()) for name in unique(tuple(answer.keys()))])
                found = [_rows(rows, schema) for rows in answer.partitions(_BATCH)]
    except (SQLAlchemyError, ImportError, ValueError, OSError) as error:
        raise ExtractError(path=shown(url), reason=_failed(error)) from None
    finally:
        engine.dispose()
    return _unpadded(pa.Table.from_batches(found, schema))


def _unpadded(table: pa.Table) -> pa.Table:
    """Take away the blanks with which a column of CHAR(n) fills up its values: no record has them."""
    columns = [pc.utf8_rtrim(one, " ") if _is_padded(one) else one for one in table.columns]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _is_padded(column: pa.ChunkedArray) -> bool:
    """Tell a column whose values are all of one width, some by blanks: in characters, or in bytes of UTF-8 or GBK."""
    if not pc.any(pc.ends_with(column, " ")).as_py():
        return False
    signs, octets = pc.utf8_length(column), pc.binary_length(column)
    # What is not ASCII needs two bytes in GBK.
    doubled = pc.add(signs, pc.utf8_length(pc.replace_substring_regex(column, r"[\x00-\x7f]", "")))
    spans = [pc.min_max(width).as_py() for width in (signs, octets, doubled)]
    return any(span["min"] == span["max"] for span in spans)


def _reading_only(url: str) -> sa.URL:
    """Return the address of a database, of SQLite's file for reading only: else one that is not there is made.

    Raises:
        ExtractError: SQLite's file is not there.
    """
    import sqlalchemy as sa

    address = sa.make_url(url)
    name = address.database or ""
    if address.get_backend_name() != "sqlite" or name in {"", ":memory:"}:
        return address
    # A file: address carries its own options; a fragment in it would hide the mode=ro that is added below.
    file = name.partition("#")[0] if name.startswith("file:") else Path(name).absolute().as_uri()
    if not name.startswith("file:") and not Path(name).is_file():
        raise ExtractError(path=shown(url), reason=_said(MISSING))
    return address.set(database=file).update_query_dict({"mode": "ro", "uri": "true"})


def _from_duckdb(url: str, query: str) -> pa.Table:
    import duckdb

    file = url.removeprefix(DUCKDB).removeprefix("/")
    if file and not Path(file).exists():
        raise ExtractError(path=shown(url), reason=_said(MISSING))
    # DuckDB would download a missing extension; this program never goes online.
    config = {"autoinstall_known_extensions": False}
    try:
        with duckdb.connect(file or ":memory:", read_only=bool(file), config=config) as connection:
            wanted = asked(query, _quoted)
            kinds = {statement.type for statement in duckdb.extract_statements(wanted)}
            if kinds != {duckdb.StatementType.SELECT}:
                raise ExtractError(path=shown(url), reason=ONLY_READS)
            table = connection.sql(wanted).to_arrow_table()
    except duckdb.Error as error:
        raise ExtractError(path=shown(url), reason=_failed(error)) from None
    schema = pa.schema([(name, pa.string()) for name in unique(tuple(table.column_names))])
    return pa.Table.from_batches([as_text(batch, schema) for batch in table.to_batches()], schema)


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _failed(error: Exception) -> Text:
    return _said(why(error))


def _said(reason: Text) -> Text:
    return _FAILED.filled(why=reason)


def _rows(rows: Sequence[Any], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    texts = [pa.array([_text(value) for value in column], pa.string()) for column in columns]
    return pa.RecordBatch.from_arrays(texts, schema=schema)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, float):
        return None if value is None else floating_text(value)
    return cell(exact(value))[0]

"""Why a database did not answer, in words: what its driver says, never with a password or a value of a row."""

from __future__ import annotations

import re

from recon.words import Text

_NAME = r"[\"'`\[]?(?P<name>[^\s\"'`\]!?;,()]+)[\"'`\]]?"
_LONG = re.compile(r"\d{6,}")
"""A value in double quotes is a column to a database, which then tells it as one."""
_MOST = 60
_TABLE = Text(
    "没有名为 {name} 的表或视图。请检查表名和模式（schema）",
    "there is no table or view {name}. Check its name and its schema",
)
_COLUMN = Text(
    "没有名为 {name} 的列。请检查列名；查询中的文字应放在单引号内",
    "there is no column {name}. Check its name; texts in a query stand in single quotes",
)
_BASE = Text(
    "服务器上没有数据库 {name}。请检查地址最后一段", "the server has no database {name}. Check the address"
)
_SYNTAX = Text("查询语句有语法错误。请检查", "the query has a syntax error. Check it")
_RIGHTS = Text(
    "该账号没有读取权限。请向数据库管理员申请",
    "the account may not read this. Ask the administrator of the database",
)
_CHANGES = Text(
    "查询会改动数据库；这里只读取。请改为 SELECT 查询或表名",
    "the query would change the database, which is only read here. Give a SELECT or a table",
)
MISSING = Text("找不到数据库文件。请检查路径", "the database file is not there. Check the path")
_NO_BASE = Text(
    "该文件不是这种数据库，或已损坏。请检查路径和地址开头（sqlite:、duckdb:）",
    "the file is no database of this kind, or it is damaged. Check the path, and how the address begins "
    "(sqlite:, duckdb:)",
)
_LOCKED = Text(
    "数据库文件正被其他程序占用。请关闭该程序后再运行",
    "another program holds the database file. Close that program and run again",
)
_PASSWORD = Text(
    "登录失败：用户名或密码不对，或该账号不得登录。请检查地址中的用户名和密码",
    "the login failed: a wrong user or password, or one who may not log in. Check both in the address",
)
_CLOSED = Text(
    "连接被拒绝：服务器未运行，或端口、防火墙不对。请检查地址中的主机和端口",
    "the connection was refused: the server does not run, or the port or a firewall is wrong. Check host and port "
    "in the address",
)
_HOST = Text(
    "找不到主机。请检查地址中的主机名和网络",
    "the host cannot be found. Check its name in the address and the network",
)
_SLOW = Text(
    "服务器没有应答（超时）。请检查主机、端口和网络",
    "the server did not answer in time. Check host, port and network",
)
_LIMIT = Text(
    "查询超过了服务器允许的时间。请缩小查询，或请数据库管理员放宽限制",
    "the query took longer than the server allows a query. Ask for less, or have the limit raised",
)
_LOST = Text(
    "读取途中连接中断，未采用已读的内容。请重新运行",
    "the connection was lost while it was read, and nothing of it was used. Run again",
)
_DAY = Text(
    "有的日期不在日历之内（如 infinity 或公元前）。请在查询中改用文字类型，或去掉该列",
    "a date is one that no calendar has (infinity, before the year 1). Ask for it as text, or leave the column out",
)
_GARBLED = Text(
    "有的文字不是 UTF-8，可能会是乱码。请将数据库的文字转为 UTF-8，或按 UTF-8 导出为文件",
    "some of its text is not UTF-8 and would be garbled. Keep it in UTF-8 there, or export it as a file in UTF-8",
)
_ROWLESS = Text(
    "查询没有返回表。请改为 SELECT 查询或表名", "the query answers with no table. Give a SELECT or a table"
)
_VALUE = Text(
    "查询中的类型转换失败：有的值不是所要求的类型。请改用文字类型",
    "the query turns a value into a type it is not of. Ask for it as text",
)
_OTHER = Text(
    "{name}。请检查地址、账号权限和查询语句（或表名）",
    "{name}. Check the address, the rights and the query (or table)",
)

_CODES = {
    "42P01": _TABLE,
    "42703": _COLUMN,
    "3F000": _TABLE,
    "3D000": _BASE,
    "42601": _SYNTAX,
    "42501": _RIGHTS,
    "25006": _CHANGES,
    "28P01": _PASSWORD,
    "28000": _PASSWORD,
}
"""SQLSTATE, which PostgreSQL gives whatever language its server speaks."""
_WORDS: tuple[tuple[str, Text], ...] = (
    (r"could not decode to utf-8|invalid (?:string encoding|unicode)|codec can't decode", _GARBLED),
    (rf"no such table: (?:main\.)?{_NAME}", _TABLE),
    (rf"table with name {_NAME} does not exist", _TABLE),
    (rf"(?:relation|table) {_NAME} (?:does not|doesn't) exist", _TABLE),
    (rf"schema {_NAME} does not exist", _TABLE),
    (rf"no such column: {_NAME}", _COLUMN),
    (rf"referenced column {_NAME}.* not found", _COLUMN),
    (rf"unknown column {_NAME}", _COLUMN),
    (rf"column {_NAME} does not exist", _COLUMN),
    (rf"database {_NAME} does not exist", _BASE),
    (rf"unknown database {_NAME}", _BASE),
    (
        r"password authentication failed|access denied for user|no password supplied|role .* does not exist",
        _PASSWORD,
    ),
    (r"no pg_hba\.conf entry|authentication failed|login failed|认证失败", _PASSWORD),
    (r"connection refused|can't connect to|actively refused", _CLOSED),
    (r"no such file or directory.*(?:socket|\.s\.pgsql)|socket.*no such file", _CLOSED),
    (
        r"resolve host|name or service not known|unknown .*server host|getaddrinfo|nodename nor servname",
        _HOST,
    ),
    (r"statement due to|statement execution time exceeded", _LIMIT),
    (r"terminating connection|closed the connection|connection is lost|lost connection|gone away", _LOST),
    (r"timed? ?out|timeout", _SLOW),
    (r"syntax error|error in your sql syntax|incomplete input|unterminated|unrecognized token", _SYNTAX),
    (r"permission denied|command denied|not authorized", _RIGHTS),
    (r"readonly database|read-only transaction", _CHANGES),
    (r"database does not exist|no files found that match|unable to open database file", MISSING),
    (r"is not a database|not a valid duckdb database|malformed|sqlite_scanner", _NO_BASE),
    (r"database is locked|could not set lock|being used by another", _LOCKED),
    (r"too (?:large|small) \((?:after|before) year|year .* is out of range", _DAY),
    (r"conversion error|invalid input syntax|out of range", _VALUE),
    (r"does not return rows", _ROWLESS),
)
"""What drivers write, the particular before the general; a name is what the query itself says."""


def why(error: Exception) -> Text:
    """Return in words why a database did not answer; where its driver does not tell, the kind of its error.

    Nothing of the driver's own text is passed on but the name of a table, a column or a database: it may hold the
    password, or a value of a row.
    """
    cause = getattr(error, "orig", None) or error
    said = " ".join(str(cause).split())
    for pattern, text in _WORDS:
        found = re.search(pattern, said, re.IGNORECASE)
        if found:
            return _filled(text, found.groupdict().get("name", ""))
    known = _CODES.get(str(getattr(cause, "sqlstate", "")))
    # In whatever language the server answers, the missing name stands in quotes.
    quoted = re.search(r"[\"“«„](?P<name>[^\"”»“]+)[\"”»“]", said)
    return (
        _filled(known, quoted["name"] if quoted else "") if known else _filled(_OTHER, type(cause).__name__)
    )


def _filled(text: Text, name: str) -> Text:
    shown = _LONG.sub("…", name)[:_MOST]
    return text.filled(name=shown)

"""The options that several commands share, and those of ``run``, each with its help in the language spoken."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from recon.cli.speech import LANG, said
from recon.words import LANGS, Lang, no_language


def option(name: str, zh: str, en: str, metavar: str | None = None, **more: Any) -> Any:
    """Return an option of one name."""
    return typer.Option(name, metavar=metavar, help=said(zh, en), **more)


def path(name: str, zh: str, en: str, metavar: str) -> Any:
    """Return an option that is a path; an empty one would mean the folder one happens to stand in."""
    return option(name, zh, en, metavar, parser=some_path)


def argument(metavar: str, zh: str, en: str, **more: Any) -> Any:
    """Return what stands without an option's name."""
    return typer.Argument(metavar=metavar, help=said(zh, en), **more)


def some_path(word: str | Path) -> Path:
    """Return a path, refusing an empty one."""
    if not str(word).strip():
        raise typer.BadParameter(said("路径不能为空", "a path must not be empty"))
    return Path(word)


Debug = Annotated[
    bool, option("--debug", "出错时显示技术细节。", "Show the traceback when something goes wrong.")
]
Json = Annotated[bool, option("--json", "以 JSON 输出到标准输出。", "Print JSON on stdout.")]
Language = Annotated[
    str, option("--lang", "提示和结果的语言。", "Language of messages and results.", "zh|en")
]
CampaignFile = Annotated[Path, path("--campaign", "采集批次配置。", "The campaign (campaign.toml).", "FILE")]
MaybeCampaign = Annotated[
    Path | None, path("--campaign", "采集批次配置。", "The campaign (campaign.toml).", "FILE")
]
Extracts = Annotated[
    list[str],
    option(
        "--extract",
        "学籍数据（文件夹亦可），可多次。",
        "Official extract or a folder; repeat it.",
        "PATH|URL",
    ),
]
Query = Annotated[
    str, option("--extract-query", "数据库的查询语句或表名。", "Query or table of a database.", "SQL|TABLE")
]
ExtractDate = Annotated[
    str,
    option(
        "--extract-date",
        "学籍数据的导出日期（文件未注明时）。",
        "When the extract was exported, if it does not say.",
        "DATE",
    ),
]
Rosters = Annotated[
    list[Path],
    path(
        "--rosters", "名单或文件夹、压缩包、邮件，可多次。", "File, folder, zip or mail; repeat it.", "PATH"
    ),
]
Photos = Annotated[
    list[Path] | None, path("--photos", "照片采集名单，可多次。", "Photo register; repeat it.", "FILE")
]
Planned = Annotated[
    list[Path] | None, path("--planned", "预计毕业名单，可多次。", "Planned graduates; repeat it.", "FILE")
]
SiteList = Annotated[Path | None, path("--sites", "教学点名单。", "Site list.", "FILE")]
Submissions = Annotated[Path | None, path("--submissions", "收件清单。", "Who sent what, when.", "FILE")]
Passwords = Annotated[Path | None, path("--passwords", "CSV：文件名,密码。", "CSV: file,password.", "FILE")]
Out = Annotated[Path | None, path("--out", "结果写入的文件夹。", "Folder for the result.", "DIR")]
WorkspaceDir = Annotated[Path | None, path("--workspace", "工作区。", "The office's workspace.", "DIR")]
AsOf = Annotated[
    str, option("--as-of", "统计日期（2020-06-15）。", "Judge as on this day (2020-06-15).", "DATE")
]
EngineName = Annotated[str, option("--engine", "计算引擎。", "What computes.", "duckdb|polars|pandas|spark")]
Master = Annotated[
    str, option("--master", "Spark 集群地址（--engine spark）。", "Spark master (--engine spark).", "URL")
]
Memory = Annotated[
    str,
    option(
        "--memory", "内存上限，如 2GB（duckdb、spark）。", "Upper bound, such as 2GB (duckdb, spark).", "SIZE"
    ),
]
Threads = Annotated[
    int,
    option("--threads", "线程上限（duckdb）。", "Upper bound of threads (duckdb).", "N", min=0, max=1024),
]
Files = Annotated[list[Path], argument("FILE…", "名单文件。", "Files.", parser=some_path)]
Office = Annotated[Path, argument("DIR", "工作区。", "The office's workspace.", parser=some_path)]


def language(word: str) -> Lang:
    """Return a language, refusing any other word."""
    if word not in LANGS:
        raise typer.BadParameter(no_language(word).say(LANG), param_hint="--lang")
    return "zh" if word == "zh" else "en"

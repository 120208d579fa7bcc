"""Receipts (回执): what of a unit came when, with checksums; as a text for a chat and as a page to print."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from recon.export.report_style import PAGE
from recon.values.days import moment
from recon.values.harmless import in_one_line
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.export.view import View

READ, REFUSED = Text("可以读取", "readable"), Text("无法读取", "cannot be read")
AGAIN = Text("与已收文件相同，只计一次", "the same as another file, counted once")
_TEXT = Text(
    "【回执】{unit}：截至 {day}，收到贵单位下列文件 {count} 个，{rows} 行。\n{files}\n{only}",
    "[Receipt] {unit}: {count} {count:file|files} with {rows} {rows:row|rows} received until {day}.\n{files}\n{only}",
)
_ONLY = Text("本回执只说明已收到，核对结果另行通知。", "This says only that they came; the result follows.")
_FILE = Text(
    "{number}. {file}　{received}　{verdict}　{rows} 行　校验值 {sha}",
    "{number}. {file}  {received}  {verdict}  {rows} {rows:row|rows}  checksum {sha}",
)
_NO_TIME = Text("收到时间不详", "time unknown")
_TITLE = Text("{campaign}名单收件回执", "{campaign}: receipt")
_ABOUT = Text(
    "{unit}：截至 {day}，收到贵单位下列文件 {count} 个，{rows} 行。",
    "{unit}: received until {day}, {count} {count:file|files} with {rows} {rows:row|rows}, as listed.",
)
_HEAD = (
    Text("序号", "No."),
    Text("文件", "File"),
    Text("收到时间", "Received"),
    Text("状态", "State"),
    Text("行数", "Rows"),
)
_SHA = Text("校验值（SHA-256）", "Checksum (SHA-256)")
_SIGN = (
    Text("经办人（签字）：", "By:"),
    Text("学籍科（盖章）：", "Seal:"),
    Text("日期：　　　年　　月　　日", "Date:"),
)


def receipt(view: View, unit: str) -> str:
    """Return the receipt of one unit as a text: its files, each with the start of its checksum."""
    files = _files(view, unit)
    told = [
        _FILE.say(view.lang, number=number, **(file | {"sha": file["sha"][:16]}))
        for number, file in enumerate(files, 1)
    ]
    return _TEXT.say(view.lang, **_about(view, unit, files), files="\n".join(told), only=_ONLY.say(view.lang))


def page(view: View, unit: str) -> str:
    """Return the receipt as a page for the printer, with whole checksums and a place for the seal."""
    files = _files(view, unit)
    heading = escape(_TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id))
    rows = "".join(_row(view, number, file) for number, file in enumerate(files, 1))
    head = "".join(f"<th>{escape(text.say(view.lang))}</th>" for text in _HEAD)
    body = (
        f"<h1>{heading}</h1><p>{escape(_ABOUT.say(view.lang, **_about(view, unit, files)))}</p>"
        f"<table class=grid><thead><tr>{head}</tr></thead>{rows}</table>"
        f"<p>{escape(_ONLY.say(view.lang))}</p>"
        f"<div class=sign>{''.join(f'<p>{escape(text.say(view.lang))}</p>' for text in _SIGN)}</div>"
    )
    return PAGE.format(lang="zh-CN" if view.lang == "zh" else "en", title=heading, body=body)


def _row(view: View, number: int, file: dict[str, Any]) -> str:
    """Return one file: a line of facts, and its checksum below."""
    cells = "".join(
        f"<td>{escape(str(value))}</td>"
        for value in (number, file["file"], file["received"], file["verdict"], file["rows"])
    )
    sha = f"{escape(_SHA.say(view.lang))}　<code>{escape(file['sha'])}</code>"
    return f"<tbody><tr>{cells}</tr><tr><td></td><td colspan=4>{sha}</td></tr></tbody>"


def _about(view: View, unit: str, files: list[dict[str, Any]]) -> dict[str, Any]:
    rows = sum(file["rows"] for file in files)
    return {"unit": view.named(unit), "day": view.day, "count": len(files), "rows": rows}


def _files(view: View, unit: str) -> list[dict[str, Any]]:
    return [
        {
            "file": in_one_line(file["file"]),
            "received": moment(file["received_at"]) or _NO_TIME.say(view.lang),
            "verdict": verdict(view, file).say(view.lang),
            "rows": file["rows"],
            "sha": file["sha256"],
        }
        for file in view.files.get(unit).to_pylist()
    ]


def verdict(view: View, file: Mapping[str, Any]) -> Text:
    """Return what became of a file; the same bytes once more have no rows, which would look as if nothing was read."""
    if file["verdict"] == "refused":
        return REFUSED
    return AGAIN if not file["rows"] and file["sha256"] in view.counted_bytes else READ

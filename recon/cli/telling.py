"""What the commands of a workspace say: lines of head and value, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.cli.console import answer, say
from recon.cli.speech import LANG
from recon.values.days import moment
from recon.values.harmless import in_one_line
from recon.words import Category, Text, listing, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recon.workspace import Handover, RunRecord, Workspace
    from recon.workspace.receipts import Receipt

_VERSION = Text(
    "第 {number} 版　{at}　{actor}　移交 {handed} 人，待定 {pending} 人　校验值 {sha}　{reason}",
    "version {number}  {at}  {actor}  {handed} handed over, {pending} waiting  checksum {sha}  {reason}",
)
_AGAIN = Text(
    "名单与第 {number} 版相同，未另编新版。",
    "Nothing has changed since version {number}; no new one was made.",
)
_COUNT = Text(
    "　{point}　{site}　{category}　移交 {handed}　待定 {pending}",
    "  {point}  {site}  {category}  {handed} handed over  {pending} waiting",
)
_RECEIPT = Text(
    "{file}：{verdict}，{rows} 行，错误 {errors}、警告 {warnings}{more}",
    "{file}: {verdict}, {rows} {rows:row|rows}, {errors} {errors:error|errors}, {warnings} "
    "{warnings:warning|warnings}{more}",
)
_VERDICTS = {
    "received": Text("已收到，尚未核对", "received, not judged yet"),
    "read": Text("可以读取", "readable"),
    "refused": Text("无法读取", "cannot be read"),
    "ignored": Text("不是名单", "no roster"),
}
_PARKED = Text(
    "；与本单位已报名单关系不明，已搁置：若替换，将有 {n} 名学生消失（请指明 replace、add 或 amend）",
    "; unclear, so it is parked: {n} {n:student|students} would disappear if it replaced what stands (say replace, "
    "add or amend)",
)
_GONE = Text(
    "；有 {n} 名此前报送的学生不在其中", "; {n} {n:student|students} sent before {n:is|are} not in it"
)
_BACK = Text("；有 {n} 个已改正的错误再次出现", "; {n} mended {n:error is|errors are} back")
_ELSEWHERE = Text(
    "；有 {n} 名学生也由其他单位报送", "; {n} {n:student was|students were} sent by another unit too"
)
_OFFICIAL = {
    "became-due": Text("新增应报", "became due"),
    "left": Text("不再应报", "due no more"),
    "changed": Text("学籍信息变更", "record changed"),
}
_LAPSED = {
    "submitted": Text("因报送值改变而失效的裁定", "rulings lapsed: the submitted value changed"),
    "official": Text("因学籍值改变而失效的裁定", "rulings lapsed: the official value changed"),
    "gone": Text("问题已不存在的裁定", "rulings whose finding is gone"),
}
_NOTHING = Text(
    "应报学生及其学籍信息没有变化，没有裁定失效，也没有已改正的错误再次出现。",
    "Nobody became due, left or has another record; no ruling lapsed, and no mended error is back.",
)
_STALE = Text(
    "现有结果尚未据此核对。请重新核对：recon workspace judge DIR",
    "The newest result does not know of it yet. Reconcile again: recon workspace judge DIR",
)
_BACK_AGAIN = Text("再次出现的错误", "mended errors that are back")


def lines(rows: Iterable[tuple[Text, object]]) -> None:
    """Write heads and values, a tab between them."""
    for head, value in rows:
        answer(f"{head.say(LANG)}\t{value}")


def version(one: Handover, *, counts: bool = False) -> None:
    """Write one hand-over version, with its counts where they are asked for."""
    if one.again:
        say(_AGAIN.say(LANG, number=one.number))
    words = {name: getattr(one, name) for name in ("number", "actor", "handed", "pending", "reason")}
    words["at"] = moment(str(one.at))
    answer(_VERSION.say(LANG, **words, sha=one.sha256[:16]).rstrip())
    for count in one.counts if counts else ():
        words = {"handed": count.handed, "pending": count.pending}
        words["category"] = title(Category(count.category), LANG) if count.category else "–"
        answer(_COUNT.say(LANG, **words, point=count.point_name or "–", site=count.site_name))


def receipt(one: Receipt) -> None:
    """Write what is told of one file at once."""
    more = [
        text.say(LANG, n=n)
        for text, n in (
            (_PARKED if one.kind == "parked" else _GONE, one.disappear),
            (_BACK, one.back),
            (_ELSEWHERE, one.elsewhere),
        )
        if n
    ]
    words = {name: getattr(one, name) for name in ("rows", "errors", "warnings")}
    words["file"] = in_one_line(one.file)
    verdict = _VERDICTS[one.verdict].say(LANG)
    answer(_RECEIPT.say(LANG, **words, verdict=verdict, more="".join(more)))


def changes(workspace: Workspace) -> None:
    """Write what the newest run changed: who became due or left, which rulings lapsed, which errors are back."""
    official = workspace.official_changes()["what"].to_pylist()
    lapsed = [one.why for one in workspace.lapsed()]
    counted: Sequence[tuple[Text, int]] = (
        *((text, official.count(what)) for what, text in _OFFICIAL.items()),
        *((text, lapsed.count(why)) for why, text in _LAPSED.items()),
        (_BACK_AGAIN, len(workspace.back_again())),
    )
    found = [(text, count) for text, count in counted if count]
    lines(found)
    if not found:
        say(_NOTHING.say(LANG))


def stale(workspace: Workspace) -> None:
    """Say that the newest result, if there is one, does not know of what was just said."""
    if workspace.latest_run() is not None:
        say(_STALE.say(LANG))


def status(workspace: Workspace) -> None:
    """Write what a workspace holds, and what waits for somebody."""
    from recon.pipeline.unjudged import unjudged

    runs, versions = workspace.runs(limit=1), workspace.handovers()
    newest = versions[-1] if versions else None
    handed = _with(newest.number, f"{newest.handed} + {newest.pending}") if newest else "–"
    lines(
        (
            (Text("批次", "Campaign"), workspace.campaign().id),
            (Text("收到文件", "Files received"), len(workspace.submissions())),
            (Text("尚未核对的文件", "Files not reconciled yet"), unjudged(workspace).files),
            (Text("因收入时间而迟报", "Late by the time of intake"), _times(runs, "late_by_intake")),
            (Text("收到时间不明", "Time unknown"), _times(runs, "unknown")),
            (Text("搁置待定", "Parked"), len(workspace.parked())),
            (Text("学籍与登记", "Extracts and registers"), _sources(workspace)),
            (Text("单位（缺联系信息）", "Sites (something missing)"), _sites(workspace)),
            (Text("裁定", "Rulings"), len(workspace.rulings())),
            (Text("待办任务", "Jobs waiting"), len(workspace.jobs.open())),
            (Text("最近核对", "Newest run"), _how(runs[0]) if runs else "–"),
            (Text("移交版本（移交 + 待定）", "Hand-over version (handed + waiting)"), handed),
            (Text("原件加密", "Originals sealed"), (_YES if workspace.vault.key else _NO).say(LANG)),
            (Text("保存期已满的批次", "Campaigns to be purged"), _overdue(workspace)),
        )
    )


_STATES = {"started": Text("正在核对", "under way"), "failed": Text("未能完成", "could not be finished")}
_MORE = Text("{head}（{more}）", "{head} ({more})")
_YES, _NO = Text("是", "yes"), Text("否", "no")


def _times(runs: Sequence[RunRecord], name: str) -> int:
    """Return how many files of the newest run have a time that hangs on the intake."""
    return runs[0].summary.get("times", {}).get(name, 0) if runs else 0


def _how(run: RunRecord) -> str:
    """Return when a run ended, else how it stands."""
    return moment(run.finished_at) or (_STATES[run.state].say(LANG) if run.state in _STATES else run.state)


def _sources(workspace: Workspace) -> str:
    names = listing([in_one_line(source.name) for source in workspace.sources()], LANG)
    return _with(len(workspace.sources()), names) if names else "0"


def _sites(workspace: Workspace) -> str:
    from recon.workspace.register import missing

    known = workspace.sites()
    return _with(len(known), sum(bool(missing(site)) for site in known))


def _overdue(workspace: Workspace) -> str:
    return listing([_with(one.campaign, one.until) for one in workspace.overdue()], LANG) or "–"


def _with(head: object, more: object) -> str:
    return _MORE.say(LANG, head=head, more=more)

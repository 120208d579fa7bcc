"""Texts that go out: notice, leaflet, reminders, receipts. Counts only, no personal value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.export.tables import table
from recon.words import SiteStatus, Text, title

if TYPE_CHECKING:
    from recon.export.view import View

_NOTICE = Text(
    "关于报送{campaign}名单的通知\n"
    "{unit}：\n"
    "一、采集对象：{scope}。\n"
    "二、请核对本表预填的学生，逐人填写“是否拍摄”；不拍的选择“不拍原因”；表中没有的学生填在空白行。\n"
    "三、所有单元格为文本格式，院校代码不得更改；学生信息须与学籍系统一致。\n"
    "四、报送截止日期：{deadline}。逾期视为未采集，漏报、错报由报送单位负责。\n"
    "五、照片自拍摄之日起 {months} 个月内有效，过期不能用于毕业证书。\n"
    "{contact}",
    "Rosters for {campaign}\n"
    "{unit}:\n"
    "1. Who: {scope}.\n"
    "2. Check the students on the form, choose 拍 or 不拍 for each; add who is missing below.\n"
    "3. Every cell is text; leave the institution code; data must agree with the academic system.\n"
    "4. Deadline: {deadline}. What comes later counts as not collected.\n"
    "5. A photo holds for {months} months.\n"
    "{contact}",
)
_LEAFLET = Text(
    "毕业生图像采集须知\n"
    "1. 请携带二代居民身份证和学生证，按通知的时间分时段到达拍摄点。\n"
    "2. 请勿穿蓝色上衣，不戴帽子、围巾和饰物，头发不遮挡眉毛和耳朵。\n"
    "3. 照片用于学历证书电子注册，自拍摄之日起 {months} 个月内有效；过期需要重新拍摄。\n"
    "4. 不能按时参加的，请提前告知所在教学点。\n"
    "{slots}",
    "For students: the graduation photo\n"
    "1. Bring your ID card and student card; come at the time you were given.\n"
    "2. No blue top, no hat, no scarf; hair must not cover eyebrows or ears.\n"
    "3. The photo is for the diploma and holds for {months} months.\n"
    "4. If you cannot come, tell your site in advance.\n"
    "{slots}",
)
_SLOT = Text("{point}：{dates}", "{point}: {dates}")
_REMIND = {
    SiteStatus.SILENT: Text(
        "【催报】{unit}：贵单位应报 {due} 人，至今未收到名单。"
        "报送截止 {deadline}{left}，请尽快报送；确无学生请报“零报送”。",
        "[Reminder] {unit}: {due} students are due and no roster has come. Deadline {deadline}{left}. "
        "If there is nobody, declare nil.",
    ),
    SiteStatus.UNREADABLE: Text(
        "【催报】{unit}：贵单位的文件已收到，但无法读取。"
        "请按退回说明重新保存为普通 Excel 文件后再报送（截止 {deadline}{left}）。",
        "[Reminder] {unit}: your file came but cannot be read. Save it as a plain Excel file "
        "and send it again (deadline {deadline}{left}).",
    ),
    SiteStatus.CHECKED: Text(
        "【核对】{unit}：应报 {due} 人，已报 {submitted} 人，漏报 {omitted} 人，待修改 {errors} 处。"
        "请按退回清单和漏报表处理后发回（截止 {deadline}{left}）。",
        "[Check] {unit}: {due} due, {submitted} submitted, {omitted} omitted, {errors} errors to mend. "
        "Please answer the return sheet and the omission list (deadline {deadline}{left}).",
    ),
}
_LEFT = Text("，还剩 {days} 天", ", {days} days left")
_GONE = Text("，已逾期 {days} 天", ", {days} days ago")
_RECEIPT = Text(
    "【回执】{unit}：截至 {day}，共收到贵单位文件 {count} 个。\n{files}\n"
    "本回执只说明已收到，核对结果另行通知。",
    "[Receipt] {unit}: {count} files received until {day}.\n{files}\nThis says only that they came.",
)
_FILE = Text(
    "{number}. {file}　{received}　{verdict}　{rows} 行　校验值 {sha}",
    "{number}. {file}  {received}  {verdict}  {rows} rows  checksum {sha}",
)
READ, REFUSED = (
    Text("可以读取", "readable"),
    Text("无法读取", "cannot be read"),
)
_NO_TIME = Text("收到时间不详", "time unknown")
_ALL = Text("全部学生", "every student")


def notice(view: View, unit: str = "") -> str:
    """Return the notice; ``[templates] notice`` replaces it. Its first line is its title."""
    campaign = view.campaign
    own = campaign.templates.get("notice")
    return own or _NOTICE.say(
        view.lang,
        campaign=campaign.title or campaign.id,
        unit=view.named(unit) if unit else Text("各报送单位", "To all units").say(view.lang),
        scope=_scope(view),
        deadline=campaign.deadline or "–",
        months=campaign.photo.validity_months,
        contact="，".join(campaign.contacts.values()),
    )


def _scope(view: View) -> str:
    said = []
    for category, scope in view.campaign.scope.items():
        parts = ("、".join(scope.cohorts), "、".join(scope.levels))
        said.append(title(category, view.lang) + " ".join(part for part in parts if part))
    return "；".join(said) or _ALL.say(view.lang)


def leaflet(view: View) -> str:
    """Return the leaflet for students; ``[templates] leaflet`` replaces it. Its first line is its title."""
    own = view.campaign.templates.get("leaflet")
    slots = (
        _SLOT.say(view.lang, point=one.point, dates="、".join(str(day) for day in one.dates))
        for one in view.campaign.shooting
    )
    return own or _LEAFLET.say(view.lang, months=view.campaign.photo.validity_months, slots="\n".join(slots))


def reminder(view: View, unit: str) -> str:
    """Return a unit's reminder, ready for a group chat; empty when there is nothing to remind it of."""
    site = view.standings.get(unit)
    if site is None:
        return ""
    counts = _counts(view, unit)
    errors = site["key_errors"] + site["other_errors"]
    status = SiteStatus(site["status"] or SiteStatus.SILENT)
    asked = counts["due"] if status == SiteStatus.SILENT else counts["omitted"] + errors
    pattern = _REMIND.get(status)
    if pattern is None or (not asked and status != SiteStatus.UNREADABLE):
        return ""
    deadline = view.campaign.deadline
    return pattern.say(
        view.lang, unit=view.named(unit), deadline=deadline or "–", left=_left(view), errors=errors, **counts
    )


def _counts(view: View, unit: str) -> dict[str, int]:
    """Return the sums of the sites a unit answers for."""
    names = ("due", "submitted", "omitted")
    cells = [c for c in table(view.result, "coverage").to_pylist() if view.above(c["site_code"]) == unit]
    return {name: sum(cell[name] for cell in cells) for name in names}


def _left(view: View) -> str:
    from datetime import date

    if view.campaign.deadline is None or not view.day:
        return ""
    days = (view.campaign.deadline - date.fromisoformat(view.day[:10])).days
    return _LEFT.say(view.lang, days=days) if days >= 0 else _GONE.say(view.lang, days=-days)


def receipt(view: View, unit: str) -> str:
    """Return the receipt of one unit: its files with their checksums."""
    files = view.files.get(unit).to_pylist()
    told = [
        _FILE.say(
            view.lang,
            number=number,
            file=file["file"],
            received=file["received_at"] or _NO_TIME.say(view.lang),
            verdict=(REFUSED if file["verdict"] == "refused" else READ).say(view.lang),
            rows=file["rows"],
            sha=file["sha256"][:16],
        )
        for number, file in enumerate(files, 1)
    ]
    return _RECEIPT.say(
        view.lang, unit=view.named(unit), day=view.day, count=len(files), files="\n".join(told)
    )

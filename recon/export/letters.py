"""Texts of a site pack: the notice and the leaflet for students. Nothing personal is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.export.planning import days, places
from recon.export.reminding import reminder
from recon.words import Text, listing, title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recon.campaign import Shooting
    from recon.export.view import View

__all__ = ["leaflet", "notice", "reminder"]

_NOTICE = Text(
    "关于报送{title}名单的通知\n"
    "{unit}：\n"
    "一、采集对象：{scope}。\n"
    "二、请核对本表预填的学生，逐人填写“是否拍摄”；不拍的选择“不拍原因”；表中没有的学生填在空白行。\n"
    "三、所有单元格为文本格式，院校代码不得更改；学生信息须与学籍系统一致。\n"
    "四、报送截止日期：{deadline}。逾期视为未采集，漏报、错报由报送单位负责。\n"
    "五、照片自拍摄之日起 {months} 个月内有效，过期不能用于毕业证书。\n"
    "{contact}",
    "Rosters for {title}\n"
    "{unit}:\n"
    "1. Who: {scope}.\n"
    "2. Check the students on the form, choose 拍 or 不拍 for each; add who is missing below.\n"
    "3. Every cell is text; leave the institution code; data must agree with the academic system.\n"
    "4. Deadline: {deadline}. What comes later counts as not collected.\n"
    "5. A photo holds for {months} {months:month|months}.\n"
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
    "3. The photo is for the diploma and holds for {months} {months:month|months}.\n"
    "4. If you cannot come, tell your site in advance.\n"
    "{slots}",
)
_SLOT = Text("拍摄点：{point}　时间：{days}　{times}", "Where: {point}  When: {days}  {times}")
_CONTACT = Text("联系方式：{contact}", "Contact: {contact}")
_EVERYBODY = Text("各报送单位", "To all units")
_ALL = Text("全部学生", "every student")


def notice(view: View, unit: str = "") -> str:
    """Return the notice; ``[templates] notice`` replaces it. Its first line is its title."""
    return _filled(view, unit, view.campaign.templates.get("notice") or _NOTICE.say(view.lang, **_KEPT))


def leaflet(view: View, unit: str = "") -> str:
    """Return the leaflet for students; ``[templates] leaflet`` replaces it. Its first line is its title."""
    return _filled(view, unit, view.campaign.templates.get("leaflet") or _LEAFLET.say(view.lang, **_KEPT))


_NAMES = ("title", "unit", "scope", "deadline", "months", "contact", "slots")
_KEPT = {name: f"{{{name}}}" for name in _NAMES}
"""What a text of the campaign may hold in braces; any other brace stays as it is."""


def _filled(view: View, unit: str, text: str) -> str:
    campaign = view.campaign
    contact = "，".join(value for value in campaign.contacts.values() if value)
    values = {
        "title": campaign.title or campaign.id,
        "unit": view.named(unit) if unit else _EVERYBODY.say(view.lang),
        "scope": _scope(view),
        "deadline": str(campaign.deadline or "–"),
        "months": str(campaign.photo.validity_months),
        "contact": _CONTACT.say(view.lang, contact=contact) if contact else "",
        "slots": "\n".join(_slots(view, unit)),
    }
    for name in _NAMES:
        text = text.replace(_KEPT[name], values[name])
    return text.strip()


def _slots(view: View, unit: str) -> Iterable[str]:
    """Return where and when the unit's students come; every point where no unit is named."""
    for shooting, name in _points(view, unit):
        if shooting.dates:
            said = {
                "point": name,
                "days": days(shooting, view.lang),
                "times": listing(shooting.times, view.lang),
            }
            yield _SLOT.say(view.lang, **said).rstrip()


def _points(view: View, unit: str) -> list[tuple[Shooting, str]]:
    """Return the points that serve the unit or a site it answers for, by name."""
    if not unit:
        return [(one, places(view).named(one)) for one in view.campaign.shooting]
    own = [code for code in view.sites if view.above(code) == unit or code == unit]
    served = [found for code in own if (found := places(view).serving(code))]
    return [(one, places(view).named(one)) for one in view.campaign.shooting if one in served]


def _scope(view: View) -> str:
    said = []
    for category, scope in view.campaign.scope.items():
        parts = (listing(scope.cohorts, view.lang), listing(scope.levels, view.lang))
        between = "" if view.lang == "zh" else " "
        said.append(between.join((title(category, view.lang), " ".join(filter(None, parts)))).strip())
    return ("；" if view.lang == "zh" else "; ").join(said) or _ALL.say(view.lang)

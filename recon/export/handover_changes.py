"""What changed since a frozen hand-over (移交变更): additions, changes and withdrawals, never a second list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon import fields
from recon.export.book import Book
from recon.marks import MARK_CHANGES, mark
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recon.export.handover_lists import Frozen
    from recon.export.view import View
    from recon.words import Lang

_TITLE = Text("{campaign}移交变更单", "{campaign}: changes to the hand-over")
_SINCE = Text(
    "{said}　　此后变更 {count} 项：增加 {added} 人，撤回 {withdrawn} 人，其余为内容变更。",
    "{said}. Since then {count} {count:change|changes}: {added} added, {withdrawn} withdrawn, the others in content.",
)
_COLUMNS: tuple[tuple[Text, float], ...] = (
    (Text("序号", "No."), 5.5),
    (Text("变更", "What"), 8),
    (Text("学号", "Student number"), 16),
    (Text("姓名", "Name"), 12),
    (Text("教学点", "Site"), 26),
    (Text("拍摄点", "Shooting point"), 18),
    (Text("项目", "Field"), 10),
    (Text("变更前", "Before"), 22),
    (Text("变更后", "After"), 22),
    (Text("原因", "Why"), 18),
)
_WHAT = {
    "added": Text("增加", "added"),
    "changed": Text("变更", "changed"),
    "withdrawn": Text("撤回", "withdrawn"),
}
_WHY = {
    "open": Text("出现未解决的错误", "open errors"),
    "held": Text("学籍信息待核", "record under review"),
    "left": Text("不再报送", "no longer submitted"),
    "clean": Text("现已无误", "clean now"),
    "admitted": Text("经批准移交", "admitted"),
}
_PLACES = {"point": Text("拍摄点", "Shooting point"), "days": Text("拍摄时间", "When")}


def build(view: View, frozen: Frozen) -> bytes | None:
    """Return the workbook, None when nothing changed since this version."""
    if frozen.changes is None or not frozen.changes.num_rows:
        return None
    found = frozen.changes.to_pylist()
    book = Book(view.lang)
    page = book.page("移交变更", [size for _, size in _COLUMNS])
    page.banner(mark(MARK_CHANGES, view.campaign.id), "mark", 14)
    page.banner(_TITLE.say(view.lang, campaign=view.campaign.title or view.campaign.id), "title", 32)
    kinds = {what: sum(one["what"] == what for one in found) for what in ("added", "withdrawn")}
    page.banner(_SINCE.say(view.lang, said=frozen.said(view), count=len(found), **kinds), "line", 22)
    page.head([text.say(view.lang) for text, _ in _COLUMNS])
    for number, one in enumerate(found, 1):
        texts = (
            what(one["what"], view.lang),
            one["student_no"],
            one["name"],
            view.named(one["site_code"]),
            view.site(one["point"]).site_name or one["point"],
            field(one["field"], view.lang),
            one["before"],
            one["after"],
            why(one["reason"], view.lang),
        )
        page.line((str(number), *texts), ("mid", "mid", *["cell"] * 8))
    return book.finish()


def what(code: str, lang: Lang) -> str:
    """Return what happened, in words: added, changed, withdrawn."""
    return _said(_WHAT, code, lang)


def why(code: str, lang: Lang) -> str:
    """Return why somebody came or went, in words."""
    return _said(_WHY, code, lang)


def field(code: str, lang: Lang) -> str:
    """Return what of a person changed, in words."""
    known = fields.BY_CODE.get("site" if code == "site_code" else code)
    return known.title.say(lang) if known else _said(_PLACES, code, lang)


def _said(words: Mapping[str, Text], code: str, lang: Lang) -> str:
    return words[code].say(lang) if code in words else code

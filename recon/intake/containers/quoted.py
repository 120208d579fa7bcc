"""The body of a mail without what it quotes: the table of an older mail is no roster of this one."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

_QUOTES = frozenset({"blockquote"})
_WORDS = re.compile(
    r"gmail_quote|yahoo_quoted|protonmail_quote|moz-(?:cite-prefix|forward-container|email-headers-table)|"
    r"zmail_extra|alimail_quote|FoxDiv|(?:x_)?divRplyFwdMsg|(?:x_)?appendonsend|isReplyContent|isForwardContent|"
    r"mail-editor-reference-message-container|ms-outlook-mobile-reference-message|OLK_SRC_BODY_SECTION|original-content",
    re.IGNORECASE,
)
"""What programs call the part they quote, in ``id`` or ``class``."""
_FROM_HERE = re.compile(r"(?:x_)?(?:divRplyFwdMsg|appendonsend)", re.IGNORECASE)
"""Of these the quoted mail is not inside, but behind."""
_LINE = re.compile(
    r"[-—_=\s]{2,40}(?:原始邮件|(?:回复的)?原邮件|转发(?:的邮件|邮件(?:信息)?)|Original Message|Forwarded message)"
    r"\s{0,9}[-—_=\s]{2}|"
    r"^[^\S\n]{0,40}(?:发件人|寄件人|From)\s*[:：].{0,200}?(?:发[送件](?:时间|日期)|日期|寄件日期|Sent|Date)\s*[:：]",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
"""The line, or the head of the older mail, from which on all is quoted."""
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"}
)
_BLOCKS = frozenset({"div", "p", "td", "th", "tr", "li", "table", "pre", "br", "hr", "body"})


def parted(page: str) -> tuple[str, str]:
    """Return a page's own part and what it quotes, both as pages."""
    walk = _Walk()
    walk.feed(page)
    walk.close()
    return "".join(walk.own), "".join(walk.quoted)


def parted_lines(text: str) -> tuple[str, str]:
    """Return a plain text's own part and what it quotes; lines keep their numbers in both."""
    own, quoted, behind = [], [], False
    lines = text.splitlines()
    for at, line in enumerate(lines):
        behind = behind or bool(_LINE.search("\n".join(lines[at : at + 4]) if _heads(line) else line))
        mine = not behind and not line.lstrip().startswith((">", "|"))
        own.append(line if mine else "")
        quoted.append("" if mine else line.lstrip("> |"))
    return "\n".join(own), "\n".join(quoted)


def _heads(line: str) -> bool:
    return bool(re.match(r"\s*(?:发件人|寄件人|From)\s*[:：]", line, re.IGNORECASE))


class _Walk(HTMLParser):
    """Hands every piece of the page on as it stands, to one side or the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.own: list[str] = []
        self.quoted: list[str] = []
        self._inside: list[str] = []
        """Elements that are open since the quoted part began."""
        self._open: Counter[str] = Counter()
        self._behind = False
        self._said: list[str] = []
        """The text of the last few blocks: a line of hyphens and words says that a mail is quoted from here on."""

    def _add(self, piece: str | None) -> None:
        (self.quoted if self._behind or self._inside else self.own).append(piece or "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        called = " ".join(value or "" for name, value in attrs if name in {"id", "class"})
        if tag in _BLOCKS:
            self._said.append("\n")
        if self._inside:
            self._enter(tag)
        elif _FROM_HERE.search(called):
            self._behind = True
        elif tag in _QUOTES or _WORDS.search(called):
            self._enter(tag)
        self._add(self.get_starttag_text())

    def _enter(self, tag: str) -> None:
        if tag not in _VOID:
            self._inside.append(tag)
            self._open[tag] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 -- theirs
        self._add(self.get_starttag_text())

    def handle_endtag(self, tag: str) -> None:
        self._add(f"</{tag}>")
        while self._open[tag]:
            last = self._inside.pop()
            self._open[last] -= 1
            if last == tag:
                break
        if tag in _BLOCKS:
            self._said.append("\n")

    def handle_data(self, data: str) -> None:
        self._hear(data)
        self._add(data)

    def handle_entityref(self, name: str) -> None:
        self._hear(unescape(f"&{name};"))
        self._add(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._hear(unescape(f"&#{name};"))
        self._add(f"&#{name};")

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 -- theirs
        """Pass over ``<![…]>`` whatever it says, as :mod:`recon.intake.readers.html` does."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1

    def _hear(self, text: str) -> None:
        self._said.append(text)
        del self._said[:-40]
        if not (self._behind or self._inside):
            said = "".join(self._said)[-400:].replace("\xa0", " ")
            self._behind = bool(_LINE.search(said))

"""Streamlit reads Markdown: what a site, a file or a campaign is called is shown as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf.json_format import MessageToDict
from markdown_it import MarkdownIt

from recon.ui import context
from recon.ui.navigation import PAGES
from recon.ui.parts import flash
from recon.ui.parts.literal import literal
from recon.ui.store import forget
from tests.ui import synthetic
from tests.ui.test_pages import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINK = "[重新登录](https://example.invalid/x)"
READ_AS_MARKDOWN = {"markdown", "heading", "alert", "toast", "caption", "subheader", "title", "header"}
LABELLED = {".label", ".help", ".title"}


@pytest.mark.parametrize(
    "text",
    [
        LINK, "![p](http://example.invalid/p.png)", "$x$ $$y$$", "\\[",
        "<img src=x onerror=1><b>b</b>", "**b** _i_ ~~s~~ `c`",
        "# h", "- l", "+ l", "1. n", "12) n", "> q", "===", "---", "~~~\ncode\n~~~", "a|b\n-|-\n1|2", "&lt;b&gt;",
        "2020_春_(补)~1.xlsx", ":red[r] :material/bolt: :star: x:red-badge[a]", "www.example.invalid",
        "C:\\名单\\a.xlsx",
    ],
)  # fmt: skip
def test_a_text_is_shown_as_it_stands(text: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    (_, inline, _) = reader.parse(literal(text))
    shown = "".join("\n" if part.type == "softbreak" else part.content for part in inline.children or ())
    assert {part.type for part in inline.children or ()} <= {"text", "softbreak", "text_special"}
    assert shown.replace("\u2060", "") == text


@pytest.mark.parametrize(
    "text", [":star:", ":material/bolt:", "https://example.invalid", "www.example.invalid"]
)
def test_no_sign_and_no_address_is_left_for_streamlit_to_find(text: str) -> None:
    """It looks for these in the text itself, where no backslash is left to stop it."""
    assert text not in literal(text).replace("\\", "")


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office where everything that others name is called like a link."""
    branches = {code: f"{name[:-2]}{LINK}分校" for code, name in synthetic.BRANCHES.items()}
    monkeypatch.setattr(synthetic, "BRANCHES", branches)
    monkeypatch.setattr(synthetic, "PLACES", tuple(f"{name}{LINK}" for name in synthetic.PLACES))
    monkeypatch.setattr(synthetic, "CAMPAIGN", synthetic.CAMPAIGN.replace("（示例）", LINK))
    made = synthetic.make_workspace(tmp_path / "odd", students=100, findings=100)
    monkeypatch.setenv(context.WORKSPACE, str(made))
    yield made
    context.forget()
    forget()


def said(node: Any) -> Iterator[tuple[str, str]]:
    """Every text that a page gives to Streamlit as Markdown, with where."""
    for child in getattr(node, "children", {}).values():
        proto = getattr(child, "proto", None)
        for name, text in texts(MessageToDict(proto)) if proto is not None else ():
            if child.type in READ_AS_MARKDOWN or name in LABELLED:
                yield f"{child.type}{name}", text
        yield from said(child)


def texts(part: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield name, part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from texts(value, f".{key}")
    elif isinstance(part, list):
        for value in part:
            yield from texts(value, name)


@pytest.mark.parametrize("page", [*PAGES, "scorecard"])
def test_what_others_name_is_no_markdown(odd: Path, page: str) -> None:
    at = opened("sites", site_code="6400101") if page == "scorecard" else opened(page)
    found = [text for root in at._tree.children.values() for _, text in said(root)]
    assert found
    assert not [text for text in found if "[重新登录](" in text]
    if page in {"scorecard", "overview"}:
        assert any("重新登录" in text for text in found)


def test_what_became_of_an_act_names_things_as_they_stand(odd: Path) -> None:
    at = opened()
    at.session_state[flash.KEPT] = [(f"已记录：{LINK}", flash.Became.MISSING)]
    at.run()
    assert literal(f"已记录：{LINK}") in [warning.value for warning in at.warning]

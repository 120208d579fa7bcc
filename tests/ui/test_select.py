"""What may be chosen from is said in the language of the page, and the choice outlives the switch."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import streamlit as st

from recon.ui.parts.select import spoken
from tests.ui.test_pages import opened

PAGES = sorted(Path("recon/ui").rglob("*.py"))


def of(at: object, label: str) -> object:
    return next(one for one in at.selectbox if one.label == label)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "zh", "en", "nth"),
    [("downloads", "更正表版式", "Layout of corrected sheets", 1), ("downloads", "分校", "Branch", 1)],
)
def test_a_select_is_drawn_anew_in_the_other_language_with_what_was_chosen(
    office: Path, page: str, zh: str, en: str, nth: int
) -> None:
    """The page was in English and its selects went on in Chinese."""
    at = opened(page)
    before = of(at, zh)
    before.select_index(nth).run()  # type: ignore[attr-defined]
    chosen = of(at, zh).value  # type: ignore[attr-defined]
    at.session_state["lang"] = "en"
    at.run()
    assert not at.exception
    assert not at.warning
    after = of(at, en)
    assert after.value == chosen  # type: ignore[attr-defined]
    assert after.proto.id != before.proto.id  # type: ignore[attr-defined]


def test_the_settings_form_says_nothing_of_two_values(office: Path) -> None:
    at = opened("campaign")
    at.selectbox(key="campaign.reshoot").set_value("no")
    at.session_state["lang"] = "en"
    at.run()
    assert at.selectbox(key="campaign.reshoot.en").value in {"yes", "no"}
    assert not [said.value for said in at.warning if "default value" in said.value]


def test_a_choice_made_since_the_switch_is_not_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    held = {"lang": "en", "x": "old", "x.en": "new"}
    monkeypatch.setattr(st, "session_state", held)
    assert spoken("x") == "x.en"
    assert held["x.en"] == "new"
    del held["x.en"]
    spoken("x")
    assert held["x.en"] == "old"
    held["lang"] = "zh"
    assert spoken("x") == "x"


def test_no_select_with_a_key_of_its_own_translates_its_options() -> None:
    """One drawn by ``parts.select`` follows the switch."""
    stays = [
        f"{path}:{node.lineno}"
        for path in PAGES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "selectbox"
        for words in ({one.arg: ast.unparse(one.value) for one in node.keywords},)
        if "key" in words and ("t(" in words.get("format_func", "") or words.get("format_func") in SAID)
    ]
    assert not stays


SAID = {"say.category", "say.submission_kind", "say.field", "outputs.title", "_encoding"}
"""Functions that say a code in the session's language."""

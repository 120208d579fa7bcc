"""A ruling that would do nothing is refused when it is made; one that did nothing is told with the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import recon
from recon import decide
from recon.errors import OptionError
from recon.words import LANGS
from tests.pipeline.test_parity import PEOPLE, frame

if TYPE_CHECKING:
    from pathlib import Path

    from recon.model import Ruling
    from recon.pipeline.answers.answer import Answer
    from recon.words import Lang

OTHER = "别的名字"
ROSTER = frame(PEOPLE[0] | {"name": OTHER}, PEOPLE[1] | {"level": "本科"}, *PEOPLE[2:-1])
EXTRACT = frame(*PEOPLE)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return recon.reconcile(ROSTER, EXTRACT)


def found(answer: Answer, rule: str) -> dict[str, Any]:
    return next(line for line in answer.tables["findings"].to_pylist() if line["rule"] == rule)


REFUSED = [
    ("DF01", "acept", {}, "verdict", "accept, keep, override"),
    ("DF01", "override", {"reason": "x"}, "value", "no value to put into Name"),
    ("DF01", "override", {"reason": "x", "value": "李四"}, "value", "only be set to the matched"),
    ("DF01", "override", {"value": "x"}, "reason", "needs a reason"),
    ("DF01", "keep", {}, "reason", "needs a reason"),
    ("DF01", "keep", {"reason": "  "}, "reason", "needs a reason"),
    ("DF01", "admit", {}, "reason", "needs a reason"),
    ("DF01", "excuse", {"reason": "x"}, "verdict", "Only an omission"),
    ("OM01", "accept", {}, "verdict", "no cell"),
]


@pytest.mark.parametrize(("rule", "verdict", "more", "argument", "why"), REFUSED)
def test_what_would_not_be_carried_out_is_refused_at_once(
    answer: Answer, rule: str, verdict: str, more: dict[str, str], argument: str, why: str
) -> None:
    with pytest.raises(OptionError) as refused:
        answer.rule(found(answer, rule)["finding_id"], verdict, **more)
    zh, en = refused.value.say("zh"), refused.value.say("en")
    assert en.startswith(f"{argument} cannot be used: ")
    assert why in en
    assert "未执行" in zh or "没有可填的值" in zh
    assert not any(word in zh + en for word in (OTHER, "李四", PEOPLE[0]["name"]))


def test_what_can_be_carried_out_is_a_ruling_that_works(answer: Answer) -> None:
    given = [("DF01", "keep", {"reason": "x"}), ("DF04", "accept", {}), ("OM01", "excuse", {})]
    rulings = [answer.rule(found(answer, rule)["finding_id"], v, **more) for rule, v, more in given]
    again = recon.reconcile(ROSTER, EXTRACT, rulings=rulings)
    assert not any("裁定" in note for note in again.summary["notes"])
    assert again.summary["coverage"]["excused"] == 1
    assert again.summary["coverage"]["open"] == 0


def noted(answer: Answer) -> list[tuple[Ruling, str, str]]:
    """Return rulings that do nothing, each with what is said of it in both languages."""
    mine = answer.rule(found(answer, "DF01")["finding_id"], "keep", reason="x")
    return [
        (replace(mine, verdict="acept"), "无法识别", "is not known"),
        (replace(mine, reason=""), "须写明理由", "needs a reason"),
        (replace(mine, seen_official="x"), "学籍中的值已改变", "extract's value has changed"),
        (replace(mine, finding_id="0" * 16), "找不到对应的问题", "met no finding"),
    ]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("which", range(4))
def test_a_ruling_that_did_nothing_is_told(answer: Answer, which: int, lang: Lang) -> None:
    ruling, *said = noted(answer)[which]
    again = recon.reconcile(ROSTER, EXTRACT, rulings=[ruling], lang=lang)
    (note,) = [note for note in again.summary["notes"] if ruling.finding_id in note]
    assert said[LANGS.index(lang)] in note
    assert note in repr(again)
    assert note in again._repr_mimebundle_()["text/html"].replace("&#x27;", "'")


def test_beside_paths_it_is_told_likewise(answer: Answer, tmp_path: Path) -> None:
    for name, table in (("roster", ROSTER), ("extract", EXTRACT)):
        table.to_pandas().to_csv(tmp_path / f"{name}.csv", index=False)
    ruling = replace(answer.rule(found(answer, "DF04")["finding_id"], "accept"), finding_id="0" * 16)
    again = recon.reconcile(tmp_path / "roster.csv", tmp_path / "extract.csv", rulings=[ruling])
    assert [note for note in again.summary["notes"] if ruling.finding_id in note]


def test_every_verdict_is_named_to_who_asks_for_another(answer: Answer) -> None:
    with pytest.raises(OptionError) as refused:
        answer.rule(found(answer, "DF01")["finding_id"], "x" * 99)
    for lang in LANGS:
        assert all(verdict in refused.value.say(lang) for verdict in decide.VERDICTS)
        assert "x" * 31 not in refused.value.say(lang)


def test_who_dismisses_an_error_says_why(answer: Answer) -> None:
    """Dismissed without a word, the row went to the photographer as it stood."""
    named = found(answer, "DF01")["finding_id"]
    with pytest.raises(OptionError, match=r"^reason .* needs a reason"):
        answer.rule(named, "dismiss")
    mine = answer.rule(named, "dismiss", reason="x")
    for ruling in (mine, replace(mine, reason="")):
        again = recon.reconcile(ROSTER, EXTRACT, rulings=[ruling])
        assert not any(mine.finding_id in note for note in again.summary["notes"])
        assert again.summary["coverage"]["open"] == answer.summary["coverage"]["open"] - 1

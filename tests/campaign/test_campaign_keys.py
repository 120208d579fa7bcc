"""Whatever a person types into ``campaign.toml``: a campaign, or one sentence that names the key and what may stand."""

from __future__ import annotations

import tomllib
from dataclasses import fields as members
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recon import campaign as campaigns
from recon.campaign import Campaign, keys
from recon.campaign.clock import add_months
from recon.errors import CampaignError
from recon.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHIPPED = Path(__file__).parents[2] / "sample_data" / "campaign.toml"
_SCOPES = {"scope.open": keys.SCOPE, "scope.adult": keys.SCOPE}
TABLES = {
    "campaign": keys.GENERAL,
    "scope": keys.SCOPE_RULES,
    **_SCOPES,
    "photo": keys.PHOTO,
    "limits": keys.LIMITS,
    "headers": keys.HEADERS,
    "vocabulary": keys.VOCABULARY,
    "templates": keys.TEMPLATES,
    **{name: {"某": check} for name, check in keys.FREE.items()},
}
EVERY_KEY = [(table, key) for table, checks in TABLES.items() for key in checks]
ODD = (
    *(
        '""',
        '" "',
        "-1",
        "0",
        "1.5",
        "nan",
        "inf",
        "true",
        "[]",
        "[[]]",
        '[""]',
        "{}",
        '{"" = ""}',
        "{a = 1}",
    ),
    *("999999999", "99999999999999999999999", "9999-12-31", "0001-01-01", "2020-06-10T10:00:00", "10:00:00"),
    *(
        '"9999-12-31"',
        '"2020-02-30"',
        '"0000春季"',
        '"2018秋"',
        '["0000春季"]',
        '"{x}"',
        '"%s"',
        f'"{"长" * 30000}"',
    ),
)


def outcome(load: str | Callable[[], Campaign]) -> Campaign | CampaignError:
    """Load a text; anything but a campaign or a campaign's error fails the test."""
    try:
        return campaigns.loads(load) if isinstance(load, str) else load()
    except CampaignError as error:
        return error


def with_value(table: str, key: str, value: str) -> str:
    name = f"{key} = {value}" if key.isascii() else f'"{key}" = {value}'
    head = "" if (table, key) == ("campaign", "id") else 'id = "x"\n'
    return f"[campaign]\n{head}{name}\n" if table == "campaign" else f"[campaign]\n{head}[{table}]\n{name}\n"


@pytest.mark.parametrize(("table", "key"), EVERY_KEY)
def test_an_odd_value_is_used_or_its_key_is_named(table: str, key: str) -> None:
    for value in ODD:
        found = outcome(with_value(table, key, value))
        if isinstance(found, CampaignError):
            for lang in LANGS:
                said = found.say(lang)
                assert f"{table}.{key}" in said, said
                assert len(said) < 300
                assert "\n" not in said


@given(st.data())
def test_random_values_never_escape_as_another_error(data: st.DataObject) -> None:
    scalars = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates(), st.datetimes()
    )
    values = st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner)
    )
    table, key = data.draw(st.sampled_from(EVERY_KEY))
    inner: Any = {key: data.draw(values)}
    for part in reversed(table.split(".")):
        inner = {part: inner}
    inner.setdefault("campaign", {}).setdefault("id", "x")
    found = outcome(lambda: campaigns.load_parsed(inner))
    if isinstance(found, CampaignError):
        assert key in found.say("zh")
    else:
        assert _usable(found)


def _usable(campaign: Campaign) -> bool:
    """Tell whether the arithmetic that a run does with a campaign's dates can be done."""
    days = [day for day in (campaign.deadline, campaign.as_of, *campaign.batches.values()) if day]
    for day in days:
        add_months(day, campaign.photo.validity_months)
        add_months(day, -campaign.photo.validity_months)
        _ = day + timedelta(days=campaign.mend_days + campaign.photo.expiring_days)
    return True


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2020, 12, 1), 1, date(2021, 1, 1)),
        (date(2020, 11, 30), 1, date(2020, 12, 30)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 3, 31), -1, date(2020, 2, 29)),
        (date(2020, 1, 15), -1, date(2019, 12, 15)),
    ],
)
def test_months_are_calendar_months_and_end_where_the_month_ends(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@pytest.mark.parametrize("table", [name for name in TABLES if "." not in name] + ["shooting"])
@pytest.mark.parametrize("value", ["1", '"x"', "[1]", "2020-06-10", "true"])
def test_a_table_of_another_kind_is_refused(table: str, value: str) -> None:
    head = "" if table == "campaign" else 'campaign = {id = "x"}\n'
    found = outcome(f"{table} = {value}\n{head}")
    assert isinstance(found, CampaignError)
    assert table in found.say("zh")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[campaign]\nid = "x"\nyear = 9999', ("campaign.year", "1990", "2099")),
        ('[campaign]\nid = "x"\nmend_days = -3', ("campaign.mend_days", "0 至 366")),
        ('[campaign]\nid = "x"\n[photo]\nvalidity_months = 999999999', ("photo.validity_months", "1 至 120")),
        ('[campaign]\nid = "x"\n[scope.open]\ncohorts = ["0000春季"]', ("scope.open.cohorts[1]", "2018秋季")),
        ('[campaign]\nid = "x"\n[batches]\n202007 = 2020-02-30', ("TOML 第 4 行，202007",)),
        ('[campaign]\nid = "x"\n[batches]\n202007 = "2020-02-30"', ("batches.202007", "2020-06-10")),
        ('[campaign]\nid = "x"\n[template]\n', ("[template]", "templates")),
        ('[campaign]\nid = "x"\n[templates]\nopen_titel = "x"', ("templates.open_titel", "open_title")),
        ('[campaign]\nid = "x"\n[[shooting]]\ndates = 3', ("shooting[1].dates", "列表")),
        ('[campaign]\nid = "x"\n[[shooting]]\ndates = [2020-06-01]', ("shooting[1].point",)),
        ('[campaign]\nid = "a/b"', ("campaign.id", "不能含")),
        ('[campaign]\nid = "x"\n[headers]\nname = ["甲"]\nmajor = ["甲"]', ("headers.major", "甲", "name")),
        ('[campaign]\nid = "x"\n[headers]\nname = ["学号"]', ("headers.name", "学号", "student_no")),
        ('[campaign]\nid = "x"\nid = "y"', ("TOML 第 3 行，id",)),
        (f'[campaign]\nyear = {"9" * 5000}\nid = "x"', ("TOML 第 2 行，year",)),
        (f'[campaign]\nyear = {"[" * 5000}{"]" * 5000}\nid = "x"', ("TOML", "year")),
        ("", ("campaign.id", "缺少")),
    ],
)
def test_the_message_names_the_key_and_what_is_allowed(text: str, words: tuple[str, ...]) -> None:
    found = outcome(text)
    assert isinstance(found, CampaignError)
    for word in words:
        assert word in found.say("zh")


def test_a_file_of_another_encoding_is_explained_and_a_bom_is_no_matter(tmp_path: Path) -> None:
    path, text = tmp_path / "campaign.toml", '[campaign]\nid = "x"\ntitle = "毕业生"\n'
    path.write_text(text, encoding="utf-8-sig")
    assert campaigns.load(path).title == "毕业生"
    for encoding in ("gbk", "utf-16"):
        path.write_text(text, encoding=encoding)
        with pytest.raises(CampaignError, match="UTF-8"):
            campaigns.load(path)


def test_every_member_of_a_campaign_has_a_key() -> None:
    """A member without a key could never be set; a key without a member would have no effect."""
    known = {*keys.GENERAL, *keys.SCOPE_RULES, *keys.TABLES} - {"campaign"}
    assert {member.name for member in members(Campaign)} == known
    for record, checks in (
        (campaigns.Scope, keys.SCOPE),
        (campaigns.PhotoPolicy, keys.PHOTO),
        (campaigns.Limits, keys.LIMITS),
        (campaigns.Shooting, keys.SHOOTING),
    ):
        assert {member.name for member in members(record)} == set(checks)


def _leaves(table: dict[str, Any], path: str = "") -> Iterator[str]:
    for key, value in table.items():
        yield from _leaves(value, f"{path}{key}.") if isinstance(value, dict) else [path + key]


def test_the_shipped_example_loads_and_shows_most_keys() -> None:
    shipped = campaigns.load(SHIPPED)
    assert shipped.deadline == date(2020, 6, 10)
    shown = set(_leaves(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))))
    assert {f"campaign.{key}" for key in keys.GENERAL} <= shown
    assert {f"photo.{key}" for key in keys.PHOTO} <= shown


WORDS = '[campaign]\nid = "x"\n[vocabulary.{field}]\n{words}\n'


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("level", '"本科" = "专科"', ("vocabulary.level", "本科", "专科")),
        ("sex", '"女" = "男"', ("vocabulary.sex", "女")),
        ("level", '"大专" = "专科"\n"大 专" = "本科"', ("vocabulary.level", "大 专", "专科", "本科")),
        ("site", '"旧站" = "新站"\n"新站" = "6490101"', ("vocabulary.site", "新站", "6490101")),
        ("cohort", '"2018秋季" = "2019春季"\n"2019春季" = "2018秋季"', ("vocabulary.cohort", "2018秋季")),
        ("branch", '"{x}" = "甲"\n"{x} " = "乙"', ("vocabulary.branch", "(x)")),
    ],
)
def test_words_that_contradict_each_other_are_refused(field: str, words: str, said: tuple[str, ...]) -> None:
    """One of them had no effect, and nobody was told which."""
    with pytest.raises(CampaignError) as caught:
        campaigns.accept(WORDS.replace("{field}", field).replace("{words}", words))
    for lang in LANGS:
        assert all(word in caught.value.say(lang) for word in said), caught.value.say(lang)


def test_words_that_say_the_same_twice_are_fine() -> None:
    words = '"本科" = "本科"\n"大专" = "专科"\n"大 专" = "专科"'
    assert campaigns.accept(WORDS.replace("{field}", "level").replace("{words}", words))


def test_a_place_in_the_file_is_told_in_the_readers_language(tmp_path: Path) -> None:
    path = tmp_path / "campaign.toml"
    path.write_bytes('[campaign]\nid = "毕业"\n'.encode("gbk"))
    with pytest.raises(CampaignError) as caught:
        campaigns.load(path)
    assert "第 17 字节" in caught.value.say("zh")
    assert "byte 17" in caught.value.say("en")

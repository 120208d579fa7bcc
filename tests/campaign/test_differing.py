"""Two campaigns are told apart by their keys; what stands there, and whose name it is, stays out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from recon.campaign import loads
from recon.campaign.differing import differences
from recon.campaign.dump import dumps

SHIPPED = (Path(__file__).parents[2] / "sample_data" / "campaign.toml").read_text(encoding="utf-8")
SAID = """[campaign]
id = "x"
deadline = 2020-06-10
[scope]
earlier = "eligible"
[scope.open]
cohorts = ["2018秋季"]
[scope.adult]
cohorts = ["2019级"]
[scope.adult.sites]
"甲站" = "6400301"
[photo]
pixels = [480, 640]
[batches]
202007 = 2020-07-31
[[shooting]]
point = "P1"
[headers]
name = ["学生"]
[vocabulary.level]
"大专" = "专科"
[limits]
members = 100
[rules]
NO01 = "warning"
[templates]
open_title = "附表1"
[contacts]
"张三" = "0000"
"""
CHANGES = [
    ('id = "x"', 'id = "y"', "campaign.id"),
    ("2020-06-10", "2020-06-11", "campaign.deadline"),
    ("deadline = 2020-06-10\n", "", "campaign.deadline"),
    ('"eligible"', '"due"', "scope.earlier"),
    ("2018秋季", "2019春季", "scope.open.cohorts"),
    ("6400301", "6400302", "scope.adult.sites"),
    ("[480, 640]", "[480, 641]", "photo.pixels"),
    ("202007 = 2020-07-31", "202101 = 2020-07-31", "batches.202007 batches.202101"),
    ('"P1"', '"P2"', "shooting"),
    ("学生", "学员", "headers.name"),
    ('name = ["学生"]', 'major = ["学生"]', "headers.name headers.major"),
    ("大专", "高专", "vocabulary.level"),
    ("members = 100", "members = 101", "limits.members"),
    ('"warning"', '"off"', "rules.NO01"),
    ("附表1", "附表2", "templates.open_title"),
    ("张三", "李四", "contacts"),
    ('[scope.adult]\ncohorts = ["2019级"]\n[scope.adult.sites]\n"甲站" = "6400301"\n', "", "scope.adult"),
]


@pytest.mark.parametrize(("line", "instead", "keys"), CHANGES)
def test_a_difference_is_told_by_its_key(line: str, instead: str, keys: str) -> None:
    assert line in SAID
    one, other = loads(SAID), loads(SAID.replace(line, instead))
    assert set(differences(one, other)) == set(keys.split())
    assert set(differences(other, one)) == set(keys.split())


def test_comments_order_and_defaults_are_no_difference() -> None:
    assert differences(loads(SAID), loads("# 2020\n" + SAID.replace("[rules]\n", "[rules]  # 规则\n"))) == ()
    assert differences(loads('[campaign]\nid = "x"\n'), loads('[campaign]\nid = "x"\nmend_days = 3\n')) == ()
    assert differences(loads(SHIPPED), loads(SHIPPED)) == ()


@pytest.mark.parametrize(
    "said",
    ["[headers]\nname = []", '[templates]\nnotice = ""', "[vocabulary]\nlevel = {}", "[vocabulary.level]"],
)
def test_a_key_that_says_nothing_is_one_that_does_not_stand_there(said: str) -> None:
    """As the dashboard writes a campaign out: a run with the office's own file was refused for it."""
    campaign = loads(f'[campaign]\nid = "x"\n{said}\n')
    assert differences(campaign, loads(dumps(campaign))) == ()
    assert differences(loads(dumps(campaign)), campaign) == ()

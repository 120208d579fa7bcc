"""A place whose code and name stand in one text."""

from __future__ import annotations

import pytest

from recon.normalise.registers.beside_code import parted


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("6490105 柳树工作站", "6490105", "柳树工作站"),
        ("柳树工作站（6490105）", "6490105", "柳树工作站"),
        ("64901－柳树分校", "64901", "柳树分校"),
        ("Liushu6490105", "6490105", "Liushu"),
        ("6490105A区工作站", "6490105", "A区工作站"),
        ("教学点6490105", "6490105", "教学点6490105"),
    ],
)
def test_code_and_name_are_parted(text, code, name):
    assert parted(text) == (code, name)


@pytest.mark.parametrize(
    "text",
    ["66001部队", "66001A部队", "柳树工作站09516490105", "柳树工作站164901", "164901051", "6490105", ""],
)
def test_what_is_no_code_beside_a_name_is_all_name(text):
    assert parted(text) == ("", text)

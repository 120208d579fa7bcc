"""The longest level most extracts write stands on one line: half of a province's rows would be two lines high."""

from __future__ import annotations

import pytest

from recon.export.forms import WIDTHS
from recon.export.style import height
from recon.values.vocabulary import LEVEL


@pytest.mark.parametrize("level", ["专科", "本科(专科起点)"])
def test_a_level_takes_one_line(level):
    assert level in {*LEVEL, *LEVEL["本科"]}
    assert height([level], [WIDTHS["level"]]) == height([""], [WIDTHS["level"]])

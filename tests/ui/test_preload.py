"""What the first screen is drawn with is named in the head of the page, and is there."""

from __future__ import annotations

from recon.ui import preload


def test_every_kind_of_element_is_found() -> None:
    found = preload.parts()
    assert {name.split(".")[0] for name in found} >= set(preload.FIRST)


def test_what_is_named_is_there_and_not_named_by_the_page_itself() -> None:
    folder = preload._STATIC
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name in preload.parts():
        assert (folder / "static" / "js" / name).is_file()
        assert name not in page


def test_nothing_heavy_comes_before_the_numbers() -> None:
    size = sum((preload._STATIC / "static" / "js" / name).stat().st_size for name in preload.parts())
    assert size < 1_000_000
    assert not any(name.startswith(("PlotlyChart", "DataFrame")) for name in preload.parts())

"""A picture that is too large, and a file that lies in an archive: both are told, and no page breaks off."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from streamlit.testing.v1 import AppTest

from recon.ui.i18n import t
from recon.ui.taking.answering import _take_in
from recon.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_small_picture_of_too_many_pixels_is_told_and_takes_no_page_with_it(tmp_path: Path) -> None:
    side = 20_000
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    body = _chunk(b"IDAT", zlib.compress(bytes((side // 8 + 1) * side), 9))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + head + body + _chunk(b"IEND", b""))

    def page(picture: str) -> None:
        from pathlib import Path

        from recon.ui.sites.papers import _shown

        _shown(Path(picture))

    at = AppTest.from_function(page, kwargs={"picture": str(tmp_path / "a.png")}, default_timeout=30).run()
    assert not at.exception
    assert [one.value for one in at.warning] == [t("sites.approval_damaged")]


def test_a_file_inside_an_archive_is_refused_as_a_source_with_what_to_do(tmp_path: Path) -> None:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr("open_users.csv", "学号,姓名\n1864901400001,王丽\n")
    with Workspace.init(tmp_path / "w", '[campaign]\nid = "c"\n', actor="li") as place:
        place.receive(held.getvalue(), "pack.zip", actor="li")
        assert _take_in(place, "pack.zip!/open_users.csv", "extract") == t("intake.inside")
        assert place.sources() == []

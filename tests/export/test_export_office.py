"""LibreOffice opens every workbook, fits it on A4 and shows every cell."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from recon.export import KINDS, write

pytestmark = pytest.mark.office


@pytest.fixture
def pdfs(small, tmp_path):
    """Every workbook of every kind as PDF."""
    for kind in KINDS:
        units = ("1864001400002",) if kind == "case" else ()
        write(kind, small, tmp_path / "in", units=units)
    books = sorted((tmp_path / "in").glob("*.xlsx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, books)], check=True, capture_output=True, timeout=300)
    made = sorted((tmp_path / "out").glob("*.pdf"))
    assert [path.stem for path in made] == [path.stem for path in books]
    return made


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_every_workbook_prints_whole_on_a4(pdfs):
    for path in pdfs:
        info = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
        assert "(A4)" in info, path.name
        text = subprocess.run(
            ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
        )
        assert "###" not in text.stdout, path.name
        if "更正表_开放" in path.name and "6400101" in path.name:
            assert "示例省2020年毕业生图像采集学生名单（开放教育）" in text.stdout
            assert info.count("Pages:           3") == 1

"""Every file under the paths, by a name of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recon.intake import read_paths
from recon.intake.sources import Source, below, ignored, plain_files, sources

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: str = "a,b\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("a/~$名单.xlsx", "lock-file"),
        (".~lock.a.ods#", "lock-file"),
        ("a/.DS_Store", "system-file"),
        ("Thumbs.db", "system-file"),
        ("a.zip!/__MACOSX/._a.xlsx", "system-file"),
        ("a/名单.xlsx", ""),
        ("__MACOSX.xlsx", ""),
    ],
)
def test_what_is_nobody_s_roster(file: str, why: str) -> None:
    assert ignored(file) == why


def test_files_of_one_name_under_two_paths_stay_apart(tmp_path: Path) -> None:
    for folder in ("x/银川", "y/银川"):
        write(tmp_path / folder / "a.csv")
    found = sources(
        [tmp_path / "x/银川", tmp_path / "y/银川", tmp_path / "x/银川/a.csv", tmp_path / "x/银川/a.csv"]
    )
    assert [source.file for source in found] == ["a.csv", "银川/a.csv", "2/a.csv", "3/a.csv"]


def test_a_source_keeps_the_name_it_was_given(tmp_path: Path) -> None:
    path = write(tmp_path / "0f3a")
    (read,) = read_paths([Source(path, "银川/名单.csv")])
    assert (read.file, read.verdict, read.kind) == ("银川/名单.csv", "read", "csv")


@pytest.mark.skipif(os.name != "posix", reason="makes links and pipes")
def test_links_pipes_and_locked_files_are_told_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "a.csv")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "folder").symlink_to(outside.parent)
    (folder / "file.csv").symlink_to(outside)
    (folder / "broken.csv").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.csv")
    said = {read.file: read.troubles[0].details["reason"] for read in read_paths([folder])}
    assert said == {"broken.csv": "link", "file.csv": "link", "folder": "link", "pipe.csv": "no-file"}


def test_a_folder_that_does_not_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "open" / "a.csv")
    write(tmp_path / "closed" / "b.csv")
    scan = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):  # a superuser may open whatever there is
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    said = {read.file: read.troubles for read in read_paths([tmp_path])}
    assert set(said) == {"open/a.csv", "closed"}
    assert said["closed"][0].details == {"reason": "closed-folder"}


def test_what_does_not_open_is_not_taken_into_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [write(tmp_path / "a.csv"), write(tmp_path / "closed.csv")]
    opened = type(tmp_path).open

    def opening(path: Path, *how: str) -> object:
        if path.name == "closed.csv":  # a superuser may open whatever there is
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *how)

    monkeypatch.setattr(type(tmp_path), "open", opening)
    kept, left = plain_files(Source(path, path.name) for path in files)
    assert ([source.file for source in kept], [source.file for source in left]) == (["a.csv"], ["closed.csv"])


@pytest.mark.skipif(os.name != "posix", reason="makes links")
def test_a_link_that_a_person_names_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "there" / "a.csv")
    (tmp_path / "here").symlink_to(tmp_path / "there")
    (tmp_path / "b.csv").symlink_to(tmp_path / "there" / "a.csv")
    found = list(read_paths([tmp_path / "here", tmp_path / "b.csv"]))
    assert [(read.file, read.verdict) for read in found] == [("a.csv", "read"), ("b.csv", "read")]


def test_a_name_in_old_bytes_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("名单.csv".encode("gb18030"))).write_bytes(b"a,b\n")
    assert [source.file for source in sources([tmp_path])] == ["名单.csv"]
    assert [(read.file, read.verdict) for read in read_paths([tmp_path])] == [("名单.csv", "read")]


def test_a_folder_of_extracts_stands_for_the_files_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "extracts"
    for name in ("b.csv", "more/a.csv", "~$b.csv", "Thumbs.db"):
        write(folder / name)
    parts = tmp_path / "parts"
    parts.mkdir()
    pq.write_table(pa.table({"a": ["1"]}), parts / "part-0.parquet")
    (tmp_path / "nothing").mkdir()
    given = (str(folder), str(parts), str(tmp_path / "nothing"), "sqlite:///x.db", str(folder / "b.csv"))
    found = below(given)
    assert [one.file if isinstance(one, Source) else one for one in found] == [
        "extracts/b.csv",
        "extracts/more/a.csv",
        *given[1:],
    ]
    assert below([Source(folder, "whatever it is called")]) == found[:2]


def test_a_folder_of_parquet_and_other_files_is_no_table_and_stands_for_all_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "extracts"
    write(folder / "a.csv")
    pq.write_table(pa.table({"a": ["1"]}), folder / "b.parquet")
    assert [one.file for one in below([Source(folder, "x")])] == ["extracts/a.csv", "extracts/b.parquet"]
    (folder / "a.csv").unlink()
    assert [one.file for one in below([Source(folder, "x")])] == ["x"]

"""Which files lie under the given paths: every one, in an order that does not change."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from recon.errors import MissingPathError
from recon.intake.titles import SYSTEM, is_parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Given = TypeVar("Given", bound="str | Path | Source")
_FILE = "file://"


@dataclass(frozen=True, slots=True)
class Source:
    """One file: where it lies and what findings call it (relative, with ``/``)."""

    path: Path
    file: str
    linked: bool = False
    """A link found below a folder: it may lead anywhere, so it is told and never followed."""


def plain_files(found: Iterable[Source]) -> tuple[list[Source], list[Source]]:
    """Part regular files from what must not or cannot be opened to be kept: links, pipes, devices, what is closed."""
    kept: list[Source] = []
    left: list[Source] = []
    for source in found:
        (kept if not source.linked and _opens(source.path) else left).append(source)
    return kept, left


def _opens(path: Path) -> bool:
    """Tell a regular file that may be read, and is not held by a program that lets nobody else in."""
    try:
        if not path.is_file():
            return False
        with path.open("rb"):
            return True
    except OSError:
        return False


def sources(paths: Sequence[Path | Source]) -> list[Source]:
    """List the files under ``paths``, folders walked, names unique; a Source keeps the name it was given.

    Raises:
        MissingPathError: a path is not there.
    """
    found: list[Source] = []
    taken: set[str] = set()
    for path in paths:
        if isinstance(path, Source):
            found.append(path)
            taken.add(path.file)
            continue
        if not path.exists():
            raise MissingPathError(option="rosters", path=path)
        batch = (
            [Source(path, _readable(path.name))]
            if not path.is_dir()
            else sorted(_walk(path), key=lambda s: s.file)
        )
        if any(source.file in taken for source in batch):
            batch = [replace(source, file=_apart(path, source.file, taken)) for source in batch]
        taken.update(source.file for source in batch)
        found += batch
    return found


def below(given: Iterable[Given]) -> tuple[Given | Source, ...]:
    """Return extracts or lists with the files of a folder in its place, named after it; Parquet's folder is one table.

    What a system leaves in a folder is passed over; a folder without any other file stands as it is, to be refused.
    """
    found: list[Given | Source] = []
    for one in given:
        folder = _folder(one)
        found += (folder and _files(folder)) or [one]
    return tuple(found)


def _folder(given: str | Path | Source) -> Path | None:
    """Return the folder that was given, unless it is a table of Parquet."""
    if isinstance(given, str) and is_address(given):
        return None
    path = given.path if isinstance(given, Source) else local(str(given))
    return path if path.is_dir() and not is_parquet(path) else None


def _files(folder: Path) -> list[Source]:
    inside = (source for source in sources([folder]) if not ignored(source.file))
    return [replace(source, file=f"{folder.resolve().name}/{source.file}") for source in inside]


def told_apart(given: Iterable[Given]) -> Iterator[Given | Source]:
    """Yield extracts or lists, those of a name that is taken with their folder's before it.

    A system calls every export the same: what stands in two of them is not said twice in one.
    """
    taken: set[str] = set()
    for one in given:
        if isinstance(one, str) and is_address(one):
            yield one
            continue
        path = one.path if isinstance(one, Source) else local(str(one))
        name = file = one.file if isinstance(one, Source) else path.name
        if file in taken:
            file = _apart(path, file, taken)
        taken.add(file)
        yield one if file == name else Source(path, file)


def is_address(extract: str) -> bool:
    """Tell a database's address from a file, which may be written ``file:///…`` on storage a cluster shares."""
    return "://" in extract and not extract.startswith(_FILE)


def local(extract: str) -> Path:
    """Return the path of an extract that is a file."""
    if not extract.startswith(_FILE):
        return Path(extract)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(extract).path))


def ignored(file: str) -> str:
    """Return why a file is nobody's roster by its name alone, or nothing."""
    *folders, name = file.replace("!/", "/").split("/")
    if name.startswith(("~$", ".~lock.", ".~")):
        return "lock-file"
    if name.lower() in SYSTEM or name.startswith("._") or "__MACOSX" in folders:
        return "system-file"
    return ""


def _walk(folder: Path) -> Iterator[Source]:
    """Yield what lies below a folder; a folder that does not open stands for what lies in it, so that it is told."""
    closed: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        linked = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in (*names, *linked):
            path = Path(here) / name
            yield Source(path, _readable(path.relative_to(folder).as_posix()), _is_link(path))
    for path in closed:
        if path != folder:
            yield Source(path, _readable(path.relative_to(folder).as_posix()))


def _is_link(path: Path) -> bool:
    """Tell links of every system; Windows' junctions are known from Python 3.12 on."""
    return path.is_symlink() or getattr(path, "is_junction", bool)()


def _readable(name: str) -> str:
    """Return a file's name as text: one that an old Windows archive left in GBK bytes is read as such."""
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _apart(path: Path, file: str, taken: set[str]) -> str:
    """Put the folder's name before a file of the same name under another PATH."""
    name = f"{path.name}/{file}" if path.is_dir() else f"{path.absolute().parent.name}/{file}"
    number = 2
    while name in taken:
        name, number = f"{number}/{file}", number + 1
    return name

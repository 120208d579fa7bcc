"""One door to every output: as files in a folder, as bytes for a download, or all in one zip."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recon.errors import OptionError
from recon.export import names
from recon.export.atomic import stage
from recon.export.how import Document, How
from recon.export.kinds import BY_CODE, KINDS
from recon.export.naming import campaign_name
from recon.export.template import complaints
from recon.export.view import View
from recon.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recon.export.kinds import Kind
    from recon.result import Result
    from recon.words import Lang

_UNKNOWN = Text("没有这种输出。可选：{kinds}", "there is no such output; one of: {kinds}")
_NOBODY = Text("没有需要生成的内容", "there is nothing to write")
_PLAIN = How()


def write(
    kind: str,
    result: Result,
    out: Path,
    *,
    units: Sequence[str] = (),
    lang: Lang = "zh",
    how: How = _PLAIN,
) -> list[Path]:
    """Write one kind of output into a folder, for these units or for all.

    Args:
        kind: one of :data:`recon.export.KINDS`.
        result: the run.
        out: a folder; made where there is none.
        units: unit codes (for ``case`` student numbers); empty for all.
        lang: language of the explanations; official forms stay Chinese.
        how: layout and password, what the office remembers, and whom to tell how it goes.

    Returns:
        The files written; none when no unit has anything of this kind (nothing to mend, nobody omitted).

    Raises:
        OptionError: the kind is unknown.
        OutputError: the folder cannot be written; what stood there before is complete.
    """
    paths, view = [], View(result, lang)
    for said in complaints(view) if _known(kind).on_form else ():
        how.tell(said)
    with stage(out) as folder:
        for document in documents(kind, view, units, how):
            (folder / document.name).write_bytes(document.data)
            paths.append(out / document.name)
    return paths


def write_zip(kind: str, result: Result, out: Path, *, lang: Lang = "zh", **options: Any) -> list[Path]:
    """Write one kind of output into a single zip in a folder; the options are those of :func:`write`.

    Returns:
        The zip, alone; nothing when no unit has anything of this kind.

    Raises:
        OptionError: the kind is unknown.
        OutputError: the folder cannot be written; what stood there before is complete.
    """
    view = View(result, lang)
    name = campaign_name(view, f"全部{_known(kind).title.zh}", ".zip")
    with stage(out) as folder, tempfile.TemporaryDirectory(dir=folder) as parts:
        paths = write(kind, result, Path(parts), lang=lang, **options)
        if paths:
            with zipfile.ZipFile(folder / name, "w") as archive:
                for path in paths:
                    archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes())
    return [out / name] if paths else []


def build(
    kind: str,
    result: Result,
    unit: str = "",
    lang: Lang = "zh",
    *,
    how: How = _PLAIN,
) -> tuple[str, bytes]:
    """Return the file name and the bytes of one unit's output, as a download asks for them.

    A unit with several documents (both forms) gets them in one zip.

    Raises:
        OptionError: the kind is unknown, or the unit has nothing of it.
    """
    view = View(result, lang)
    made = list(documents(kind, view, (unit,) if unit else (), how))
    if not made:
        raise OptionError(option=kind, reason=_NOBODY)
    if len(made) == 1:
        return made[0].name, made[0].data
    site = view.site(unit).site_name if unit else view.campaign.title or view.campaign.id
    return names.join((unit, site, BY_CODE[kind].title.zh), ".zip"), _zip(made)


def zip_all(
    kind: str, result: Result, *, units: Sequence[str] = (), lang: Lang = "zh", how: How = _PLAIN
) -> bytes:
    """Return one zip with the outputs of these units, or of all.

    Raises:
        OptionError: the kind is unknown.
    """
    return _zip(documents(kind, View(result, lang), units, how))


def documents(kind: str, view: View, units: Sequence[str] = (), how: How = _PLAIN) -> Iterator[Document]:
    """Make one kind's documents, one at a time: memory does not grow with the number of units."""
    made = _known(kind)
    chosen = made.chosen(view, units)
    taken: set[str] = set()
    for done, unit in enumerate(chosen, 1):
        for document in made.make(view, unit, how):
            yield _locked(Document(names.unique(document.name, taken), document.data), how.password)
        how.progress(done, len(chosen), made.title.say(view.lang))


def _known(kind: str) -> Kind:
    if kind not in BY_CODE:
        reason = Text(_UNKNOWN.say("zh", kinds="、".join(KINDS)), _UNKNOWN.say("en", kinds=", ".join(KINDS)))
        raise OptionError(option=kind, reason=reason)
    return BY_CODE[kind]


def _locked(document: Document, password: str) -> Document:
    """Give a workbook an open password (AES, as Excel does it); texts and counts have none."""
    if not password or not document.name.endswith(".xlsx"):
        return document
    from msoffcrypto.format.ooxml import OOXMLFile

    buffer = BytesIO()
    OOXMLFile(BytesIO(document.data)).encrypt(password, buffer)
    return Document(document.name, buffer.getvalue())


def _zip(made: Iterable[Document]) -> bytes:
    """Pack documents; workbooks are compressed already, so they are stored. No date: equal results are equal bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for document in made:
            archive.writestr(zipfile.ZipInfo(document.name), document.data)
    return buffer.getvalue()

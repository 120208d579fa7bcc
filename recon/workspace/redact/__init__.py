"""A file without one person: what kind it is decides how, and what cannot be looked into is not kept."""

from __future__ import annotations

import contextlib
import io
import zipfile
from xml.parsers.expat import ExpatError

from recon.workspace.redact import dbase, legacy, lines, mail, parts, tables, word, workbook
from recon.workspace.redact.person import BLANK, Person, whole_name
from recon.workspace.redact.remains import UNREADABLE, remains, speaks_of

__all__ = ["BLANK", "Person", "redact", "unopened", "whole_name"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def redact(data: bytes, person: Person, file: str = "") -> bytes | None:
    """Return a file's bytes without the person: the same bytes when the person is not in it.

    Args:
        data: the file.
        person: whom to take out.
        file: what findings call the file; archive members are joined by ``!/``.

    Returns:
        ``None`` when the person is, or may be, in a file of a kind that cannot be rewritten, and when a number can
        still be read in what was rewritten.
    """
    file = person.called(data, file)
    if data.startswith(b"PAR1"):
        return tables.redact(data, person)
    after = _rewritten(data, person, file)
    return None if after is None or remains(after, person) else after


def _rewritten(data: bytes, person: Person, file: str) -> bytes | None:
    """Return a file as its kind is rewritten."""
    if data.startswith(b"PK\x03\x04"):
        return _zip(data, person, file)
    if dbase.is_table(data):
        return dbase.redact(data, person, file)
    if mail.is_mailbox(data):
        return mail.redact_mailbox(data, person, file, redact)
    if mail.is_mail(data):
        return mail.redact(data, person, file, redact)
    text = None if data.startswith(_OLD_OFFICE) else lines.redact(data, person, file)
    return _closed(data, person, file) if text is None else text


def _zip(data: bytes, person: Person, file: str) -> bytes | None:
    """Rewrite a workbook or an archive; a member that cannot be kept is left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if parts.is_package(archive):
                return _package(archive, data, person, file)
            return _archive(archive, data, person, file)
    except UNREADABLE:
        return _closed(data, person, file)


def _package(archive: zipfile.ZipFile, data: bytes, person: Person, file: str) -> bytes | None:
    """Rewrite a document that is a zip; one of another kind stays only without the person."""
    with contextlib.suppress(ExpatError, UnicodeDecodeError):
        if workbook.is_workbook(archive):
            return workbook.redact(archive, person, file) or data
        if word.is_document(archive):
            return word.redact(archive, person, file) or data
    return _closed(data, person, file, inside=b"".join(map(archive.read, archive.namelist())))


def _archive(archive: zipfile.ZipFile, data: bytes, person: Person, file: str) -> bytes | None:
    """Rewrite an archive without the person; what does not open stays only where the archive stays as it is."""
    members = [(_name(one), _opened(archive, one)) for one in archive.infolist() if not one.is_dir()]
    kept = [
        (name, inside if inside is None else redact(inside, person, f"{file}!/{name}"))
        for name, inside in members
    ]
    if kept == members and not _around(archive, person):
        shut = any(inside is None for _, inside in members)
        return _closed(data, person, file) if shut else data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in kept:
            if inside is not None:
                packed.writestr(person.erase(name) or BLANK, inside)
    return out.getvalue()


def _around(archive: zipfile.ZipFile, person: Person) -> bool:
    """Tell whether a name in an archive, or what is said beside its members, speaks of the person."""
    infos = archive.infolist()
    said = [archive.comment, *(text for one in infos for text in (one.comment, one.extra))]
    texts = [text.decode(code, "replace") for text in said for code in ("utf-8", "gb18030")]
    return any(person.erase(text) != text for text in (*map(_name, infos), *texts))


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    """Return a member's bytes; nothing where it is damaged or locked: the others are looked into all the same."""
    try:
        return archive.read(member)
    except UNREADABLE:
        return None


def unopened(data: bytes, person: Person, file: str) -> bytes | None:
    """Return what is kept of a file that nobody can look into: nothing where the person is, or may be, in it.

    A run told whether the person is in a file that came in. Nothing tells it of an extract, so that none is kept.
    """
    return data if file and not person.is_in(file) and not speaks_of(data, person) else None


def _closed(data: bytes, person: Person, file: str, inside: bytes = b"") -> bytes | None:
    """Return a file of a kind that cannot be rewritten: as it is, its cells as an xlsx, or nothing."""
    if not person.is_in(file) and not speaks_of(data + inside, person):
        return data
    if file and not person.is_in(file):
        return None  # no run could read it in a killable child, so it is not opened in this process either
    rewritten = legacy.as_xlsx(data)
    return _zip(rewritten, person, file) if rewritten else None


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name as Chinese Windows wrote it; zipfile takes it for cp437 where it does not say."""
    if member.flag_bits & 0x800:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename

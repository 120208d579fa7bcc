"""Files broken at random, the same ones for the same seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKENS = re.compile(rb"<[^<>]{0,200}>|[0-9]+|\"[^\"]{0,80}\"")
_VALUES = (
    b"",
    b"-1",
    b"99999999999",
    b"1048577",
    b"XFE1",
    b"\xff\xfe",
    b"\x00",
    b"&#0;",
    b"<![CDATA[",
    b"%s",
    b"NaN",
    b"1e999",
)


def mutants(seeds: list[bytes], count: int, seed: int = 0) -> Iterator[bytes]:
    """Yield ``count`` broken versions of the seeds."""
    dice = random.Random(seed)
    for number in range(count):
        data = seeds[number % len(seeds)]
        ways = [flip, cut, splice]
        if data.startswith(b"PK"):
            ways += [edit_member, edit_member, edit_member, swap_members]
        elif b"<" in data[:200]:
            ways += [edit, edit]
        yield dice.choice(ways)(data, dice)


def flip(data: bytes, dice: random.Random) -> bytes:
    """Flip a few bits."""
    broken = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 64))):
        broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
    return bytes(broken)


def cut(data: bytes, dice: random.Random) -> bytes:
    """Cut the end off, or a piece out."""
    start = dice.randrange(len(data))
    return data[:start] if dice.random() < 0.5 else data[:start] + data[start + dice.randrange(1, 4096) :]


def splice(data: bytes, dice: random.Random) -> bytes:
    """Put a piece of the file into another place."""
    start, place = dice.randrange(len(data)), dice.randrange(len(data))
    return data[:place] + data[start : start + dice.randrange(1, 2048)] + data[place:]


def edit(data: bytes, dice: random.Random) -> bytes:
    """Replace, drop or double a few tags, numbers or attribute values."""
    tokens = list(_TOKENS.finditer(data))
    for token in sorted(
        dice.sample(tokens, min(len(tokens), dice.randrange(1, 4))), key=lambda t: -t.start()
    ):
        new = dice.choice((*_VALUES, token[0] * 2, dice.choice(tokens)[0]))
        data = data[: token.start()] + new + data[token.end() :]
    return data


def edit_member(data: bytes, dice: random.Random) -> bytes:
    """Edit one member of an archive and close it properly again: the damage reaches the reader's depths."""
    members = _members(data)
    name = dice.choice(sorted(members))
    way = dice.choice((edit, edit, flip, cut))
    members[name] = way(members[name], dice) if members[name] else b"x"
    return _archive(members)


def swap_members(data: bytes, dice: random.Random) -> bytes:
    """Give one member another one's content, or drop it."""
    members = _members(data)
    one, other = dice.choice(sorted(members)), dice.choice(sorted(members))
    if dice.random() < 0.5:
        members[one], members[other] = members[other], members[one]
    else:
        del members[one]
    return _archive(members)


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _archive(members: dict[str, bytes]) -> bytes:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return room.getvalue()

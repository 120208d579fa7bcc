"""What may be shown of a text that others wrote, on a terminal or in a text that is pasted elsewhere."""

from __future__ import annotations

_COMMANDS = {
    place: f"\\u{place:04x}"
    for first, last in (
        (0x00, 0x08),
        (0x0B, 0x1F),
        (0x7F, 0x9F),
        (0x061C, 0x061C),
        (0x200E, 0x200F),
        (0x202A, 0x202E),
        (0x2066, 0x2069),
        (0xD800, 0xDFFF),
    )
    for place in range(first, last + 1)
}
"""Characters that control a terminal or the direction of a line, and halves of characters; not tab and line break."""
_BREAKS = "\t\n\u2028\u2029"


def harmless(text: str) -> str:
    """Return a text that commands no terminal: a file's name or a title may hold what moves the cursor or turns a line.

    Such a character is written as JSON writes it, so that JSON says the same as before.
    """
    return text if text.isprintable() else text.translate(_COMMANDS)


def in_one_line(name: str) -> str:
    """Return a name that begins no line of its own: behind a line break it could say what we did not."""
    return harmless("".join(f"\\u{ord(char):04x}" if char in _BREAKS else char for char in name))

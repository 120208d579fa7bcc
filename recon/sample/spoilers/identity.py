"""Mistakes in the ID number (ID), and the differences from the extract they make (MA03).

Where 学号 and name agree and the extract has an ID, one wrong digit is charged as MA03, which stands over ID05,
ID07–ID09 and DF03. ID05, ID07 and ID08 are charged themselves only where the extract has no ID to compare with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.sample import numbers
from recon.sample.rows import Cell
from recon.sample.spoilers.kit import other_digit, spoiler, swapped, text
from recon.words import Trust

if TYPE_CHECKING:
    from recon.sample.rows import Line
    from recon.sample.spoilers.kit import Change
    from recon.sample.spoilers.scene import Scene

_EVIDENCE = ("ID05", "ID07", "ID08", "ID09", "DF03")


def _own(line: Line) -> str:
    return line.cells["id_card"].value


@spoiler("ID01", "id_card", Trust.CONFIRM)
def identity_left_out(_line: Line, _scene: Scene) -> Change:
    """学号 and name agree, the extract knows the ID: charged over MA and DF of the field."""
    return text("id_card", "")


@spoiler("ID02", "id_card", Trust.SAFE, weight=2)
def identity_with_spaces(line: Line, scene: Scene) -> Change:
    """Spaces and invisible characters, inside or behind."""
    blank = scene.chance.choice((" ", "\u00a0", "\u200b", "\ufeff", "\u202d"))
    own = _own(line)
    return text("id_card", scene.chance.choice((own[:6] + blank + own[6:], own + blank)))


@spoiler("ID02", "id_card", Trust.SAFE, also=("ID03",))
def identity_in_full_width(line: Line, _scene: Scene) -> Change:
    """Full-width digits."""
    digits = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in _own(line))
    return text("id_card", digits)


@spoiler("ID02", "id_card", Trust.SAFE)
def identity_with_apostrophe_or_hyphen(line: Line, scene: Scene) -> Change:
    """A typed apostrophe to force text, or hyphens."""
    own = _own(line)
    return text("id_card", scene.chance.choice((f"'{own}", f"{own[:6]}-{own[6:14]}-{own[14:]}")))


@spoiler("ID03", "id_card", Trust.SAFE, weight=2)
def identity_with_another_x(line: Line, scene: Scene) -> Change:
    """Lower-case x and its look-alikes: Ｘ, Cyrillic, Greek, Roman ten, multiplication sign."""
    own = _own(line)
    return text("id_card", own[:17] + scene.chance.choice("xxxＸХΧⅩ×χ")) if own.endswith("X") else None


@spoiler("ID04", "id_card", Trust.LIKELY, sheet_only=True, also=("MA03", *_EVIDENCE), weight=3)
def identity_stored_as_number(line: Line, _scene: Scene) -> Change:
    """Excel kept 15 digits; 学号, name and these 15 agree, so the extract's value is likely.

    ID04 is charged over ID05, ID07, MA03 and DF03, and also where the damaged number happens to pass its check digit.
    """
    own = _own(line)
    return {"id_card": Cell(own[:15] + "000", "number")} if own[-3:].isdigit() and own[-3:] != "000" else None


@spoiler("ID04", "id_card", Trust.LIKELY, also=("MA03", *_EVIDENCE))
def identity_damaged_then_pasted_as_text(line: Line, scene: Scene) -> Change:
    """The damage stays when the number is turned into text afterwards, or saved as CSV."""
    own = _own(line)
    if own[-3:] == "000" or own[14] == "0":
        return None
    return text("id_card", scene.chance.choice((own[:15] + "000", f"{own[0]}.{own[1:15]}E+17")))


@spoiler("ID05", "id_card", Trust.ASK_SITE, flaw="no-id", by_person=False, also=("DF03",))
def identity_too_short_and_no_record(line: Line, scene: Scene) -> Change:
    """A digit is missing and the platform has no ID of this student: only the site can look at the card."""
    position = scene.chance.randrange(6, 17)
    return text("id_card", _own(line)[:position] + _own(line)[position + 1 :])


@spoiler("ID06", "id_card", Trust.LIKELY, also=("MA03", "DF03"))
def identity_in_its_old_form(line: Line, _scene: Scene) -> Change:
    """The 15-digit form says who is meant; the extract has the full number."""
    own = _own(line)
    return text("id_card", own[:6] + own[8:17]) if own[6:8] == "19" else None


@spoiler("ID07", "id_card", Trust.ASK_SITE, flaw="no-id", by_person=False, also=("DF03",))
def check_digit_wrong_and_no_record(line: Line, scene: Scene) -> Change:
    """The check digit fails and there is no official ID to propose."""
    last = scene.chance.choice([c for c in "0123456789X" if c != _own(line)[-1]])
    return text("id_card", _own(line)[:17] + last)


@spoiler("ID08", "id_card", Trust.ASK_SITE, flaw="no-id", by_person=False, also=("DF03",))
def birth_date_impossible_and_no_record(line: Line, _scene: Scene) -> Change:
    """A thirteenth month, with a check digit that fits it."""
    return text("id_card", numbers.with_check(_own(line)[:10] + "13" + _own(line)[12:17]))


@spoiler("ID09", "sex", Trust.ASK_SITE, sources=("student",), fields=("id_card",))
def sex_contradicts_the_identity(line: Line, _scene: Scene) -> Change:
    """The new platform has no sex to compare with; digit 17 of the confirmed ID tells. Nothing official to propose."""
    return text("sex", "女" if line.cells["sex"].value == "男" else "男")


@spoiler("MA03", "id_card", Trust.CONFIRM, also=_EVIDENCE, weight=3)
def identity_with_one_wrong_digit(line: Line, scene: Scene) -> Change:
    """One digit: 学号 and name agree, so MA03 is charged, over ID07 and DF03."""
    wrong = other_digit(_own(line), scene.chance.randrange(6, 17), scene.chance)
    return None if scene.exists(wrong) else text("id_card", wrong)


@spoiler("MA03", "id_card", Trust.CONFIRM, also=_EVIDENCE)
def identity_with_two_wrong_digits(line: Line, scene: Scene) -> Change:
    """Two digits."""
    first, second = scene.chance.sample(range(6, 17), 2)
    wrong = other_digit(other_digit(_own(line), first, scene.chance), second, scene.chance)
    return None if scene.exists(wrong) else text("id_card", wrong)


@spoiler("MA03", "id_card", Trust.CONFIRM, also=_EVIDENCE, weight=2)
def identity_with_swapped_digits(line: Line, scene: Scene) -> Change:
    """Two neighbours swapped."""
    places = [n for n in range(6, 16) if _own(line)[n] != _own(line)[n + 1]]
    wrong = swapped(_own(line), scene.chance.choice(places)) if places else ""
    return text("id_card", wrong) if wrong and not scene.exists(wrong) else None


@spoiler("MA03", "id_card", Trust.CONFIRM, also=_EVIDENCE)
def identity_too_short(line: Line, scene: Scene) -> Change:
    """A digit is missing: its shape is wrong too (ID05), but MA03 knows what stands there."""
    position = scene.chance.randrange(6, 17)
    return text("id_card", _own(line)[:position] + _own(line)[position + 1 :])


@spoiler("MA03", "id_card", Trust.ASK_SITE, also=_EVIDENCE)
def identity_of_somebody_unknown(line: Line, scene: Scene) -> Change:
    """A valid number that no extract has, far from the student's own: look at the card."""
    sex = line.student.sex if line.student else "男"
    other = numbers.identity_number(scene.chance, sex, (1960, 1999))
    far = sum(a != b for a, b in zip(other, _own(line), strict=False)) >= 6
    return text("id_card", other) if far and not scene.exists(other) else None

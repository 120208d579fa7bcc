"""The records of a delimited text; a quote that somebody forgot to close costs none of the lines below it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recon.intake.readers.delimiting import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HOPELESS = 100
"""After so many quotes without a partner no quote means anything."""
_NUMBER = re.compile(r"\d{11,17}[\dXx]")
"""A number of one student, as long as no telephone's."""
_AROUND = " \t\r\n\u3000\"'‘’="


def records(text: str, mark: str, sample: Sequence[str], mended: list[int]) -> Iterator[list[str]]:
    """Yield the records of a text; a quote that is never closed does not swallow the lines after it.

    Args:
        text: of the whole file.
        mark: its delimiter.
        sample: lines that show how a record looks.
        mended: gets the numbers of the records that were read as they stand, quotes and all.
    """
    lines = io.StringIO(text, newline="").readlines()
    look, start, number = _Look.of(sample, mark), 0, 0
    while start < len(lines):
        reader, before = csv.reader(lines[start:], delimiter=mark), 0
        for record in reader:
            number += 1
            if reader.line_num - before > 1 and look.swallows(
                lines[start + before : start + reader.line_num]
            ):
                mended.append(number)
                yield lines[start + before].rstrip("\r\n").split(mark)
                start += before + 1
                break
            yield record
            before = reader.line_num
        else:
            return
        if len(mended) >= _HOPELESS:
            yield from (line.rstrip("\r\n").split(mark) for line in lines[start:])
            return


@dataclass(frozen=True, slots=True)
class _Look:
    """How the line of a record looks that stands on one."""

    mark: str
    marks: int
    """Delimiters of a complete one."""
    places: tuple[int, ...]
    """Fields that hold a student's numbers."""

    @classmethod
    def of(cls, sample: Sequence[str], mark: str) -> _Look:
        """Look at a sample: at its lines, of which a cell may hold several, and its records, which a quote may join."""
        plain = [line.rstrip("\r\n").split(mark) for line in sample if '"' not in line]
        read = list(rows("".join(sample), mark))
        width = max(_usual(read), _usual(plain) if len(plain) * 2 > len(sample) else 0)
        whole = [row for row in (*plain, *read) if len(row) == width]
        numbers = Counter(at for row in whole for at, value in enumerate(row) if _is_number(value))
        return cls(
            mark, width - 1, tuple(sorted(at for at, count in numbers.items() if count * 2 >= len(whole)))
        )

    def swallows(self, lines: Sequence[str]) -> bool:
        """Tell whether the lines of one record are records of their own.

        The first and a later one are; or, whatever is left of the first, one that lies within a cell as a whole.
        """
        first, *later = lines
        if self._complete(first) and any(map(self._complete, later)):
            return True
        if self._numbered(first) and any(map(self._numbered, later)):
            return True
        own = self._numbered if self.places else self._complete
        return any(own(line) for line in later if '"' not in line)

    def _complete(self, line: str) -> bool:
        return line.count(self.mark) >= self.marks > 0

    def _numbered(self, line: str) -> bool:
        """Tell a line that has its numbers where every record has them, though cells may be missing at its end."""
        cells = line.split(self.mark)
        if not self.places or len(cells) <= max(*self.places, self.marks // 2):
            return False
        held = [cells[at] for at in self.places if cells[at].strip()]
        return bool(held) and all(map(_is_number, held))


def _is_number(value: str) -> bool:
    return _NUMBER.fullmatch(value.strip(_AROUND)) is not None


def _usual(found: Iterable[Sequence[str]]) -> int:
    """Return how many fields most records have."""
    widths = Counter(len(row) for row in found if len(row) > 1)
    return widths.most_common(1)[0][0] if widths else 0

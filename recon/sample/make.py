"""The corridor of the sample: people, extracts, deliveries, spoils, files, truth."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING

from recon.errors import OptionError, OutputError, writing
from recon.sample import write
from recon.sample.about import README
from recon.sample.answer import make_expected, make_truth
from recon.sample.campaign_file import campaign_text
from recon.sample.deliveries import Delivery, Mailbox, unit_name
from recon.sample.drawing import draw
from recon.sample.extracts import make_extracts
from recon.sample.mailbox import fill_mailbox
from recon.sample.numbers import PROVINCE
from recon.sample.organisation import SITE_HEADER, site_rows
from recon.sample.spoilers import spoil_mailbox
from recon.sample.world import World, make_world
from recon.words import Text

if TYPE_CHECKING:
    from pathlib import Path

SITE_COUNTS = range(1, 401)
STUDENT_COUNTS = range(20, 100_001)
"""What names and serial numbers of five digits can count."""
_MARK = "truth.json"
_SUBMISSION_HEADER = ("file", "unit", "form", "received_at", "kind", "declared_nil")


def make(
    into: Path, *, seed: int = 2020, site_count: int = 25, student_count: int = 8000, spoiled: bool = True
) -> None:
    """Make one synthetic campaign with known truth: the same bytes for the same arguments.

    Args:
        into: folder to write; must be new, empty, or an earlier sample.
        seed: another seed is another province.
        site_count: teaching points, 1 or more.
        student_count: about how many students are due; the extract holds five times as many enrolments.
        spoiled: ``False`` leaves every row and file as a careful clerk would send it.

    Raises:
        OptionError: fewer sites or students than a campaign needs, or more than the numbers can count.
        OutputError: the folder holds something else, or cannot be written.
    """
    _check("--site-count", site_count, SITE_COUNTS)
    _check("--student-count", student_count, STUDENT_COUNTS)
    world = make_world(seed, site_count, student_count)
    mailbox = fill_mailbox(world, spoiled=spoiled)
    if spoiled:
        mailbox = spoil_mailbox(world, mailbox)
    with writing(into):
        _clear(into)
        _write_lists(into, world, mailbox)
        for delivery in mailbox.deliveries:
            write.save(into / "rosters" / delivery.path, _content(world, delivery))
        write.save(into / _MARK, _json(make_truth(mailbox)))
        write.save(into / "expected.json", _json(make_expected(world, mailbox)))


def _check(option: str, number: int, allowed: range) -> None:
    if number not in allowed:
        least, most = allowed[0], allowed[-1]
        raise OptionError(
            option=option, reason=Text(f"应在 {least} 到 {most} 之间", f"between {least} and {most}")
        )


_NOT_OURS = Text("文件夹里已有其他文件", "it holds other files")
_EMPTY = Text("换一个空文件夹", "Choose an empty folder")


def _clear(into: Path) -> None:
    """Make room in a folder that is ours; never touch one that is not."""
    into.mkdir(parents=True, exist_ok=True)
    if any(into.iterdir()) and not (into / _MARK).is_file():
        raise OutputError(path=into, reason=_NOT_OURS, advice=_EMPTY)
    for folder in ("rosters", "extracts"):
        shutil.rmtree(into / folder, ignore_errors=True)
    write.save(into / _MARK, b"[]\n")


def _write_lists(into: Path, world: World, mailbox: Mailbox) -> None:
    write.save(into / "README.md", README.encode("utf-8"))
    write.save(into / "campaign.toml", campaign_text(world.organisation, PROVINCE).encode("utf-8"))
    due = Counter(e.site for e in world.enrolments if world.is_due(e))
    sites = site_rows(world.organisation, world.seed.stream("contacts"), due)
    write.save(into / "sites.csv", write.rows_to_csv([SITE_HEADER, *sites]))
    write.save(into / "submissions.csv", write.rows_to_csv([_SUBMISSION_HEADER, *_submissions(mailbox)]))
    for name, table in make_extracts(world).items():
        write.save(into / name, write.table_to_xlsx(table))


def _submissions(mailbox: Mailbox) -> list[tuple[str, ...]]:
    """List what the mailbox knows; the unit only where the sender's address told it."""
    told = [d for d in mailbox.deliveries if d.received_at]
    files = [
        (d.path, d.unit if n % 3 == 0 else "", "", d.received_at, d.kind, "false") for n, d in enumerate(told)
    ]
    nils = [("", unit, "", moment, "", "true") for unit, moment in mailbox.nils]
    return [*files, *nils]


def _content(world: World, delivery: Delivery) -> bytes:
    content = draw(delivery.layout, delivery.drawn_as, unit_name(world, delivery.unit), delivery.lines)
    return content[: len(content) * 2 // 3] if delivery.life == "unreadable" else content


def _json(value: object, depth: int = 3) -> bytes:
    return (_lines(value, depth) + "\n").encode("utf-8")


def _lines(value: object, depth: int) -> str:
    """Write JSON with one line per record, so that two truths can be compared by eye."""
    if depth and isinstance(value, dict) and value:
        inner = ",\n".join(
            f"{json.dumps(key, ensure_ascii=False)}: {_lines(v, depth - 1)}" for key, v in value.items()
        )
        return "{\n" + inner + "\n}"
    if depth and isinstance(value, list) and value:
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)

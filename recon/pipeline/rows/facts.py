"""What the rules about files and sites are told: small facts that only the corridor can put together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
import pyarrow as pa

from recon import coverage, rules
from recon.coverage import SiteCount
from recon.intake import CONTAINERS
from recon.normalise import unusual_size
from recon.pipeline.rows import mending
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.coverage import Standing
    from recon.model import FileRead, Trouble
    from recon.normalise import Shaped
    from recon.pipeline.rows.sending import Sending
    from recon.pipeline.stage import Stage
    from recon.rounds import Round
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]


def of_files(
    reads: Sequence[FileRead], sending: Sending, tree: Tree, campaign: Campaign
) -> list[rules.FileFacts]:
    """Return unit, time and home sites of every file that is a submission (an archive is not, its members are).

    A return sheet that came back within ``mend_days`` did not come late (FI09 is not asked of it). Of a copy, a mail
    or an archive the unit alone is told, so that what is said of it is found where the unit is looked up.
    """
    mended = mending.in_time(sending, campaign)
    facts = (_of_file(read, sending, tree) for read in reads if is_submission(read))
    sent = [replace(fact, received_at="") if fact.file in mended else fact for fact in facts]
    return sent + [_of_another(read, sending) for read in reads if read.troubles and not is_submission(read)]


def is_submission(read: FileRead) -> bool:
    """Tell whether a file counts as sent: system files do not, of archives and mails the members, of copies the first.

    What cannot be read was sent by each who sent it, be it the same bytes.
    """
    again = any(trouble.rule == "FI08" for trouble in read.troubles)
    return read.refused or (read.verdict == "read" and read.kind not in CONTAINERS and not again)


def _of_another(read: FileRead, sending: Sending) -> rules.FileFacts:
    """Return whose a file is that counts as no submission: its own name tells, or that of which it is a copy."""
    firsts = (trouble.details["first"] for trouble in read.troubles if trouble.rule == "FI08")
    units = [sending.units[name].code for name in (read.file, *firsts) if name in sending.units]
    known = next((unit for unit in units if unit != UNKNOWN), UNKNOWN)
    return rules.FileFacts(read.file, read.sha256, known, sent=False)


def _of_file(read: FileRead, sending: Sending, tree: Tree) -> rules.FileFacts:
    unit = sending.units[read.file]
    homes = sending.home_sites.get(read.file, Counter())
    outside = sum(
        n for home, n in homes.items() if unit.code != UNKNOWN and not tree.reports_for(unit.code, home)
    )
    return rules.FileFacts(
        file=read.file,
        sha256=read.sha256,
        unit=unit.code,
        against=tuple(hint.source for hint in unit.against),
        nobodys=unit.nobodys,
        by=unit.by,
        received_at=sending.received_at(read.file),
        home_sites=len(homes),
        outside=outside,
    )


def troubles(
    shaped: Sequence[Shaped],
    sending: Sending,
    due: Mapping[tuple[str, str], int],
    tree: Tree,
    own_form: Collection[tuple[str, str]] = (),
) -> dict[str, list[Trouble]]:
    """Return what shaping found in each file, and files of an unusual size (FI13).

    Args:
        shaped: every file.
        sending: whose it is.
        due: (home site, category) → students due.
        tree: the register.
        own_form: file and sheet of the tables that stand on their own form after all (no HD05).
    """
    told: dict[str, list[Trouble]] = defaultdict(list)
    for one in shaped:
        told[one.file].extend(
            trouble
            for trouble in one.all_troubles
            if trouble.rule != "HD05" or (one.file, trouble.sheet) not in own_form
        )
    for file, trouble in _unusual(sending, due, tree):
        told[file].append(trouble)
    return told


def _unusual(
    sending: Sending, due: Mapping[tuple[str, str], int], tree: Tree
) -> Iterator[tuple[str, Trouble]]:
    """Compare a replacement with what it replaces, and a site's first file with the students due there.

    A unit that others report through may send for some of them only, so its due students say nothing. Of a list in
    several files no part is too short.
    """
    above = {tree.parent(code) for code in tree.sites}
    for story in sending.rounds.rounds:
        unit = sending.units[story.file].code
        expected = due.get((unit, sending.form_of(story.file))) if unit not in above else None
        before = story.before if story.kind == "replace" else None
        if story.kind not in {"replace", "first"} or (before is None and _is_a_part(story, expected or 0)):
            continue
        if found := unusual_size(story.rows, before=before, due=expected):
            yield story.file, found


def _is_a_part(story: Round, due: int) -> bool:
    """Tell whether a file is short only because the unit's other live files hold the rest."""
    whole = story.rows + story.beside
    return story.rows < due and (whole >= due or unusual_size(whole, due=due) is None)


def due_by_site(people: coverage.People) -> dict[tuple[str, str], int]:
    """Return how many students are due per home site and category."""
    counts = people.by(people.students["due"].to_numpy(), "site_code", "category")
    return {(site, category): count for (site, category), count in counts.items()}


def of_sites(
    counted: coverage.People, reads: Sequence[FileRead], sending: Sending, standing: Standing
) -> list[rules.SiteFacts]:
    """Return due, awaited and sent per home site, the forms it declared nil apart from the others."""
    students, home = counted.students, ("site_code", "category")
    due = students["due"].to_numpy()
    own = students["own"].to_numpy() | students["late_own"].to_numpy()
    waiting = counted.by(due & coverage.says(students["state"], "awaited"), *home)
    omitted = counted.by(due & coverage.says(students["state"], "omitted"), *home)
    sent = counted.by(due & own, *home)
    came = _came(reads, sending)
    facts = {(said.unit, True): rules.SiteFacts(said.unit, declared_nil=True) for said in sending.declared}
    for (site, category), people in counted.by(due, *home).items():
        nil = standing.nil(site, category)
        before = facts.get((site, nil), rules.SiteFacts(site, sent=site in came, declared_nil=nil))
        facts[site, nil] = replace(
            before,
            due=before.due + people,
            awaited=before.awaited + waiting[site, category],
            sent=before.sent or sent[site, category] > 0,
            settled=(before.settled or not before.due) and not omitted[site, category],
            passed=standing.deadline_passed,
        )
    # Without sites in the extract there is nobody to remind.
    return [fact for (site, _), fact in sorted(facts.items()) if site]


def _came(reads: Sequence[FileRead], sending: Sending) -> set[str]:
    """Return the units of which any file came; what cannot be read came too."""
    return {sending.units[read.file].code for read in reads if is_submission(read)}


def _with_nobody(shaped: Sequence[Shaped], sending: Sending) -> frozenset[str]:
    """Return the units that sent a file which is read and holds no student (FI07): it is no use to save it again."""
    empty = (one.file for one in shaped if any(trouble.rule == "FI07" for trouble in one.all_troubles))
    return frozenset(sending.units[file].code for file in empty)


def open_units(live: pa.Table, standing: Standing) -> frozenset[str]:
    """Return the units of which a live row is open, of a student who is not held, as ``coverage.csv`` counts them."""
    opened = coverage.is_in(live["row_id"].to_numpy(), standing.open_rows)
    held = coverage.is_in(live["enrol_id"].to_numpy(), standing.held)
    return frozenset(live["unit"].filter(pa.array(opened & ~held)).unique().to_pylist())


def site_count(live: Frame, counted: coverage.People, sending: Sending, stage: Stage) -> SiteCount:
    """Return what every unit sent, and what became of its rows."""
    files: Counter[str] = Counter()
    received: dict[str, str] = {}
    engine = stage.engine
    for read in filter(is_submission, stage.gathered.reads):
        unit = sending.units[read.file].code
        files[unit] += 1
        received[unit] = max(received.get(unit, ""), sending.received_at(read.file))
    sent = engine.collect(live.group_by("unit", "why").agg(nw.len().alias("n"))).to_pylist()
    late = engine.collect(live.filter(nw.col("late")).group_by("unit").agg(nw.len().alias("n"))).to_pylist()
    omitted = counted.by(coverage.says(counted.students["state"], "omitted"), "site_code")
    return SiteCount(
        tree=stage.tree,
        files=files,
        readable=frozenset(line["unit"] for line in sent) | _with_nobody(stage.gathered.shaped, sending),
        received_at=received,
        rows={(line["unit"], line["why"]): line["n"] for line in sent},
        late={line["unit"]: line["n"] for line in late},
        declared_nil=frozenset(said.unit for said in sending.declared),
        signed_off=stage.known.signed_off,
        omitted={site: count for (site,), count in omitted.items()},
    )

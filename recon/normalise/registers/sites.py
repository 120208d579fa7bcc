"""The register of sites: the extract defines them, the site list adds to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import fields as members
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recon.errors import ExtractError
from recon.model import Site
from recon.normalise.asked import lacking
from recon.normalise.registers.beside_code import parted, without_codes
from recon.normalise.registers.lists import coded
from recon.normalise.spellings import folded as folded_name
from recon.values import folding
from recon.values.characters import one_line
from recon.words import Text, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recon.campaign import Campaign
    from recon.normalise.registers.named import NamedTable

BRANCH_DIGITS, SITE_DIGITS = 5, 7
PLACE = ("branch_code", "branch_raw", "site_code", "site_raw")
"""What an enrolment says of its place."""
NEW: Mapping[str, str] = {"site_code": "site_new", "branch_code": "branch_new"}
"""A code of a place → the column of :func:`codes_of` with what it should be."""


def register(tables: Sequence[NamedTable], enrolments: pa.Table, campaign: Campaign) -> tuple[Site, ...]:
    """Return every site, by code. A branch is one only where it is listed or has students of its own.

    Args:
        tables: site lists; may be empty.
        enrolments: raw enrolments, or their :func:`places`; all of them are in the register, listed or not.
        campaign: header aliases.

    Raises:
        ExtractError: a site list without a column of codes, or with one code twice.
    """
    listed = {site.site_code: site for named in tables for site in _listed(named, campaign)}
    named = enrolments if "count_all" in enrolments.column_names else places(enrolments)
    for site in _defined(named, listed.values()):
        listed[site.site_code] = (
            _completed(listed[site.site_code], site) if site.site_code in listed else site
        )
    branches = {site.branch_code: site.branch for site in listed.values() if site.branch_code and site.branch}
    return tuple(_with_branch(listed[code], branches) for code in sorted(listed))


def place(enrolments: pa.Table, sites: Iterable[Site]) -> pa.Table:
    """Fill ``site_code`` and ``branch_code`` where the extract writes only names, or only the site's code.

    A name that no site bears, or that several bear in different branches, leaves the code empty (EX05).
    """
    numbers, first = _numbered(enrolments.select(list(PLACE)))
    named = enrolments.select(list(PLACE)).take(first).to_pylist()
    finder = _Finder(sites, named)
    codes = [finder.codes(line) for line in named]
    for column, name in enumerate(NEW):
        if any(code[column] != line[name] for code, line in zip(codes, named, strict=True)):
            filled = pa.array([code[column] for code in codes], pa.string()).take(numbers)
            at = enrolments.schema.get_field_index(name)
            enrolments = enrolments.set_column(at, enrolments.schema.field(at), pa.chunked_array([filled]))
    return enrolments


def _numbered(table: pa.Table) -> tuple[pa.Array, pa.Array]:
    """Number the distinct lines of a table: return each line's number, and where each number comes first."""
    numbers = np.zeros(table.num_rows, np.int64)
    for column in table.columns:
        texts = column.combine_chunks().dictionary_encode()
        numbers = numbers * len(texts.dictionary) + texts.indices.to_numpy()
        numbers = pa.array(numbers).dictionary_encode().indices.to_numpy().astype(np.int64)
    first = np.full(numbers.max(initial=-1) + 1, -1)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return pa.array(numbers), pa.array(first)


def places(enrolments: pa.Table) -> pa.Table:
    """Return the distinct places enrolments name, and how many name each (``count_all``)."""
    return enrolments.select(list(PLACE)).group_by(list(PLACE)).aggregate([([], "count_all")])


def codes_of(named: pa.Table, sites: Iterable[Site]) -> pa.Table:
    """Return, for the places whose codes are not all told, the codes to fill in (:data:`NEW`)."""
    said = named.to_pylist()
    finder = _Finder(sites, said)
    lines = [line | dict(zip(NEW.values(), finder.codes(line), strict=True)) for line in said]
    filled = [line for line in lines if any(line[old] != line[new] for old, new in NEW.items())]
    columns = (*PLACE, *NEW.values())
    return pa.table({name: pa.array([line[name] for line in filled], pa.string()) for name in columns})


class _Finder:
    """Finds a site's code by its name, within its branch where that is told.

    The register's names come first, then what the extract writes beside a code: one extract may have the names
    alone (adult education) that another has with their codes.
    """

    def __init__(self, sites: Iterable[Site], lines: Sequence[Mapping[str, Any]]) -> None:
        known, coded = {site.site_code: site for site in sites}, _coded([*map(without_codes, lines)])
        self.by_code = coded | known
        self.by_name = _by_name(coded.values()) | _by_name(known.values())

    def codes(self, line: Mapping[str, str]) -> tuple[str, str]:
        """Return the codes of site and branch of one distinct place."""
        line = without_codes(line)
        code, branch = line["site_code"], line["branch_code"]
        if not code and line["site_raw"]:
            named = self.by_name.get(folded_name(line["site_raw"]), set())
            within = {
                c for c in named if folded_name(line["branch_raw"]) == folded_name(self.by_code[c].branch)
            }
            chosen = named if len(named) == 1 else within
            code = next(iter(chosen)) if len(chosen) == 1 else ""
        site = self.by_code.get(code)
        return code, branch or (site.branch_code if site else "") or branch_of(code)


def _by_name(sites: Iterable[Site]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for site in sites:
        found[folded_name(site.site_name)].add(site.site_code)
    return dict(found)


def _coded(lines: Sequence[Mapping[str, Any]]) -> dict[str, Site]:
    """Return the sites the extract has a code for, each by the name most often beside it."""
    ranked = sorted(lines, key=lambda line: (line.get("count_all", 0), line["site_raw"]))
    return {
        line["site_code"]: Site(
            line["site_code"], one_line(line["site_raw"]), line["branch_code"], one_line(line["branch_raw"])
        )
        for line in ranked  # a later line of the same code wins
        if line["site_code"] and one_line(line["site_raw"])
    }


def branch_of(code: str) -> str:
    """Return the branch's code within a site's: 6400312 lies below 64003."""
    return code[:BRANCH_DIGITS] if len(code) == SITE_DIGITS and code.isdigit() else ""


def _listed(named: NamedTable, campaign: Campaign) -> list[Site]:
    columns = coded(named, campaign)
    if "site_code" not in columns:
        columns |= _codes_beside(columns)
    if "site_code" not in columns:
        asked = lacking(("site_code",), named.table.column_names, campaign)
        reason = Text(
            f"教学点名单缺少“教学点代码”列（{asked.zh}）。请补上该列或改列名。",
            f"the site list has no column of site codes ({asked.en}). Add it, or rename one.",
        )
        raise ExtractError(path=named.name, reason=reason)
    if "site" in columns:
        columns.setdefault("site_name", columns["site"])
    known = [member.name for member in members(Site) if member.name in columns]
    lines = zip(*(columns[name].to_pylist() for name in known), strict=True)
    sites = [Site(**{n: _washed(n, text) for n, text in zip(known, line, strict=True)}) for line in lines]
    sites = [site for site in sites if site.site_code]
    again = [code for code, count in Counter(site.site_code for site in sites).items() if count > 1]
    if again:
        codes = listed(again[:5])
        raise ExtractError(
            path=named.name,
            reason=Text(
                f"教学点代码重复：{codes.zh}。请每个教学点只保留一行。",
                f"site codes come twice: {codes.en}. Keep one line each.",
            ),
        )
    return sites


def _codes_beside(columns: Mapping[str, pa.ChunkedArray]) -> dict[str, pa.ChunkedArray]:
    """Return code and name of a list that has both in one column, every site of it; else nothing."""
    for level in ("site", "site_name"):
        said = [parted(text) for text in columns[level].to_pylist()] if level in columns else []
        if said and all(place.code or not place.name for place in said):
            codes, names = zip(*said, strict=True)
            return {"site_code": pa.chunked_array([codes]), "site_name": pa.chunked_array([names])}
    return {}


def _washed(name: str, text: str) -> str:
    code = name in {"site_code", "branch_code", "reports_through", "deliver_to"}
    return folding.fold("site_code", text).value if code else one_line(text)


def _defined(named: pa.Table, listed: Iterable[Site]) -> list[Site]:
    """Return the sites the extract speaks of; of several names of one code the most frequent counts.

    Where neither extract nor list has a code for a site's name, the name is its code: it must not vanish.
    """
    lines = [line | without_codes(line) for line in named.to_pylist()]
    finder, counts = _Finder(listed, lines), Counter[tuple[str, ...]]()
    for line in lines:
        site_code, branch_code = finder.codes(line)
        counts[branch_code, line["branch_raw"], site_code, line["site_raw"]] += line["count_all"]
    sites: dict[str, Site] = {}
    for (branch_code, branch, site_code, site), _ in sorted(
        counts.items(), key=lambda one: (-one[1], one[0])
    ):
        name = one_line(site)
        code = site_code or name
        if code and code not in sites:
            sites[code] = Site(code, name or code, branch_code or branch_of(code), one_line(branch))
    return list(sites.values())


def _completed(listed: Site, defined: Site) -> Site:
    """Fill what the list leaves empty from the extract; what the list says stays."""
    gaps = {
        member.name: getattr(defined, member.name)
        for member in members(Site)
        if not getattr(listed, member.name)
    }
    return replace(listed, **gaps)


def _with_branch(site: Site, branches: Mapping[str, str]) -> Site:
    code = site.branch_code or branch_of(site.site_code)
    name = site.site_name or site.site_code
    return replace(site, site_name=name, branch_code=code, branch=site.branch or branches.get(code, ""))

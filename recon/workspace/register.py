"""The register of sites: what the office says of a site beside the extract; every edit is kept, the last counts."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from recon.campaign.clock import now
from recon.errors import OptionError
from recon.model import Site
from recon.words import Text
from recon.workspace import campaigns, records
from recon.workspace.placements import check_choice
from recon.workspace.tables import SITE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recon.workspace.ledger import Ledger

COLUMNS = tuple(field.name for field in fields(Site))
NEEDED = ("responsible", "contact", "deliver_to", "address")
"""What must not be empty when the photos come back."""
_NO_CODE = Text("教学点代码不能为空", "a site needs its code")
_RING = Text("“{code}”的上级单位绕回了它自己", "{code} would report through itself")


def edit(ledger: Ledger, base: Site, changes: Mapping[str, str], actor: str) -> Site:
    """Change what is known of a site, or add it; columns that are not named stay as in ``base``.

    Raises:
        OptionError: no code, an unknown column, or a site that would report through itself.
    """
    code = base.site_code.strip()
    if not code:
        raise OptionError(option="site_code", reason=_NO_CODE)
    for name in changes:
        check_choice("site", name, COLUMNS[1:])
    with ledger.write() as connection:
        known = listed(connection)
        after = replace(known.get(code, base), **{name: value.strip() for name, value in changes.items()})
        _refuse_ring({**known, code: after}, code)
        if after != known.get(code):
            _write(connection, ledger, [after], actor)
    return after


def put(ledger: Ledger, base: Mapping[str, Site], sites: Iterable[Site], actor: str) -> int:
    """Take over a whole register (an import); what is the same stays as it is. Returns how many changed.

    ``base`` is the register as it is known now, by code.

    Raises:
        OptionError: a site would report through itself; nothing is kept.
    """
    with ledger.write() as connection:
        known = listed(connection)
        changed = [site for site in sites if {**base, **known}.get(site.site_code) != site]
        after = known | {site.site_code: site for site in changed}
        for site in changed:
            _refuse_ring(after, site.site_code)
        _write(connection, ledger, changed, actor)
    return len(changed)


def withdraw(ledger: Ledger, site_code: str, actor: str) -> None:
    """Take back what the office said of a site; what the extract says of it stays.

    Raises:
        OptionError: the register holds no such site.
    """
    with ledger.write() as connection:
        known = listed(connection)
        check_choice("site_code", site_code, tuple(known))
        _write(connection, ledger, [known[site_code]], actor, withdrawn=1)


def listed(connection: sa.Connection) -> dict[str, Site]:
    """Return code → site as the office last described it."""
    query = sa.select(SITE).where(SITE.c.campaign == campaigns.current(connection)).order_by(SITE.c.id)
    rows = {row.site_code: row for row in connection.execute(query)}
    return {
        code: Site(*(getattr(row, name) for name in COLUMNS))
        for code, row in sorted(rows.items())
        if not row.withdrawn
    }


def missing(site: Site) -> tuple[str, ...]:
    """Return what the office does not know of a site and will need (:data:`NEEDED`)."""
    return tuple(name for name in NEEDED if not getattr(site, name))


def _refuse_ring(sites: Mapping[str, Site], code: str) -> None:
    """Refuse a site that reports, over however many others, through itself."""
    above = sites[code].reports_through
    for _ in sites:
        if above == code:
            raise OptionError(
                option="reports_through",
                reason=_RING.filled(code=code),
            )
        above = sites[above].reports_through if above in sites else ""


def _write(
    connection: sa.Connection, ledger: Ledger, sites: Iterable[Site], actor: str, *, withdrawn: int = 0
) -> None:
    common = {"campaign": campaigns.current(connection), "withdrawn": withdrawn, "actor": actor, "at": now()}
    rows = [common | {name: getattr(site, name) for name in COLUMNS} for site in sites]
    told = [{"unit": str(row["site_code"]), "count": 1 - withdrawn} for row in rows]
    records.add_all(connection, ledger, SITE, rows, "site", told)

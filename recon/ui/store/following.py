"""What people do between two runs shows at once: a site signed off, a promise that makes a call needless."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from recon.ui.store.listing import Listing

DONE = ("clean", "signed-off")
SIGNED_OFF = "signed-off"


class Following:
    """Keeps the sites of one run in step with the diary; the run itself never changes."""

    def __init__(self, sites: Listing) -> None:
        self._sites = sites
        rows = sites.ask("select site_code, call, status from {narrow}")
        self._calls = {code: call for code, call, _ in rows}
        self._statuses = {code: status for code, _, status in rows}
        self._shown: tuple[frozenset[str], ...] = (frozenset(), frozenset(), frozenset())
        self.closed: frozenset[str] = frozenset()

    def follow(self, closed: AbstractSet[str], promised: AbstractSet[str], broken: AbstractSet[str]) -> None:
        """Show who is signed off, whom a promise spares the call, and whose promise was not kept."""
        wanted = (frozenset(closed), frozenset(promised), frozenset(broken))
        if wanted == self._shown:
            return
        self._shown, self.closed = wanted, wanted[0]
        self._sites.update("status", "site_code", self._status())
        self._sites.update("call", "site_code", self._call(promised, broken))

    def _status(self) -> dict[str, str]:
        return {code: SIGNED_OFF if code in self.closed else said for code, said in self._statuses.items()}

    def _call(self, promised: AbstractSet[str], broken: AbstractSet[str]) -> dict[str, str]:
        statuses = self._status()
        made = {}
        for code, said in self._calls.items():
            due = said == "yes" or (code in broken and statuses[code] not in DONE)
            made[code] = "no" if code in self.closed or code in promised or not due else "yes"
        return made

    def sites(self, table: pa.Table) -> pa.Table:
        """Return the ``sites`` table with the statuses as they stand now."""
        place = table.schema.get_field_index("status")
        closed = pc.is_in(table["site_code"], pa.array(sorted(self.closed), pa.string()))
        return table.set_column(place, "status", pc.if_else(closed, SIGNED_OFF, table["status"]))

"""What the office knows of sites and shooting points, edited one by one or taken over from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from recon.campaign import loads
from recon.model import Site
from recon.sites import described
from recon.workspace import campaigns, points, register
from recon.workspace.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from recon.workspace.points import Point


class Registering(Memory):
    """The verbs of the register."""

    def sites(self) -> list[Site]:
        """Return every site: as the newest run knew it (extract and lists), with what the office says since."""
        newest = self.run_folders.latest()
        lines = pq.read_table(newest / "register.parquet").to_pylist() if newest else []
        return list(described((Site(**line) for line in lines), self.said_of_sites()))

    def said_of_sites(self) -> dict[str, Site]:
        """Return what the office itself says of sites, by code: for the pipeline, which lays it over the lists."""
        with self.ledger.read() as connection:
            return register.listed(connection)

    def edit_site(self, site_code: str, *, actor: str, **changes: str) -> Site:
        """Change what is known of a site, or add one (columns of :class:`recon.model.Site`).

        Raises:
            OptionError: no code, an unknown column, or a site that would report through itself.
        """
        base = next((one for one in self.sites() if one.site_code == site_code), Site(site_code))
        return register.edit(self.ledger, base, changes, actor)

    def put_sites(self, sites: Iterable[Site], *, actor: str) -> int:
        """Take over a list of sites, all or none; return how many are new or changed.

        Raises:
            OptionError: a site would report through itself.
        """
        base = {site.site_code: site for site in self.sites()}
        return register.put(self.ledger, base, sites, actor)

    def withdraw_site(self, site_code: str, *, actor: str) -> None:
        """Take back what the office said of a site.

        Raises:
            OptionError: it said nothing of it.
        """
        register.withdraw(self.ledger, site_code, actor)

    def points(self) -> list[Point]:
        """Return the shooting points: the campaign's own, with what the office says of them since."""
        with self.ledger.read() as connection:
            said = points.listed(connection)
            text = campaigns.text(connection)
        return list((points.planned(loads(text)) | said).values())

    def edit_point(self, point: Point, *, actor: str) -> Point:
        """Keep a shooting point as described; its approval stays what it is.

        Raises:
            OptionError: no code, or a date that is none.
        """
        return points.keep(self.ledger, point, actor)

    def withdraw_point(self, code: str, *, actor: str) -> None:
        """Take back what the office said of a shooting point."""
        points.keep(self.ledger, points.Point(code), actor, withdrawn=True)

    def approve_point(
        self, code: str, picture: Path | bytes, name: str, *, actor: str, approved_on: str
    ) -> Point:
        """Keep the picture of a point's approval (批复文件) and its date.

        Raises:
            OptionError: it is neither a picture nor a PDF, or ``approved_on`` is no date.
            MissingPathError: there is no such file.
        """
        return points.approve(
            self.ledger, self.vault, code, picture, name, actor=actor, approved_on=approved_on
        )

"""The campaign: one year's collection, as written in ``campaign.toml`` (docs/contract.md, "Files that go in")."""

from recon.campaign.door import accept
from recon.campaign.load import load, load_parsed, loads, named, read
from recon.campaign.schema import Campaign, Limits, PhotoPolicy, Scope, Shooting

__all__ = [
    "Campaign",
    "Limits",
    "PhotoPolicy",
    "Scope",
    "Shooting",
    "accept",
    "load",
    "load_parsed",
    "loads",
    "named",
    "read",
]

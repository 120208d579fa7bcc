"""Check that the rules a campaign switches are known; what a rule means is known only to :mod:`recon.rules`.

A workspace refuses a wrong code before it keeps the text, and may not open the door of the rules for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.campaign.checks import nearest
from recon.errors import CampaignError
from recon.words import Text

if TYPE_CHECKING:
    from recon.campaign.schema import Campaign

_FAMILIES = {
    "FI": 17,
    "HD": 6,
    "IC": 2,
    "NO": 7,
    "ID": 10,
    "NA": 6,
    "VO": 7,
    "DU": 5,
    "MA": 7,
    "DF": 9,
    "SC": 5,
    "OM": 4,
    "PH": 9,
    "EX": 6,
    "CP": 2,
}
"""Family → how many rules it has."""
RULE_CODES = tuple(
    f"{family}{number:02}" for family, count in _FAMILIES.items() for number in range(1, count + 1)
)
"""Every rule's code; a test holds this against the catalogue."""


def check_rules(campaign: Campaign, source: str = "") -> None:
    """Refuse a ``[rules]`` table that names a rule there is not (CP02).

    Raises:
        CampaignError: an unknown code; the message names the nearest known one.
    """
    for code in campaign.rules:
        if code not in RULE_CODES:
            hint = nearest(code, RULE_CODES)
            safe = code.replace("{", "(").replace("}", ")")  # the message goes through str.format later
            reason = Text(f"没有规则 {safe}{hint.zh}", f"there is no rule {safe}{hint.en}")
            raise CampaignError(path=source, where=f"rules.{code}", reason=reason)

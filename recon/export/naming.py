"""What the files of a result are called; the pieces are made safe by :mod:`recon.export.names`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.export import names
from recon.export.forms import FORMS
from recon.sites import UNKNOWN

if TYPE_CHECKING:
    from recon.export.view import View


def unit_name(view: View, unit: str, kind: str, form: str = "", suffix: str = ".xlsx") -> str:
    """Return ``6400312_西夏工作站_更正表_开放教育_第1轮_20200611.xlsx``."""
    category = FORMS[form].name.zh if form else ""
    code, name = names.UNKNOWN if unit == UNKNOWN else unit, view.site(unit).site_name
    parts = (code, "" if name == unit else name, kind, category, f"第{view.round(unit, form)}轮", _day(view))
    return names.join(parts, suffix)


def campaign_name(view: View, kind: str, suffix: str) -> str:
    """Return ``640_宁夏2020年毕业生图像采集_通报_20200611.xlsx``."""
    campaign = view.campaign
    return names.join((campaign.province_code, campaign.title or campaign.id, kind, _day(view)), suffix)


def _day(view: View) -> str:
    return view.day.replace("-", "")

"""The facet rail: what can be filtered, with the number of rows behind every choice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from recon.palette import COLOURS
from recon.ui import url
from recon.ui.i18n import t

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recon.ui.store import Listing, Question

_HERE = Path(__file__).parent
_component = st.components.v2.component(
    "recon_rail",
    html='<div class="rail"></div>\n',
    css=(_HERE / "rail.css").read_text(encoding="utf-8"),
    js=(_HERE / "rail.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of the rail: code, title's key, how a code reads, and the order if not by count."""

    code: str
    title: str
    say: Callable[[str], str]
    order: Sequence[str] = ()
    open: bool = False
    asked: bool = False
    """Only an address brings it: what is chosen is drawn, to be unticked, and nothing is offered."""

    def named(self, code: str) -> str:
        """Return how a code reads; one that an old or mistyped address brings reads as it stands."""
        try:
            return self.say(code)
        except (KeyError, ValueError):
            return code


def groups(facets: Sequence[Facet], listing: Listing, question: Question) -> list[dict[str, Any]]:
    """Return what the component draws: every facet with the counts under the other filters."""
    made = []
    found = listing.facets(question, [facet.code for facet in facets])
    for facet in facets:
        counts = found[facet.code]
        on = question.chosen.get(facet.code, ())
        codes = list(on) if facet.asked else _ordered(counts, facet.order)
        values = [
            {
                "code": code,
                "label": facet.named(code),
                "count": counts[code],
                "on": code in on,
                "colour": COLOURS.get(code, ""),
            }
            for code in codes
        ]
        if not values:
            continue
        made.append({"code": facet.code, "title": t(facet.title), "open": facet.open, "values": values})
    return made


def _ordered(counts: Mapping[str, int], order: Sequence[str]) -> list[str]:
    """Return codes in a facet's order, those it does not know behind it; without an order as they are counted."""
    places = {code: place for place, code in enumerate(order)}
    return sorted(counts, key=lambda code: places.get(code, len(places))) if places else list(counts)


def rail(page: str, facets: Sequence[Facet], listing: Listing, question: Question, search: str = "") -> None:
    """Draw the rail of a page in the sidebar; a tick goes into the address.

    ``search``: the catalogue's table with the words of a search box on top, empty where the page has its own.
    """
    key = f"{page}.rail"

    def picked() -> None:
        pick = st.session_state[key].pick
        if pick:
            url.choose(pick["facet"], pick["code"], on=bool(pick["on"]))

    with st.sidebar:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{t('rail.title')}**")
            st.button(
                t("rail.clear"),
                key=f"{page}.clear",
                type="tertiary",
                icon=":material/filter_alt_off:",
                disabled=not question.narrowed(),
                on_click=url.clear,
                args=({*(facet.code for facet in facets), *question.chosen}, page),
            )
        if search:
            _search(page, search)
        drawn = groups(facets, listing, question)
        _component(
            key=key, data={"groups": drawn, "words": {"search": t("rail.search")}}, on_pick_change=picked
        )


def _search(page: str, words: str) -> None:
    st.text_input(
        t(f"{words}.search"),
        key=f"{page}.{url.WORDS}",
        type="search",
        live="400ms",
        placeholder=t(f"{words}.search_hint"),
        label_visibility="collapsed",
        on_change=url.back_to_first,
    )

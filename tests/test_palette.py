"""Colours that stand side by side can be told apart, by colour-blind eyes too, and their text can be read."""

from __future__ import annotations

from itertools import combinations

import pytest

from recon.charts.counts import PHOTOS, STATES, STATUSES
from recon.palette import COLOURS, channels, colour, ink, luminance, pill, share_colour

Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
EYES: dict[str, tuple[Triple, Triple, Triple]] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
LEAST = 18.0
"""Distance in CIELAB at which two flat areas side by side are plainly different."""


def linear(hex_colour: str) -> list[float]:
    parts = [c / 255 for c in channels(hex_colour)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def lab(rgb: list[float]) -> Triple:
    r, g, b = (min(max(c, 0.0), 1.0) for c in rgb)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(hex_colour: str, eye: str) -> Triple:
    rgb = linear(hex_colour)
    return lab([sum(w * c for w, c in zip(row, rgb, strict=True)) for row in EYES[eye]])


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("codes", [STATES, PHOTOS, STATUSES], ids=["states", "photos", "statuses"])
def test_states_of_one_chart_differ(codes: tuple[str, ...], eye: str) -> None:
    for one, other in combinations(codes, 2):
        a, b = seen(colour(one), eye), seen(colour(other), eye)
        distance = sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5
        assert distance >= LEAST, f"{one} and {other} look alike to {eye}: {distance:.1f}"


@pytest.mark.parametrize("code", sorted({*STATES, *PHOTOS, *STATUSES}))
def test_numbers_inside_a_part_can_be_read(code: str) -> None:
    light, dark = sorted((luminance(colour(code)), luminance(ink(colour(code)))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("code", sorted(COLOURS))
def test_a_pill_can_be_read_in_the_ink_the_grid_chooses(code: str) -> None:
    light = luminance(pill(code))
    contrast = (light + 0.05) / 0.05 if light > 0.5 else 1.05 / (light + 0.05)
    assert contrast >= 4.5


def test_a_share_grows_from_alarm_to_calm() -> None:
    assert share_colour(0.0) == colour("omitted")
    assert share_colour(1.0) == colour("clean")
    assert share_colour(-1) == share_colour(0.0)
    assert share_colour(0.97) != share_colour(0.85)

"""``recon dashboard``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from recon.words import Lang


def dashboard(workspace: Path | None, *, port: int, lang: Lang) -> None:
    """Serve the dashboard until it is stopped; its sessions begin in this language."""
    from recon.ui import launch

    launch.serve(workspace, port, lang)

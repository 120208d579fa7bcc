"""``recon dashboard``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def dashboard(workspace: Path | None, *, port: int) -> None:
    """Serve the dashboard until it is stopped."""
    from recon.ui import launch

    launch.serve(workspace, port)

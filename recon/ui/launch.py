"""Opening the dashboard: which workspace, its worker, and the server with its headers."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import streamlit as st
from starlette.middleware import Middleware

from recon.errors import OptionError, ReconError, WorkspaceError, frames_of
from recon.ui import settings, warm
from recon.ui.context import WORKSPACE
from recon.ui.front_page import FrontPage
from recon.ui.i18n import first, lang, t
from recon.ui.parts.literal import literal
from recon.ui.quiet import quiet
from recon.ui.redrawn import follow
from recon.ui.sample_office import sample_office, sample_place, user_folder
from recon.ui.security import SecurityHeaders
from recon.words import LANG_VARIABLE, LANGS, Text, no_language
from recon.worker import attended
from recon.workspace import Workspace
from recon.workspace.beginning import NOT_ONE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from recon.words import Lang

LOG = logging.getLogger(__name__)
_LAST_PORT: Final = 65535
SCRIPT: Final = Path(__file__).resolve().parent / "app.py"
_TAKEN: Final = Text(
    "{port} 已被占用或不能使用。看板可能已经打开：http://localhost:{port} ；否则请用 --port 换一个，如 --port {other}",
    "{port} is taken, or not allowed. The dashboard may be open already at http://localhost:{port} ; if not, take "
    "another, such as --port {other}",
)


def prepare(workspace: Path | None = None) -> Path:
    """Return the workspace to serve: the one given, the environment's, else the sample's.

    Raises:
        WorkspaceError: the folder given is no workspace.
    """
    named = workspace or (Path(os.environ[WORKSPACE]) if os.environ.get(WORKSPACE) else None)
    if named is None:
        place = sample_office(user_folder())
    elif Workspace.exists(named):
        place = named
    else:
        raise WorkspaceError(path=named, reason=NOT_ONE)
    os.environ[WORKSPACE] = str(place.resolve())
    return place


def say_trouble(error: Exception) -> bool:
    """Tell a person what to do; where it happened goes to the log, never to the page, and its message to neither."""
    LOG.error("a page stopped: %s\n%s", type(error).__name__, frames_of(error))
    said = error.say(lang()) if isinstance(error, ReconError) else t("app.trouble")
    st.error(literal(said), icon=":material/healing:")
    return True


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Prepare the workspace and keep its worker as long as the server runs."""
    place = await asyncio.to_thread(_place)
    warm.up()
    try:
        with attended(place):
            yield
    finally:
        warm.down()


def _place() -> Path:
    """Return the workspace to serve; one that is not there is told here and by every page, which wait for it."""
    try:
        return prepare()
    except ReconError as error:
        LOG.error("%s", error.say(first()))  # noqa: TRY400 -- a person reads it, and where it happened tells nothing
    place = Path(os.environ.get(WORKSPACE) or sample_place(user_folder()))
    os.environ[WORKSPACE] = str(place)
    return place


def parts(certain: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """Return what the dashboard's ``st.App`` is made of, beside its script; for ``certain`` see ``settings.apply``."""
    settings.apply(certain)
    quiet()
    follow()
    said = os.environ.get(LANG_VARIABLE, "")
    if said and said not in LANGS:
        LOG.warning("%s: %s", LANG_VARIABLE, no_language(said).en)
    return {
        "middleware": [Middleware(SecurityHeaders), Middleware(FrontPage)],
        "lifespan": lifespan,
        "on_script_error": say_trouble,
    }


def serve(workspace: Path | None = None, port: int | None = None, language: Lang | None = None) -> None:
    """Open the dashboard and serve it until it is stopped; on a desktop the browser opens by itself.

    Args:
        workspace: the workspace; by default the environment's, else the sample's.
        port: where to listen.
        language: in which sessions begin.

    Raises:
        WorkspaceError: the folder given is no workspace.
        OptionError: nobody can listen at the port.
    """
    if port:
        _check_free(port)
    if workspace or os.environ.get(WORKSPACE):
        prepare(workspace)
    if language and language != first():
        os.environ[LANG_VARIABLE] = language
    chosen = dict(settings.SETTINGS) | ({"server.port": port} if port else {})
    st.App(SCRIPT, **parts(chosen)).run(config=chosen)


def _check_free(port: int) -> None:
    """Refuse a port that the server could not take: its own refusal is English, and comes after everything is made."""
    with socket.socket() as probe:
        if os.name == "posix":  # as the server does; elsewhere it would share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.SETTINGS["server.address"], port))
        except OSError as error:
            words = {"port": port, "other": port + 1 if port < _LAST_PORT else port - 1}
            reason = Text(_TAKEN.say("zh", **words), _TAKEN.say("en", **words))
            raise OptionError(option="--port", reason=reason) from error

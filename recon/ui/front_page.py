"""Streamlit's own page, told where its server is; an address that names no page leads to the first one.

Opened at a deep link (``/findings?…``) the page would first look for its server below that path and log two
errors before it tries the root. One line of script, read by Streamlit as a host's setting, spares the search. The
head also names what the first screen is drawn with (:mod:`recon.ui.preload`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse

from recon.ui.navigation import PAGES
from recon.ui.preload import links

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SCRIPT: Final = 'window.__streamlit={BACKEND_BASE_URL:location.origin+"/"}'
_TAG: Final = f"<script>{SCRIPT}</script>".encode()
_HEAD: Final = b"<head>"
_FIRST: Final = next(iter(PAGES))
"""Streamlit serves the first page at the root only."""
_OTHERS: Final = frozenset({"/", *(f"/{name}" for name in PAGES if name != _FIRST)})
_NOT_PAGES: Final = ("/_stcore", "/media", "/static", "/component", "/auth", "/oauth2callback")


class FrontPage:
    """Plain ASGI middleware: it rewrites the one HTML page and leaves everything else untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the script into the page's head."""
        if scope["type"] != "http" or not _asks_for_a_page(scope):
            await self.app(scope, receive, send)
            return
        if scope["path"] not in _OTHERS:
            await RedirectResponse(_front(scope))(scope, receive, send)
            return
        # Eight kilobytes on the same machine need no compression, and a compressed page could not be read here.
        headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, _Rewriting(send))


class _Rewriting:
    """Holds an HTML answer back until it is whole, then sends it with the script in it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        # A page asked for with HEAD has no body to change.
        body = self._body.replace(_HEAD, _HEAD + _TAG + links().encode(), 1)
        kept = [(k, v) for k, v in start["headers"] if k.lower() not in {b"content-length", b"etag"}]
        if body:
            kept.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": kept})
        await self._send({"type": "http.response.body", "body": body})
        self._start = None


def _asks_for_a_page(scope: Scope) -> bool:
    path = str(scope["path"])
    return not path.startswith(_NOT_PAGES) and "." not in path


def _front(scope: Scope) -> str:
    """Return the first page's address; the filters asked for stay."""
    asked = scope["query_string"].decode("ascii", "ignore")
    return f"/?{asked}" if asked else "/"


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    return bool(headers.get(b"content-type", b"").startswith(b"text/html"))

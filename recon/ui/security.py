"""HTTP headers that keep the dashboard to itself: nothing is loaded from or sent to anywhere else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit

from recon.ui import front_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def inline_scripts() -> tuple[str, ...]:
    """Return the CSP hashes of the scripts inline in the page: Streamlit's own, whatever version, and ours."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    bodies = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    bodies.append(front_page.SCRIPT)
    digests = (hashlib.sha256(body.encode()).digest() for body in bodies)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def policy() -> str:
    """Return the content-security policy.

    ``blob:`` scripts are Streamlit's inline components, ``unsafe-inline`` styles its own and Plotly's;
    scripts inline in a page or from ``eval`` stay forbidden.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", "blob:", *inline_scripts())),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' blob:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class SecurityHeaders:
    """Plain ASGI middleware: it leaves websockets and streamed downloads untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = [
            (b"content-security-policy", policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to every HTTP answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            await send(message)

        await self.app(scope, receive, with_headers)

"""Every answer carries the security headers; only the page itself is rewritten."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from recon.ui import front_page, preload, settings
from recon.ui.front_page import FrontPage
from recon.ui.security import SecurityHeaders, policy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.types import Message

PAGE = "<html><head><title>x</title></head><body><head></body></html>"


async def page(_: object) -> Response:
    async def pieces() -> AsyncIterator[str]:
        for part in (PAGE[:9], PAGE[9:]):
            yield part

    return StreamingResponse(pieces(), media_type="text/html")


async def text(_: object) -> Response:
    return PlainTextResponse("<head> in a text")


APP = Starlette(
    routes=[
        Route("/", page),
        Route("/findings", page),
        Route("/_stcore/x", text),
        Route("/campaign", page),
    ],
    middleware=[Middleware(SecurityHeaders), Middleware(FrontPage)],
)


@dataclass
class Answer:
    """What an ASGI application sent."""

    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def get(target: str) -> Answer:
    """Ask as a browser does; the standard library is client enough."""
    path, _, query = target.partition("?")
    answer = Answer()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")

    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1"), (b"accept-encoding", b"gzip")], "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 9),
    }  # fmt: skip
    # A browser test of the same process may have left its loop running in this thread, so another thread asks.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(APP(scope, receive, send))).result()
    return answer


def test_no_script_but_known_ones_runs() -> None:
    rules = dict(rule.split(" ", 1) for rule in policy().split("; "))
    assert "unsafe" not in rules["script-src"]
    assert rules["default-src"] == rules["connect-src"].removesuffix(" blob:") == "'self'"
    digest = base64.b64encode(hashlib.sha256(front_page.SCRIPT.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in rules["script-src"]
    assert not [source for rule in rules.values() for source in rule.split() if source.startswith("http")]


def test_every_answer_carries_the_headers() -> None:
    for path in ("/", "/_stcore/x", "/nowhere"):
        headers = get(path).headers
        assert headers["content-security-policy"] == policy()
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_page_is_told_where_its_server_is() -> None:
    answer = get("/findings")
    head = f"<head><script>{front_page.SCRIPT}</script>{preload.links()}"
    assert answer.body.decode() == PAGE.replace("<head>", head, 1)
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_other_answers_stay_as_they_are() -> None:
    assert get("/_stcore/x").body.decode() == "<head> in a text"


def test_the_first_page_has_its_name_too() -> None:
    answer = get("/overview?lang=en")
    assert answer.headers["location"] == "/?lang=en"


def test_settings_keep_the_dashboard_to_this_machine() -> None:
    assert settings.SETTINGS["server.address"] == "127.0.0.1"
    assert settings.SETTINGS["browser.gatherUsageStats"] is False
    assert settings.SETTINGS["client.showErrorDetails"] == "none"
    assert settings.SETTINGS["server.enableXsrfProtection"] is True

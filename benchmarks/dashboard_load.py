"""Twenty people at once on one dashboard: each opens pages in a browser session of their own, over the websocket.

    python -m benchmarks.dashboard_load [--people 20] [--clicks 6] [--findings 500000]

Every person is a websocket client that speaks Streamlit's own messages to a real server, as a browser does, and
waits for the script to finish before the next click. Ends with 1 when the 95th percentile is over three seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.large_office import grow
from recon.ui.shots import served

ALLOWED_SECONDS = 3.0
THINKING_SECONDS = 2.0
"""Nobody clicks without looking."""
PATIENCE = 120.0
STREAMLIT = Subprotocol("streamlit")
WALK: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("findings", "state=waiting&trust=confirm"),
    ("findings", "severity=error&rule=DF01&page=7"),
    ("sites", "call=yes"),
    ("students", "photo_state=expired"),
    ("photos", ""),
    ("handover", ""),
)


async def click(line: ClientConnection, page: str, query: str) -> float:
    """Open a page with its filters; return the seconds until its script has finished."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    began = time.perf_counter()
    await line.send(asked.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        while True:
            said = ForwardMsg()
            said.ParseFromString(bytes(await line.recv()))
            if said.WhichOneof("type") == "script_finished":
                return time.perf_counter() - began


async def person(url: str, number: int, clicks: int) -> list[float]:
    """Work as one person does; return the seconds of each click."""
    await asyncio.sleep(number * 0.1)
    address = url.replace("http", "ws") + "/_stcore/stream"
    taken = []
    async with connect(address, max_size=None, subprotocols=[STREAMLIT], origin=Origin(url)) as line:
        for page, query in itertools.islice(itertools.cycle(WALK[number % 2 :]), clicks):
            taken.append(await click(line, page, query))
            await asyncio.sleep(THINKING_SECONDS)
    return taken


async def everybody(url: str, people: int, clicks: int) -> list[float]:
    """Let all of them work at once."""
    found = await asyncio.gather(*(person(url, number, clicks) for number in range(people)))
    return [seconds for one in found for seconds in one]


def main(people: int, clicks: int, findings: int) -> int:
    """Serve a large workspace, measure, write a line; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        place = grow(Path(folder) / "office", findings)
        with served(place) as url:
            asyncio.run(everybody(url, 1, 2))
            taken = asyncio.run(everybody(url, people, clicks))
    high = statistics.quantiles(taken, n=20)[-1]
    sys.stdout.write(
        f"{people} people, {len(taken)} clicks, {findings:,} findings: "
        f"median {statistics.median(taken):.2f} s, p95 {high:.2f} s (allowed {ALLOWED_SECONDS:.0f} s)\n"
    )
    return 0 if high <= ALLOWED_SECONDS else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--clicks", type=int, default=6)
    parser.add_argument("--findings", type=int, default=500_000)
    chosen = parser.parse_args()
    raise SystemExit(main(chosen.people, chosen.clicks, chosen.findings))

"""Twenty people at once on one dashboard: each opens pages in a browser session of their own, over the websocket.

    python -m benchmarks.dashboard_load [--people 20] [--clicks 12] [--findings 500000]

Every person is a websocket client that speaks Streamlit's own messages to a real server, as a browser does, waits
for the script to finish, and looks for one to three seconds before the next click. Each works on a branch of their
own, so that no page is another's, begins at another page, and after every list of findings a ruling is kept in the
ledger, which everybody's next page must show. Tells beside the waiting how much of the processors the server and
these clients took, since both share the machine. Ends with 1 when the 95th percentile is over three seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks.large_office import grow
from recon.ui.shots import served
from recon.workspace import Workspace

ALLOWED_SECONDS = 3.0
THINKING_SECONDS = (1.0, 3.0)
"""Nobody clicks without looking; how long is drawn evenly, the same in every run."""
PATIENCE = 120.0
STREAMLIT = Subprotocol("streamlit")
WALK: tuple[tuple[str, str], ...] = (
    ("", ""),
    ("findings", "state=waiting&trust=confirm&branch={branch}"),
    ("findings", "severity=error&branch={branch}&page={number}"),
    ("sites", "call=yes"),
    ("findings", "state=waiting&rule=DF01&branch={branch}&page={number}"),
    ("students", "photo_state=expired&branch={branch}"),
    ("sites", "branch={branch}"),
    ("photos", ""),
    ("findings", "field=id_card&branch={branch}"),
    ("handover", ""),
)
"""What one person opens, one after the other; findings are where the hours are spent."""


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


@dataclass(frozen=True)
class Person:
    """One person at a browser of their own, with a branch and a pace of their own."""

    url: str
    office: Workspace
    number: int

    async def work(self, clicks: int) -> list[float]:
        """Open page after page; return the seconds of each click."""
        pace = random.Random(self.number)  # noqa: S311 -- the same pauses in every run
        await asyncio.sleep(pace.uniform(0, THINKING_SECONDS[1]))
        address = self.url.replace("http", "ws") + "/_stcore/stream"
        taken = []
        async with connect(address, max_size=None, subprotocols=[STREAMLIT], origin=Origin(self.url)) as line:
            walk = itertools.cycle(WALK[self.number % len(WALK) :] + WALK[: self.number % len(WALK)])
            for done, (page, query) in enumerate(itertools.islice(walk, clicks)):
                taken.append(await click(line, page, self._filled(query)))
                await asyncio.sleep(pace.uniform(*THINKING_SECONDS))
                if page == "findings":
                    await asyncio.to_thread(self._decide, done)
        return taken

    def _filled(self, query: str) -> str:
        return query.format(branch=quote(f"分校{self.number}"), number=self.number + 1)

    def _decide(self, done: int) -> None:
        """Keep a ruling, as the button would."""
        self.office.rule(f"{1000 * self.number + done:016x}", "dismiss", actor=f"clerk {self.number}")


async def everybody(url: str, office: Workspace, people: int, clicks: int) -> list[float]:
    """Let all of them work at once."""
    crowd = (Person(url, office, number) for number in range(people))
    found = await asyncio.gather(*(one.work(clicks) for one in crowd))
    return [seconds for one in found for seconds in one]


def processor_seconds(pid: int) -> float:
    """Return what a process has taken of the processors so far (Linux)."""
    said = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def main(people: int, clicks: int, findings: int) -> int:
    """Serve a large workspace, measure, write what was seen; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        place = grow(Path(folder) / "office", findings)
        with served(place) as server, Workspace.open(place) as office:
            asyncio.run(everybody(server.url, office, 1, len(WALK)))
            began, before, mine = time.perf_counter(), processor_seconds(server.pid), time.process_time()
            taken = asyncio.run(everybody(server.url, office, people, clicks))
            lasted, used = time.perf_counter() - began, processor_seconds(server.pid) - before
            own = time.process_time() - mine
    high = statistics.quantiles(taken, n=20)[-1]
    sys.stdout.write(
        f"{people} people, {len(taken)} clicks in {lasted:.0f} s, {findings:,} findings: "
        f"median {statistics.median(taken):.2f} s, p95 {high:.2f} s (allowed {ALLOWED_SECONDS:.0f} s)\n"
        f"processors: the server {1000 * used / len(taken):.0f} ms a click, "
        f"all clients together {1000 * own / len(taken):.0f} ms a click\n"
    )
    return 0 if high <= ALLOWED_SECONDS else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--clicks", type=int, default=12)
    parser.add_argument("--findings", type=int, default=500_000)
    chosen = parser.parse_args()
    raise SystemExit(main(chosen.people, chosen.clicks, chosen.findings))

"""The child process: reads one file at a time for the parent, and may die of it.

Started as ``python -m recon.intake.child MEMORY``; speaks the frames of :mod:`recon.intake.wire`.
It imports no dataframe library, so that a start costs some 50 ms.
"""

from __future__ import annotations

import gc
import sys

from recon.intake import guard, wire
from recon.intake.job import Answer, Job
from recon.intake.refusal import FULL, RefusedError, is_full

_GRACE = 5.0
"""Seconds the child outlives the parent's patience before it ends itself."""
_SELDOM = 200_000
"""New objects after which Python looks for cycles: a sheet is a list a row, and looking through them takes longer than
reading them."""


def answer(job: Job) -> Answer:
    """Open one file; whatever a library raises becomes a refusal."""
    from recon.intake.opening import open_file

    reply = Answer()
    try:
        open_file(job, reply)
    except RefusedError as error:
        reply.refuse(error)
    except MemoryError:
        reply.refuse(RefusedError("FI01", "memory"))
    except RecursionError:
        reply.refuse(RefusedError("FI01", "damaged"))
    except (ImportError, NameError):
        raise  # our own fault or an incomplete installation, not the file's
    except Exception as error:  # noqa: BLE001 -- any library's own error: the name is harmless, the text may hold a cell
        reply.refuse(_refusal(error))
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        reply.refuse(RefusedError("FI01", "damaged", error=type(error).__name__))  # a panic of a Rust reader
    return reply


def _refusal(error: Exception) -> RefusedError:
    if is_full(error):
        return RefusedError("FI01", FULL, errno=error.errno)
    return RefusedError("FI01", "damaged", error=type(error).__name__)


def main() -> None:
    """Serve jobs until the parent closes the pipe."""
    asked, told = guard.private_pipes()
    guard.limit_memory(int(sys.argv[1]))
    guard.stay_inside()
    gc.set_threshold(_SELDOM)
    wire.send(told, {"ready": True})
    while (message := wire.receive(asked)) is not None:
        job = Job.of(message)
        guard.die_after(job.bounds.seconds + _GRACE)
        reply = answer(job)
        for piece in reply.pieces():
            wire.send(told, piece)
        guard.live_on()


if __name__ == "__main__":
    main()

"""A process that makes unit workbooks for another one, which asks for them over its standard input.

Started as ``python -m recon.export.scribe``. It is the same program on the same data as the process that asks, so
messages are pickled; strangers' files are opened elsewhere (:mod:`recon.intake.child`).
"""

from __future__ import annotations

import os
import pickle
import signal

from recon import lean

_FIRST_USED = ("pyarrow.acero", "numpy.ma")
"""What pyarrow loads when it first sorts a table or is given numbers of NumPy's: here nobody waits for it."""


def main() -> None:
    """Serve until the other side closes the pipe: ``(Matter, folder)`` first, then lists of jobs."""
    lean.begin()
    lean.spare_pandas()
    from recon.export.scribing import perform

    for name in _FIRST_USED:
        lean.load(name)
    # The parent process answers Ctrl-C; this one ends when its pipe is closed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers
    try:
        matter, into = pickle.load(asked)  # noqa: S301 -- our own parent
        view = matter.view()
        with lean.seldom_collecting():
            while True:
                jobs = pickle.load(asked)  # noqa: S301
                try:
                    answer: object = perform(view, jobs, into)
                except Exception as error:  # noqa: BLE001 -- told to who asks, and raised there
                    answer = error
                pickle.dump(answer, told)
                told.flush()
    except (EOFError, OSError):
        return


if __name__ == "__main__":
    main()

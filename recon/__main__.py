"""``recon`` and ``python -m recon``."""

from __future__ import annotations

import signal

from recon import lean
from recon.cli import stopping


def main() -> None:
    """Run the command line; who stops it while it is still being loaded sees no traceback either."""
    try:
        stopping.heed()
        from recon.cli.app import main as begin

        begin()
    except KeyboardInterrupt:
        # A second Ctrl-C while we clean up must not show a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        lean.leave(_cancelled())


def _cancelled() -> int:
    from recon.cli.console import CANCELLED, FAILED, say
    from recon.cli.speech import LANG

    say(CANCELLED.say(LANG))
    return FAILED


if __name__ == "__main__":
    main()

"""``python -m recon.worker --workspace DIR [--parent PID]``."""

from recon.worker.process import main

if __name__ == "__main__":
    raise SystemExit(main())

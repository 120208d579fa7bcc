"""``recon`` and ``python -m recon``."""

from recon.cli.app import main

if __name__ == "__main__":
    main()

"""The command line (contract.md §1). Heavy imports happen inside the commands, so that ``recon --help`` is quick."""

"""The command line (docs/contract.md, "Commands").

Heavy imports happen inside the commands, so that ``recon --help`` is quick.
"""

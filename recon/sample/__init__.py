"""A synthetic campaign with known truth: people first, then mistakes by name."""

from recon.sample.make import make

__all__ = ["make"]

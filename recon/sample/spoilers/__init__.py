"""Spoilers by name: small mistakes, each with the rule that must find it."""

from recon.sample.spoilers.apply import spoil_mailbox
from recon.sample.spoilers.table import INTRUDERS, SPOILERS

__all__ = ["INTRUDERS", "SPOILERS", "spoil_mailbox"]

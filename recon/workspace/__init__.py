"""The workspace remembers: what was received, decided and shown is never lost, and can be proved."""

from recon.workspace.chain import ACTS, Entry
from recon.workspace.check import Check
from recon.workspace.diary import DiaryLine
from recon.workspace.errors import JobCancelledError, LedgerBusyError, StaleRulingError
from recon.workspace.handover import Handover, HandoverCount
from recon.workspace.handover_lines import HANDOVER
from recon.workspace.inbox import Received
from recon.workspace.job_view import Claim, JobView
from recon.workspace.jobs import Jobs
from recon.workspace.placements import NilDeclaration
from recon.workspace.rulings import VERDICTS
from recon.workspace.runs import RunRecord
from recon.workspace.sources import Source
from recon.workspace.standing import Ruled
from recon.workspace.workspace import Workspace

__all__ = [
    "ACTS",
    "HANDOVER",
    "VERDICTS",
    "Check",
    "Claim",
    "DiaryLine",
    "Entry",
    "Handover",
    "HandoverCount",
    "JobCancelledError",
    "JobView",
    "Jobs",
    "LedgerBusyError",
    "NilDeclaration",
    "Received",
    "Ruled",
    "RunRecord",
    "Source",
    "StaleRulingError",
    "Workspace",
]

"""The worker: a process of its own that does what pages and commands ask for, job by job.

Long work never runs inside a page script, which any click restarts. One worker serves a workspace; it may be
killed at any moment: what it had finished stays, and what it was doing is taken up again by the next one.
"""

from recon.worker.attending import attended
from recon.worker.handlers import HANDLERS
from recon.worker.loop import Job, do, work
from recon.worker.process import main, start_worker

__all__ = ["HANDLERS", "Job", "attended", "do", "main", "start_worker", "work"]

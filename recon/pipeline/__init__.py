"""The corridor: the only room that knows the order of the others."""

from recon.pipeline.inputs import Inputs, Known, Options
from recon.pipeline.reconciling import reconcile
from recon.pipeline.running import run

__all__ = ["Inputs", "Known", "Options", "reconcile", "run"]

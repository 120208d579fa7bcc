"""Normalise: what intake read becomes tables, and each thing gets the one name it has in this program."""

from recon.normalise.rosters import roster
from recon.normalise.shapes import Shaped, shape
from recon.normalise.sizes import unusual_size
from recon.normalise.students import Students

__all__ = ["Shaped", "Students", "roster", "shape", "unusual_size"]

"""Which dataframe engine runs the deciding rooms (docs/house.md, "What travels").

An engine turns Arrow tables into lazy Narwhals frames, keeps shared intermediates, and collects small answers; the few
lines that somebody looks at one by one lie on a desk (``desk_of``). The
rooms write Narwhals expressions and never learn which engine runs them.
"""

from recon.engine.base import Engine
from recon.engine.bounds import ENGINES, check
from recon.engine.desk import DESK, desk_of, try_out
from recon.engine.kinds import in_kind
from recon.engine.opening import engine_of, open_engine

__all__ = [
    "DESK",
    "ENGINES",
    "Engine",
    "check",
    "desk_of",
    "engine_of",
    "in_kind",
    "open_engine",
    "try_out",
]

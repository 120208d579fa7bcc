"""Where Arrow's memory comes from."""

from __future__ import annotations

import os

import pyarrow as pa

_CHOICE = "ARROW_DEFAULT_MEMORY_POOL"
"""With this variable whoever runs us chooses; Arrow reads it itself."""


def spare() -> None:
    """Let Arrow take memory as it is filled.

    Its default takes huge pages, and where the system has to clear these, as on most virtual machines, reading a
    nation's roster takes the processor three times as long and a tenth more memory.
    """
    if _CHOICE in os.environ or pa.default_memory_pool().backend_name != "mimalloc":
        return
    jemalloc = "jemalloc" in pa.supported_memory_backends()
    pa.set_memory_pool(pa.jemalloc_memory_pool() if jemalloc else pa.system_memory_pool())

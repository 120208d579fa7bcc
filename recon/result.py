"""The answer: an object one asks questions. Showing it and writing it are other rooms' work."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from threading import RLock
from typing import TYPE_CHECKING, Any, Self

from recon import model

if TYPE_CHECKING:
    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.words import Lang

TABLES: dict[str, pa.Schema] = {
    "findings": model.FINDINGS,
    "matches": model.schema(model.MATCHES_FILE),
    "omissions": model.OMISSIONS,
    "surplus": model.SURPLUSES,
    "coverage": model.COVERAGE,
    "sites": model.SITES,
    "students": model.STUDENTS,
    "rows": model.ROWS,
    "changes": model.CHANGES,
    "files": model.FILES,
    "register": model.schema(model.Site.__dataclass_fields__),
}
"""Every table of a run; saved as ``<name>.parquet`` in its folder."""

_MAKING = RLock()
"""Making a table asks an engine, one thread at a time; a lock of each answer's own could not be copied."""


class Tables(Mapping[str, "pa.Table"]):
    """Tables by name; one that has a line per row or student is made when it is first asked for, and then kept.

    Args:
        ready: tables that are there.
        makers: name → what makes the table.
    """

    def __init__(
        self, ready: Mapping[str, pa.Table], makers: Mapping[str, Callable[[], pa.Table]] | None = None
    ) -> None:
        self._ready = dict(ready)
        self._makers = dict(makers or {})

    def __getitem__(self, name: str) -> pa.Table:
        """Return a table."""
        with _MAKING:
            if name in self._makers:
                self._ready[name] = self._makers[name]()
                del self._makers[name]
        return self._ready[name]

    def __iter__(self) -> Iterator[str]:
        """Yield the names in the order of :data:`TABLES`."""
        known = self._ready.keys() | self._makers.keys()
        return iter([*(name for name in TABLES if name in known), *sorted(known - TABLES.keys())])

    def __len__(self) -> int:
        """Return how many tables there are."""
        return len(self._ready) + len(self._makers)


@dataclass(frozen=True)
class Result:
    """One run's answer: Arrow tables by name, the campaign they were judged by, and the summary."""

    campaign: Campaign
    tables: Mapping[str, pa.Table]
    summary: dict[str, Any] = field(default_factory=dict)
    lang: Lang = "zh"

    def whole(self) -> Self:
        """Return the same with every table made: what makes them may then be closed."""
        return replace(self, tables=Tables(dict(self.tables)))

    def __getattr__(self, name: str) -> pa.Table:
        """Return a table by its name, such as ``result.findings``."""
        try:
            return self.__dict__["tables"][name]
        except KeyError:
            known = ", ".join(self.__dict__.get("tables", ()))
            reason = f"no {name} in an answer; its tables: {known}"
            raise AttributeError(reason, name=name, obj=self) from None

    def __dir__(self) -> list[str]:
        """Return the tables too, for who completes a name in a notebook."""
        return [*super().__dir__(), *self.__dict__.get("tables", ())]

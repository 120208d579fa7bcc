"""Run one job in a second thread while this one goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Generic, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")


class Beside(Generic[T]):
    """A job that runs in a thread of its own for as long as a ``with`` block lasts; the block's end waits for it.

    Where the job asks the engine it is the job's alone meanwhile: nothing in the block may ask it anything.

    Args:
        job: what to do.
    """

    def __init__(self, job: Callable[[], T]) -> None:
        self._job = job
        self._pool: ThreadPoolExecutor | None = None
        self._future: Future[T] | None = None

    def __enter__(self) -> Self:
        """Begin; a job that was done already is not done again."""
        if self._future is None:
            self._pool = ThreadPoolExecutor(1, "beside")
            self._future = self._pool.submit(self._job)
        return self

    def __exit__(self, *_: object) -> None:
        """Wait for the job."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def answer(self) -> T:
        """Return what came of the job; it is done now if there was no block to do it in.

        Raises:
            Exception: whatever the job raised.
        """
        with self:
            assert self._future is not None
            return self._future.result()

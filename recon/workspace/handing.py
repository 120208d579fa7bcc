"""What goes out: hand-over versions, who was admitted to one, what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.errors import OptionError, WorkspaceError
from recon.words import Text
from recon.workspace import answers, handover, handover_changes, handover_lines
from recon.workspace.deciding import Deciding
from recon.workspace.vault import resting, tombstones

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from recon.campaign import Campaign
    from recon.workspace.handover import Handover

_NO_RUN = Text(
    "还没有核对结果。请先导入名单并核对", "nothing has been reconciled yet. Take in rosters and run first"
)
_NO_REASON = Text("请写明理由，理由会记入日志", "say why; the reason is kept")


class Handing(Deciding):
    """The verbs of the hand-over (移交)."""

    def campaign(self) -> Campaign:
        """Return the campaign at work."""
        raise NotImplementedError

    def admit_to_handover(self, *student_nos: str, actor: str, reason: str, withdrawn: bool = False) -> None:
        """Let students go to the photographer although an error is open or the record is held; all or none.

        Raises:
            OptionError: no reason is given.
        """
        if not reason.strip():
            raise OptionError(option="reason", reason=_NO_REASON)
        answers.keep(
            self.ledger,
            [
                answers.Answer(number, "hand-over", "", reason, actor, withdrawn=withdrawn)
                for number in student_nos
            ],
        )

    def handover_now(self) -> pa.Table:
        """Return what would be frozen now: the newest run with everybody admitted since.

        Raises:
            WorkspaceError: there is no run yet, or the sums are not those of the coverage.
        """
        return handover_lines.lines(self.newest_run(), self.campaign(), self.let_go())

    def freeze_handover(self, *, actor: str, reason: str = "") -> Handover:
        """Keep the newest run's hand-over as the next numbered version; it never changes again.

        Returns:
            The version; the newest one, ``again`` set, when nothing changed since it was frozen.

        Raises:
            WorkspaceError: there is no run yet, or the sums are not those of the coverage.
        """
        folder, mode = self.newest_run(), self.campaign().mode
        table = self.handover_now()
        versions = self.handovers()
        if versions and self._is_same(versions[-1], table, mode):
            return handover.same(versions[-1])
        draft = handover.Draft(int(folder.name), mode, table, handover_lines.written(table))
        return handover.freeze(self.ledger, self.vault, draft, actor=actor, reason=reason)

    def handovers(self) -> list[Handover]:
        """Return the frozen versions, oldest first."""
        with self.ledger.read() as connection:
            return handover.listed(connection)

    def handover(self, number: int = 0) -> Handover:
        """Return one version, the newest for 0.

        Raises:
            WorkspaceError: there is none with this number.
        """
        return handover.one(self.ledger, self.path, number)

    def handover_table(self, number: int = 0) -> pa.Table:
        """Return a version's list (:data:`recon.workspace.HANDOVER`), without those a purge took out.

        Raises:
            WorkspaceError: there is none with this number.
        """
        version = self.handover(number)
        with self.ledger.read() as connection:
            sha256 = resting(version.sha256, tombstones(connection))
        return handover_lines.read(self.vault.read(sha256))

    def handover_changes(self, number: int = 0, against: int | None = None) -> pa.Table:
        """Return additions, changes and withdrawals since a version (the newest for 0).

        Args:
            number: the version that was handed over.
            against: a later version; the newest run where none is given.

        Raises:
            WorkspaceError: there is no such version.
        """
        later = self.handover_now() if against is None else self.handover_table(against)
        return handover_changes.between(self.handover_table(number), later)

    def _is_same(self, version: Handover, table: pa.Table, mode: str) -> bool:
        before = self.handover_table(version.number)
        waiting = "status", "student_no", "reason"
        return (
            version.mode == mode
            and handover_changes.between(before, table).num_rows == 0
            and before.select(waiting)
            .sort_by("student_no")
            .equals(table.select(waiting).sort_by("student_no"))
        )

    def newest_run(self) -> Path:
        """Return the folder of the newest finished run.

        Raises:
            WorkspaceError: there is none yet.
        """
        newest = self.run_folders.latest()
        if newest is None:
            raise WorkspaceError(path=self.path, reason=_NO_RUN)
        return newest

    def let_go(self) -> frozenset[str]:
        """Return the student numbers of those who go although an error is open or the record is held."""
        return frozenset(answer.student_no for answer in self.answers("hand-over"))

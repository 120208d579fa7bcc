"""What the results of runs tell, beside what the ledger knows: receipts, rounds, what came back, what lapsed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recon.model import outermost
from recon.workspace import decided, history, parking, receipts, verdicts
from recon.workspace.deciding import Deciding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from recon.workspace.decided import BackAgain, Lapsed
    from recon.workspace.history import RoundChange
    from recon.workspace.inbox import Received
    from recon.workspace.parking import Parked
    from recon.workspace.receipts import Receipt


class Looking(Deciding):
    """The verbs that look back."""

    def stories(self) -> pa.Table:
        """Return every charged finding of the two newest runs: fixed, still there, new, or back again.

        Returns:
            Columns finding_id, rule, unit, story; empty before the second run.
        """
        return history.stories(self.run_folders.finished())

    def rounds(self) -> list[RoundChange]:
        """Return how each unit's charged findings moved from the run before to the newest."""
        return history.rounds(self.run_folders.finished())

    def receipts(self, unit: str = "", file: str = "") -> list[Receipt]:
        """Return the facts of receipts, one per file in the order they came (of a unit, or of one file).

        A file that came after the newest run is told by its first verdict, or as received.
        """
        newest = self.run_folders.newest()
        with self.ledger.read() as connection:
            folder = newest.folder if newest else None
            found = receipts.all_of(connection, folder, newest.finished_at if newest else "")
        return [
            one for one in found if unit in {"", one.unit} and file in {"", outermost(one.file), one.file}
        ]

    def keep_verdict(self, one: Received, told: Sequence[Mapping[str, Any]], *, actor: str) -> None:
        """Keep what was told at once of a file (of each member of an archive): counts and codes of a receipt."""
        verdicts.keep(self.ledger, one, told, actor)

    def rows_at_once(self) -> dict[str, int]:
        """Return how many student rows were told at reception, by the file somebody sent; no run is looked at."""
        with self.ledger.read() as connection:
            told = verdicts.latest(connection)
        return {
            outermost(lines[0]["file"]): sum(int(line.get("rows", 0)) for line in lines)
            for lines in told.values()
        }

    def parked(self) -> list[Parked]:
        """Return the files of the newest run that wait to be told replace, add or amend, with who would disappear."""
        newest = self.run_folders.latest()
        return parking.parked(newest) if newest else []

    def back_again(self) -> list[BackAgain]:
        """Return the mended errors that the newest run finds again, each with what was decided about it before."""
        back = [line for line in self.stories().to_pylist() if line["story"] == "back"]
        return decided.back_again(back, self.ruling_histories([line["finding_id"] for line in back]))

    def lapsed(self) -> list[Lapsed]:
        """Return the rulings that no longer count in the newest run, and why."""
        newest = self.run_folders.latest()
        return decided.lapsed(newest, self.rulings()) if newest else []

    def official_changes(self) -> pa.Table:
        """Return who became due, left or changed in the extract between the two newest runs.

        Returns:
            Columns student_no, what (became-due, left, changed), site_code, fields; empty before the second run.
        """
        return history.official_changes(self.run_folders.finished())

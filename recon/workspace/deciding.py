"""What people decide: rulings on findings, and answers about students."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from recon.applications import Progress
from recon.model import Ruling
from recon.workspace import answers, exchange, rulings, standing
from recon.workspace.answers import Answer
from recon.workspace.memory import Memory
from recon.workspace.rulings import CORRECT_RECORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recon.applications import Applications
    from recon.workspace.standing import Ruled


class Deciding(Memory):
    """The verbs of the desk."""

    def rule(
        self,
        finding_id: str,
        verdict: str,
        *,
        actor: str,
        based_on: int | None = None,
        student: str = "",
        **saw: str,
    ) -> Ruled:
        """Decide about one finding.

        Args:
            finding_id: 16 hex digits.
            verdict: one of :data:`recon.workspace.VERDICTS`.
            actor: who decides.
            based_on: the version on the screen (0: none yet); ``None`` does not check.
            student: the student number, kept as a keyed hash.
            **saw: the decision's ``value`` and ``reason``; ``seen_submitted`` and ``seen_official``.

        Raises:
            StaleRulingError: somebody ruled since; nothing is kept.
            OptionError: an unknown verdict.
        """
        seen = None if based_on is None else {finding_id: based_on}
        decision = rulings.Decision(
            [Ruling(finding_id, verdict, **saw)], actor, based_on=seen, students={finding_id: student}
        )
        rulings.rule(self.ledger, decision)
        return self.ruled([finding_id])[finding_id]

    def rule_many(
        self,
        many: Sequence[Ruling],
        *,
        actor: str,
        chosen_by: Mapping[str, Any],
        based_on: Mapping[str, int] | None = None,
        students: Mapping[str, str] | None = None,
    ) -> str:
        """Decide about many findings, all or none; return the bulk's id, by which it can be undone.

        Raises:
            StaleRulingError: somebody ruled on one of them since; nothing is kept.
            OptionError: an unknown verdict.
        """
        return rulings.rule(self.ledger, rulings.Decision(many, actor, chosen_by, based_on, students))

    def undo(self, finding_id: str, *, actor: str, based_on: int | None = None) -> Ruled | None:
        """Take the standing ruling back; what stood before it stands again. Nothing when none stands.

        Raises:
            StaleRulingError: somebody ruled since.
        """
        seen = None if based_on is None else {finding_id: based_on}
        undone = rulings.undo(self.ledger, [finding_id], actor, seen)
        return self.ruled([finding_id])[finding_id] if undone else None

    def undo_bulk(self, bulk: str, *, actor: str) -> int:
        """Take a bulk decision back where nobody decided since; return for how many findings."""
        with self.ledger.read() as connection:
            findings = standing.of_bulk(connection, bulk)
        return rulings.undo(self.ledger, findings, actor, bulk=bulk)

    def rulings(self) -> list[Ruling]:
        """Return the rulings that stand: for the pipeline."""
        return [ruled.ruling for ruled in self.ruled().values() if ruled.ruling is not None]

    def ruled(self, finding_ids: Sequence[str] | None = None) -> dict[str, Ruled]:
        """Return where the rulings of these findings (of all) stand, with their versions."""
        with self.ledger.read() as connection:
            return standing.latest(connection, finding_ids)

    def ruling_history(self, finding_id: str) -> list[Ruled]:
        """Return everything decided about a finding, oldest first."""
        return self.ruling_histories([finding_id])[finding_id]

    def ruling_histories(self, finding_ids: Sequence[str]) -> dict[str, list[Ruled]]:
        """Return everything decided about each of these findings, oldest first; an empty list where nothing was."""
        with self.ledger.read() as connection:
            return standing.steps(connection, finding_ids)

    def export_rulings(self, target: str | Path, *, actor: str) -> int:
        """Write the rulings that stand to a file; return how many."""
        return exchange.export(self.ledger, Path(target), actor)

    def replay_rulings(self, file: str | Path, *, actor: str) -> tuple[int, int]:
        """Make a file's decisions again; return how many were made, and how many stood already.

        Raises:
            MissingPathError: there is no such file.
            WorkspaceError: it is no file of rulings.
            StaleRulingError: somebody ruled meanwhile; nothing is kept.
        """
        return exchange.replay(self.ledger, Path(file), actor)

    def excuse(
        self, student_no: str, value: str, *, actor: str, reason: str = "", withdrawn: bool = False
    ) -> None:
        """Keep why a student is not there: 缓拍, 放弃, 失联 or 已转出; ``withdrawn`` takes it back.

        Raises:
            OptionError: another excuse.
        """
        answers.keep(self.ledger, [Answer(student_no, "excuse", value, reason, actor, withdrawn=withdrawn)])

    def excused(self) -> dict[str, str]:
        """Return student number → excuse: for the pipeline."""
        return {answer.student_no: answer.value for answer in self.answers("excuse")}

    def admit(self, *student_nos: str, actor: str, reason: str, withdrawn: bool = False) -> None:
        """Let late students count, all or none, saying why; ``withdrawn`` takes it back."""
        kept = [Answer(number, "admit", "", reason, actor, withdrawn=withdrawn) for number in student_nos]
        answers.keep(self.ledger, kept)

    def advance(
        self,
        whose: Sequence[tuple[str, str]],
        progress: str,
        *,
        actor: str,
        remark: str = "",
        finding_ids: Sequence[str] = (),
    ) -> None:
        """Keep how far applications to correct records have come, all or none.

        Args:
            whose: student number and field of each.
            progress: one of :data:`recon.applications.TOLD`.
            actor: who says so.
            remark: which documents, under which number they were sent, why they were refused.
            finding_ids: the findings about those fields; when the applications are refused, what was ruled of them so
                that the record be corrected is taken back.

        Raises:
            OptionError: an unknown field or step.
        """
        steps = [Answer(one, f"{answers.RECORD}{field}", progress, remark, actor) for one, field in whose]
        answers.check(steps)
        with self.ledger.write() as connection:
            answers.write(connection, self.ledger, steps)
            if progress == Progress.REFUSED:
                applied = standing.with_verdict(connection, finding_ids, CORRECT_RECORD)
                rulings.take_back(connection, self.ledger, applied, actor)

    def applications(self) -> Applications:
        """Return the applications to correct records that somebody has told a step of."""
        with self.ledger.read() as connection:
            return answers.applications(connection)

    def answers(self, kind: str) -> list[Answer]:
        """Return the excuses (``excuse``) or admissions (``admit``, ``hand-over``) that stand, with who and why."""
        with self.ledger.read() as connection:
            return answers.standing(connection, kind)

    def answered_since(self, at: str) -> int:
        """Return of how many students an excuse or an admission came, or was taken back, after a moment (ISO time)."""
        with self.ledger.read() as connection:
            return answers.since(connection, ("excuse", "admit"), at)

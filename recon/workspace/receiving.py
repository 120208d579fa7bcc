"""What comes in: files, what is said about them, nil declarations, extracts and registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.workspace import came, inbox, placements, sources, submissions, vault
from recon.workspace.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from recon.model import Submission
    from recon.workspace.inbox import Received
    from recon.workspace.placements import NilDeclaration
    from recon.workspace.sources import Source


class Receiving(Memory):
    """The verbs of the inbox."""

    def receive(self, source: Path | bytes, name: str, *, actor: str, **how: str) -> Received:
        """Keep a file that came in; the same bytes again are one submission.

        Args:
            source: the file, or its bytes.
            name: what it was called, possibly a relative path.
            actor: who takes it in.
            **how: ``channel``, ``sender``, ``received_at``; ``taken_at``, one moment for all files dropped together;
                ``unit``, ``form``, ``kind`` as in :meth:`place`.

        Raises:
            MissingPathError: there is no such file.
            OptionError: ``received_at`` is no time, ``form`` or ``kind`` is unknown.
        """
        said = {key: how.pop(key) for key in ("unit", "form", "kind") if key in how}
        arrival = submissions.Arrival(name, **how, said=placements.Said("", **said))
        return submissions.receive(self.ledger, self.vault, source, arrival, actor)

    def submissions(self) -> list[Received]:
        """Return every submission of the campaign in the order they came."""
        with self.ledger.read() as connection:
            return inbox.listed(connection)

    def came(self, files: Sequence[str], received_at: str, *, actor: str, reason: str = "") -> None:
        """Keep when files came, where only the time of intake was known; the last word counts.

        Raises:
            OptionError: ``received_at`` is no time, or one of the files is not a submission of the campaign.
        """
        came.check_received(files, {one.file for one in self.submissions()})
        came.say(self.ledger, files, submissions.local_time(received_at), actor=actor, reason=reason)

    def place(self, file: str, *, actor: str, unit: str = "", form: str = "", kind: str = "") -> None:
        """Keep what a person says about a file or an archive's member; empty leaves what was said before.

        Raises:
            OptionError: an unknown form or kind.
        """
        placements.say(self.ledger, placements.Said(file, unit, form, kind), actor)

    def declare_nil(
        self, unit: str, form: str, *, actor: str, reason: str = "", received_at: str = ""
    ) -> None:
        """Keep a unit's word that it has nobody to report (零报送).

        Raises:
            OptionError: an unknown form, or ``received_at`` is no time.
        """
        moment = submissions.local_time(received_at)
        placements.declare_nil(self.ledger, placements.NilDeclaration(unit, form, reason, moment, actor, ""))

    def withdraw_nil(self, unit: str, form: str, *, actor: str, reason: str = "") -> None:
        """Take a nil declaration back."""
        nil = placements.NilDeclaration(unit, form, reason, submissions.local_time(""), actor, "")
        placements.declare_nil(self.ledger, nil, withdrawn=True)

    def nils(self) -> list[NilDeclaration]:
        """Return the nil declarations that stand."""
        with self.ledger.read() as connection:
            return placements.nils(connection)

    def known(self, judged_on: str = "") -> list[Submission]:
        """Return what is known of files beside their cells: for the pipeline.

        Args:
            judged_on: the day the campaign is judged as of; a time of intake after it is not told.
        """
        with self.ledger.read() as connection:
            return inbox.known(connection, judged_on)

    def original(self, sha256: str) -> Path:
        """Return where an original lies, or the redacted copy a purge put in its place; never write there."""
        with self.ledger.read() as connection:
            return self.vault.lend(vault.resting(sha256, vault.tombstones(connection)))

    def add_source(
        self, kind: str, source: Path | bytes, name: str, *, actor: str, replace: bool = False
    ) -> Source:
        """Keep an extract or a register; ``replace`` retires the earlier ones of its kind.

        Raises:
            OptionError: an unknown kind.
            MissingPathError: there is no such file.
        """
        (kept,) = self.add_sources(kind, [(source, name)], actor=actor, replace=replace)
        return kept

    def add_sources(
        self, kind: str, given: Sequence[tuple[Path | bytes, str]], *, actor: str, replace: bool = False
    ) -> list[Source]:
        """Keep extracts or registers that belong together, each with its name: all of them or none.

        Raises:
            OptionError: an unknown kind.
            MissingPathError: there is no such file.
        """
        return sources.add(self.ledger, self.vault, kind, given, actor=actor, replace=replace)

    def retire_sources(self, numbers: Collection[int], *, actor: str) -> list[Source]:
        """Let extracts and registers take no part in runs any more (:attr:`Source.id`), and return them.

        Raises:
            OptionError: they are all the extracts there are.
        """
        return sources.retire(self.ledger, self.vault, numbers, actor)

    def sources(self, kind: str = "") -> list[Source]:
        """Return the extracts and registers that take part in runs."""
        with self.ledger.read() as connection:
            return sources.listed(connection, self.vault, kind)

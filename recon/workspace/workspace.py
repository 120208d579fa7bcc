"""The workspace: one folder that remembers what was received, decided and shown."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from recon.campaign import Campaign, loads
from recon.errors import WorkspaceError
from recon.model import Ruling, Submission
from recon.words import Text
from recon.workspace import (
    answers,
    backup,
    campaigns,
    chain,
    check,
    diary,
    durable,
    exchange,
    migrate,
    placements,
    rulings,
    sources,
    submissions,
)
from recon.workspace.answers import Answer
from recon.workspace.jobs import Jobs
from recon.workspace.ledger import Ledger
from recon.workspace.runs import Runs
from recon.workspace.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from types import TracebackType

    from recon.workspace.chain import Entry
    from recon.workspace.check import Check
    from recon.workspace.diary import DiaryLine
    from recon.workspace.placements import NilDeclaration
    from recon.workspace.rulings import Ruled
    from recon.workspace.runs import RunRecord
    from recon.workspace.sources import Source
    from recon.workspace.submissions import Received

_SECRET, _DATABASE, _LEDGER = "secret", "database", "ledger.db"
_NOT_ONE = Text(
    "这里没有工作区。请先运行 recon workspace init", "there is none here. Make one with: recon workspace init"
)
_DATABASE_TAKEN = Text(
    "该数据库已被另一个工作区使用。请换一个空的数据库",
    "its database belongs to another workspace. Choose an empty one",
)
_IS_ONE = Text("这里已经有一个工作区", "there is one here already")


class Workspace:
    """An office's memory. Everything is durable when a call returns; every act names its actor.

    Thread-safe, and several processes may hold the same folder at once.
    """

    def __init__(self, path: Path, ledger: Ledger) -> None:
        self.path = path
        self.ledger = ledger
        self.vault = Vault(path / "vault")
        self.run_folders = Runs(ledger, path / "runs")
        self.jobs = Jobs(ledger)

    # ------------------------------------------------------------ opening

    @classmethod
    def init(cls, path: str | Path, campaign_text: str, *, actor: str, database: str = "") -> Workspace:
        """Make a workspace in ``path``; ``database`` is a PostgreSQL URL for an office with several servers.

        Raises:
            CampaignError: the campaign's text is wrong; nothing is made.
            WorkspaceError: there is a workspace already.
        """
        folder = Path(path)
        loads(campaign_text)
        secret = secrets.token_bytes(32)
        workspace = cls(folder, _prepare(folder, database, secret))
        with _emptied_on_error(workspace.ledger):
            workspace._begin(campaign_text, actor)
            _declare(folder, secret)
        return workspace

    def _begin(self, campaign_text: str, actor: str) -> None:
        """Give a new ledger its schema, its first line and its campaign."""
        migrate.upgrade(self.ledger)
        with self.ledger.write() as connection:
            chain.append(connection, self.ledger, "init", actor, {})
        self.save_campaign(campaign_text, actor=actor)

    @classmethod
    def restore(
        cls, backup_file: str | Path, path: str | Path, *, actor: str, database: str = ""
    ) -> Workspace:
        """Make a workspace in ``path`` from a backup; what it held verifies, or it is not made.

        Raises:
            MissingPathError: there is no such backup.
            WorkspaceError: it is no backup, it is damaged, or there is a workspace in ``path`` already.
        """
        archive, folder = Path(backup_file), Path(path)
        secret = backup.secret_of(archive)
        ledger = _prepare(folder, database, secret)
        workspace = cls(folder, ledger)
        with _emptied_on_error(ledger):
            migrate.upgrade(ledger)
            backup.load(archive, folder, ledger)
            found = workspace.verify()
            if not found.ok:
                raise WorkspaceError(path=archive, reason=found.problems[0])
            workspace.log("restore", actor=actor)
            _declare(folder, secret)
        return workspace

    def backup(self, target: str | Path, *, actor: str) -> str:
        """Write everything as of this moment to one file, while others go on working.

        Returns:
            The log's newest hash; noted elsewhere, it proves later that nothing before it was changed.
        """
        return backup.save(self.ledger, self.vault, self.path / "runs", Path(target), actor)

    @classmethod
    def open(cls, path: str | Path) -> Workspace:
        """Open a workspace, migrating its ledger forward if an older version wrote it.

        Raises:
            WorkspaceError: there is none, or a newer version wrote it.
        """
        folder = Path(path)
        if not cls.exists(folder):
            raise WorkspaceError(path=folder, reason=_NOT_ONE)
        secret = bytes.fromhex((folder / _SECRET).read_text(encoding="ascii"))
        ledger = Ledger(folder, _url(folder), secret)
        with _closed_on_error(ledger):
            migrate.upgrade(ledger)
        return cls(folder, ledger)

    @staticmethod
    def exists(path: str | Path) -> bool:
        """Tell whether ``path`` is a workspace."""
        return (Path(path) / _SECRET).is_file()

    @property
    def secret(self) -> bytes:
        """The key of finding ids."""
        return self.ledger.secret

    def close(self) -> None:
        """Let go of every connection and lock."""
        self.run_folders.release()
        self.ledger.close()

    def __enter__(self) -> Self:
        """Return the workspace; it is closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    # ------------------------------------------------------------ the campaign

    def campaign(self) -> Campaign:
        """Return the campaign at work."""
        return loads(self.campaign_text(), source=str(self.path))

    def campaign_text(self) -> str:
        """Return the campaign's text as last saved."""
        with self.ledger.read() as connection:
            return campaigns.text(connection)

    def save_campaign(self, text: str, *, actor: str) -> Campaign:
        """Check and keep a campaign's text; every version is kept.

        Raises:
            CampaignError: the text is wrong; nothing is kept.
        """
        return campaigns.save(self.ledger, text, actor)

    # ------------------------------------------------------------ what came in

    def receive(self, source: Path | bytes, name: str, *, actor: str, **how: str) -> Received:
        """Keep a file that came in; the same bytes again are one submission.

        Args:
            source: the file, or its bytes.
            name: what it was called, possibly a relative path.
            actor: who takes it in.
            **how: ``channel``, ``sender``, ``received_at``; ``unit``, ``form``, ``kind`` as in :meth:`place`.

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
            return submissions.listed(connection)

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

    def excuse(
        self, student_no: str, value: str, *, actor: str, reason: str = "", withdrawn: bool = False
    ) -> None:
        """Keep why a student is not there: 缓拍, 放弃, 失联 or 已转出; ``withdrawn`` takes it back.

        Raises:
            OptionError: another excuse.
        """
        answers.keep(self.ledger, Answer(student_no, "excuse", value, reason, actor, withdrawn=withdrawn))

    def excused(self) -> dict[str, str]:
        """Return student number → excuse: for the pipeline."""
        return {answer.student_no: answer.value for answer in self.answers("excuse")}

    def admit(self, student_no: str, *, actor: str, reason: str, withdrawn: bool = False) -> None:
        """Let a late student count, saying why; ``withdrawn`` takes it back."""
        answers.keep(self.ledger, Answer(student_no, "admit", "", reason, actor, withdrawn=withdrawn))

    def answers(self, kind: str) -> list[Answer]:
        """Return the excuses (``excuse``) or admissions (``admit``) that stand, with who and why."""
        with self.ledger.read() as connection:
            return answers.standing(connection, kind)

    def known(self) -> list[Submission]:
        """Return what is known of files beside their cells: for the pipeline."""
        with self.ledger.read() as connection:
            return submissions.known(connection)

    def original(self, sha256: str) -> Path:
        """Return where the original with this hash lies; never write there."""
        return self.vault.path(sha256)

    # ------------------------------------------------------------ extracts and registers

    def add_source(
        self, kind: str, source: Path | bytes, name: str, *, actor: str, replace: bool = False
    ) -> Source:
        """Keep an extract or a register; ``replace`` retires the earlier ones of its kind.

        Raises:
            OptionError: an unknown kind.
            MissingPathError: there is no such file.
        """
        return sources.add(self.ledger, self.vault, kind, source, name, actor=actor, replace=replace)

    def sources(self, kind: str = "") -> list[Source]:
        """Return the extracts and registers that take part in runs."""
        with self.ledger.read() as connection:
            return sources.listed(connection, self.vault, kind)

    # ------------------------------------------------------------ runs

    def start_run(self, *, actor: str, inputs: Mapping[str, Any] | None = None) -> RunRecord:
        """Allot a run's id and the folder it writes into."""
        return self.run_folders.start(actor, inputs or {})

    def finish_run(self, run_id: int, summary: Mapping[str, Any]) -> Path:
        """Give the run's folder its final name; it never changes again.

        Raises:
            WorkspaceError: the run is not under way.
        """
        return self.run_folders.finish(run_id, summary)

    def fail_run(self, run_id: int, reason: str) -> None:
        """Note that a run came to nothing; ``reason`` is a code.

        Raises:
            WorkspaceError: the run is not under way.
        """
        self.run_folders.fail(run_id, reason)

    def runs(self, limit: int = 50) -> list[RunRecord]:
        """Return the campaign's runs, newest first."""
        return self.run_folders.listed(limit)

    def latest_run(self) -> Path | None:
        """Return the folder of the newest finished run."""
        return self.run_folders.latest()

    # ------------------------------------------------------------ rulings

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
            findings = rulings.of_bulk(connection, bulk)
        return rulings.undo(self.ledger, findings, actor, bulk=bulk)

    def rulings(self) -> list[Ruling]:
        """Return the rulings that stand: for the pipeline."""
        return [ruled.ruling for ruled in self.ruled().values() if ruled.ruling is not None]

    def ruled(self, finding_ids: Sequence[str] | None = None) -> dict[str, Ruled]:
        """Return where the rulings of these findings (of all) stand, with their versions."""
        with self.ledger.read() as connection:
            return rulings.latest(connection, finding_ids)

    def ruling_history(self, finding_id: str) -> list[Ruled]:
        """Return everything decided about a finding, oldest first."""
        with self.ledger.read() as connection:
            return rulings.steps(connection, finding_id)

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

    # ------------------------------------------------------------ diary and log

    def note(
        self, unit: str, kind: str, *, actor: str, text: str = "", due_on: str = "", sha256: str = ""
    ) -> None:
        """Keep a line about a unit: a reminder, a promise, a call.

        Raises:
            OptionError: an unknown kind.
        """
        diary.write(self.ledger, diary.DiaryLine(unit, kind, text, due_on, sha256, actor))

    def diary(self, unit: str = "") -> list[DiaryLine]:
        """Return the lines about a unit (about all), newest first."""
        with self.ledger.read() as connection:
            return diary.read(connection, unit)

    def signed_off(self) -> frozenset[str]:
        """Return the units that the registrar closed: for the pipeline."""
        with self.ledger.read() as connection:
            return diary.signed_off(connection)

    def log(self, act: str, *, actor: str, **details: int | str) -> int:
        """Add a line to the log; return its number.

        Raises:
            ValueError: an act or a detail the log does not know, or a value it may not hold.
        """
        with self.ledger.write() as connection:
            return chain.append(connection, self.ledger, act, actor, details)

    def entries(self, limit: int = 100, before: int | None = None) -> list[Entry]:
        """Return lines of the log, newest first."""
        with self.ledger.read() as connection:
            return chain.entries(connection, limit, before)

    def verify(self, *, seen_head: str = "") -> Check:
        """Check log, records, originals and results; ``seen_head`` is a hash noted earlier elsewhere."""
        return check.verify(self.ledger, self.vault, self.path / "runs", seen_head=seen_head)


@contextmanager
def _closed_on_error(ledger: Ledger) -> Iterator[None]:
    try:
        yield
    except BaseException:
        ledger.close()
        raise


def _declare(folder: Path, secret: bytes) -> None:
    """Write the secret, last of all: without it the folder is no workspace, and is begun anew."""
    try:
        durable.write(folder / _SECRET, secret.hex().encode())
    except BaseException:
        (folder / _SECRET).unlink(missing_ok=True)
        raise


@contextmanager
def _emptied_on_error(ledger: Ledger) -> Iterator[None]:
    """Leave a database that was empty before as it was found, so that the next attempt may use it."""
    with _closed_on_error(ledger):
        try:
            yield
        except Exception:
            with ledger.write() as connection:
                migrate.clear(connection)
            raise


def _prepare(folder: Path, database: str, secret: bytes) -> Ledger:
    """Return the ledger of a workspace to be, empty as yet.

    Raises:
        WorkspaceError: there is a workspace in the folder, or one uses the database.
    """
    if Workspace.exists(folder):
        raise WorkspaceError(path=folder, reason=_IS_ONE)
    durable.private_folder(folder).chmod(0o700)
    for name in ("vault", "runs"):
        durable.private_folder(folder / name)
    if database:
        durable.write(folder / _DATABASE, database.encode())
    else:
        _new_sqlite(folder / _LEDGER)
    ledger = Ledger(folder, _url(folder), secret)
    with _closed_on_error(ledger):
        if migrate.revision(ledger):
            raise WorkspaceError(path=folder, reason=_DATABASE_TAKEN)
    return ledger


def _url(folder: Path) -> str:
    named = folder / _DATABASE
    if named.is_file():
        return named.read_text(encoding="utf-8")
    return f"sqlite:///{(folder / _LEDGER).as_posix()}"


def _new_sqlite(path: Path) -> None:
    """Make the file private before SQLite writes into it, and a write-ahead log its habit."""
    import sqlite3

    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
    durable.open_private(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()

"""What can go wrong with a workspace, said so that a registrar knows what to do."""

from __future__ import annotations

from recon.errors import ReconError
from recon.words import Text


class StaleRulingError(ReconError):
    """Somebody ruled on the same finding since it was shown (``by``, ``at``, ``count``, ``finding_ids``)."""

    message = Text(
        "{by} 已于 {at} 对这里的 {count} 个问题作出裁定。请先刷新，看过新的裁定后再决定；"
        "您的这次操作没有保存。",
        "{by} ruled on {count} of these findings at {at}. Refresh, look at the newer ruling and decide "
        "again; nothing of yours was saved.",
    )


class OtherCampaignError(ReconError):
    """Somebody put another campaign (``now``) to work since the page of ``before`` was drawn."""

    message = Text(
        "工作区已换到批次 {now}，本页显示的还是批次 {before}。刚才的一步没有保存。请刷新本页；"
        "要继续 {before} 的工作，请先在“设置”页换回。",
        "The workspace works on campaign {now} now; this page still showed {before}. Your last step was not saved. "
        "Reload the page; to go on with {before}, change back to it on the campaign page.",
    )


class LedgerBusyError(ReconError):
    """The ledger stayed locked for longer than anybody should wait (``path``, ``seconds``)."""

    message = Text(
        "工作区 {path} 的台账被其他程序占用超过 {seconds} 秒。请关闭占用它的程序（如备份软件）后重试。",
        "The ledger of {path} has been held by another program for more than {seconds} seconds. "
        "Close that program (a backup tool, perhaps) and try again.",
    )


class JobCancelledError(Exception):
    """Somebody cancelled the job, or its lease was lost; a handler lets this pass through."""

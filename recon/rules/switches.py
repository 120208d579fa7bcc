"""A campaign may switch a rule off or change its severity, never its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recon.errors import CampaignError
from recon.words import LANGS, TITLES, Severity, Text, listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from recon.campaign import Campaign
    from recon.rules.rule import Case, Rule
    from recon.words import Lang

OFF = "off"
_ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.FATAL)


def check_scope(
    campaign: Campaign, in_scope: int, enrolled: int, found: Callable[[str, Lang], str] = lambda *_: ""
) -> None:
    """Refuse a campaign whose scope selects nobody of an extract that holds students (CP02).

    Args:
        campaign: the campaign.
        in_scope: enrolments of a cohort, level and category in scope, whatever their status or photo.
        enrolled: those of them whose status is collected.
        found: says what the extract has most often for ``cohort``, ``level`` or ``status``, in a language.

    Raises:
        CampaignError: nobody is in scope, or nobody of those in scope has one of the ``statuses``.
    """
    scopes = campaign.scope.values()
    if not in_scope:
        zh, en = _scope(campaign, "zh"), _scope(campaign, "en")
        said = _found(found, ("cohort", "level"))
        reason = Text(
            f"学籍数据中没有一名学生在采集范围内（{zh}）{said.zh}。请核对类别、年级、层次和学籍数据",
            f"no student of the extract is in scope ({en}){said.en}; check category, cohorts, levels and the extract",
        )
        raise CampaignError(where="scope", reason=reason)
    if not enrolled:
        statuses = list(dict.fromkeys(status for scope in scopes for status in scope.statuses))
        zh, en = (_safe(listing(statuses, lang)) for lang in LANGS)
        said = _found(found, ("status",))
        reason = Text(
            f"采集范围内没有一名学生的学籍状态是“{zh}”{said.zh}。请核对 statuses 和学籍数据",
            f"no student in scope has one of the statuses {en}{said.en}; check statuses and the extract",
        )
        raise CampaignError(where="scope.statuses", reason=reason)


def _found(found: Callable[[str, Lang], str], fields: Sequence[str]) -> Text:
    """Return what the extract says instead: 2018级 for 2018秋季, or 正常 for 在籍, is told from its words alone."""
    zh, en = ([_safe(words) for field in fields if (words := found(field, lang))] for lang in LANGS)
    return Text(
        f"；学籍数据写的是：{'；'.join(zh)}" if zh else "",
        f"; the extract says: {'; '.join(en)}" if en else "",
    )


def _scope(campaign: Campaign, lang: Lang) -> str:
    """Return categories, cohorts and levels in words; those that take all of a kind name none."""
    scopes = campaign.scope.values()
    told = (
        [TITLES[category].say(lang) for category in campaign.scope],
        [cohort for scope in scopes for cohort in scope.cohorts],
        list(dict.fromkeys(level for scope in scopes for level in scope.levels)),
    )
    return _safe({"zh": "；", "en": "; "}[lang].join(listing(parts, lang) for parts in told if parts))


def active(rules: Iterable[Rule], campaign: Campaign) -> tuple[Rule, ...]:
    """Return the rules the campaign leaves on."""
    return tuple(rule for rule in rules if campaign.rules.get(rule.code) != OFF)


def severity_of(rule: Rule, campaign: Campaign, case: Case | None = None) -> Severity:
    """Return how bad a finding is: as the case is, unless the campaign says otherwise of the rule.

    What the campaign says holds for every case but one: a case that is milder by the rule's own meaning stays
    so.
    """
    graded = rule.grade(case) if rule.grade and case else rule.severity
    said = campaign.rules.get(rule.code)
    if said is None:
        return graded
    return min(Severity(said), graded, key=_ORDER.index) if _milder(graded, rule.severity) else Severity(said)


def _milder(one: Severity, other: Severity) -> bool:
    return _ORDER.index(one) < _ORDER.index(other)


def _safe(text: str) -> str:
    """Keep braces out of a text that is formatted later."""
    return text.replace("{", "(").replace("}", ")")

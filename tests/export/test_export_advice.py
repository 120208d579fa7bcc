"""What sites are told: every rule has its own sentence, without a value in it."""

from __future__ import annotations

from recon import rules
from recon.export.advice import advice
from recon.export.advice_files import WHOLE
from recon.export.advice_texts import ADVICE, FAMILIES
from recon.model.finding import WHOLE_COLUMNS

TO_SITES = ("FI", "HD", "IC", "NO", "ID", "NA", "VO", "DU", "MA", "DF", "SC")
SILENT = {"FI08", "HD03"}
"""Mere information to the registrar."""


def test_every_rule_a_site_may_hear_of_has_a_sentence_of_its_own():
    codes = {rule.code for rule in rules.RULES if rule.code.startswith(TO_SITES)}
    assert codes - SILENT <= set(ADVICE)


def test_every_other_rule_has_its_familys():
    for rule in rules.RULES:
        assert advice(rule.code).what.zh
        assert advice(rule.code).do.en


def test_no_sentence_has_a_place_for_a_value():
    for what, do in (*ADVICE.values(), *FAMILIES.values()):
        assert not any("{" in text for text in (what.zh, what.en, do.zh, do.en))


def test_a_rule_about_a_whole_file_or_column_has_its_own_advice():
    assert set(WHOLE) == WHOLE_COLUMNS

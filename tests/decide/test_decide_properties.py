"""What holds of every mixture of findings and rulings."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from recon.decide import VERDICTS, decide, together
from recon.fields import PERSONAL
from recon.model import Finding, Ruling
from recon.words import Severity, Trust

VALUES = st.sampled_from(["", "a", "b"])


@st.composite
def mixtures(draw: st.DrawFn) -> tuple[list[Finding], dict[str, Ruling]]:
    count = draw(st.integers(0, 6))
    ids = [f"f{n}" for n in range(count)]
    findings = [
        Finding(
            rule=draw(st.sampled_from(["MA03", "DF03", "ID02", "EX01", "FI14", "MA01", "IC02", "OM01"])),
            severity=draw(st.sampled_from(list(Severity))),
            trust=draw(st.sampled_from(list(Trust))),
            field=draw(st.sampled_from(["", "id_card", "name", "level", "institution_code"])),
            row_id=draw(st.integers(-1, 1)),
            enrol_id=draw(st.integers(-1, 1)),
            file=draw(st.sampled_from(["a", "b"])),
            submitted=draw(VALUES),
            official=draw(VALUES),
            proposal=draw(VALUES),
            finding_id=finding_id,
            cause_id=draw(st.sampled_from(ids)),
        )
        for finding_id in ids
    ]
    rulings = {
        finding_id: Ruling(
            finding_id,
            draw(st.sampled_from([*VERDICTS, "?"])),
            value=draw(VALUES),
            reason=draw(st.sampled_from(["", "why"])),
            seen_submitted=draw(VALUES),
            seen_official=draw(VALUES),
        )
        for finding_id in draw(st.lists(st.sampled_from([*ids, "gone"]), unique=True))
    }
    return findings, rulings


@given(mixture=mixtures())
def test_identity_is_only_ever_the_official_value_of_a_matched_row(mixture):
    findings, rulings = mixture
    decided = decide(findings, rulings)
    for (row_id, field), accepted in decided.accepted.items():
        finding = findings[accepted.finding]
        assert (finding.row_id, finding.field) == (row_id, field)
        assert accepted.value
        if field in PERSONAL:
            assert accepted.value == finding.official
            assert finding.enrol_id >= 0
            assert finding.trust is not Trust.NEVER
        if accepted.who == "" and finding.finding_id not in rulings:
            assert finding.trust in {Trust.SAFE, Trust.LIKELY}


@given(mixture=mixtures())
def test_every_ruling_is_accounted_for_once(mixture):
    findings, rulings = mixture
    decided = decide(findings, rulings)
    told = [*decided.lapsed, *decided.refused]
    met = [findings[n].finding_id for n in decided.standing] + [one.finding.finding_id for one in told]
    assert sorted(met + [ruling.finding_id for ruling in decided.gone]) == sorted(rulings)


@given(mixture=mixtures())
def test_what_was_not_decided_keeps_its_error_open(mixture):
    findings, rulings = mixture
    decided = decide(findings, rulings)
    for clash in decided.clashes:
        assert clash.cell not in decided.accepted
        assert all(f.open for f in decided.findings if f.finding_id in clash.finding_ids)
    assert {f.row_id for f in decided.findings if f.open and f.severity is Severity.ERROR} - {
        -1
    } <= decided.open_rows


@given(mixture=mixtures(), seed=st.randoms(use_true_random=False))
def test_the_order_of_findings_decides_nothing(mixture, seed):
    findings, rulings = mixture
    shuffled = list(findings)
    seed.shuffle(shuffled)
    one, other = decide(findings, rulings), decide(shuffled, rulings)
    assert {cell: a.value for cell, a in one.accepted.items()} == {
        cell: a.value for cell, a in other.accepted.items()
    }
    assert {f.finding_id: f.open for f in one.findings} == {f.finding_id: f.open for f in other.findings}
    assert one.open_rows == other.open_rows


@given(one=mixtures(), other=mixtures(), seed=st.randoms(use_true_random=False))
def test_decisions_over_different_things_put_together_are_the_decision_over_all(one, other, seed):
    findings, rulings = one
    others = [
        f.amended(
            finding_id=f"other {f.finding_id}",
            cause_id=f"other {f.cause_id}",
            row_id=f.row_id + 10 if f.row_id >= 0 else -1,
            enrol_id=f.enrol_id + 10 if f.enrol_id >= 0 else -1,
            file=f"other {f.file}",
        )
        for f in other[0]
    ]
    rulings |= {f"other {key}": replace(said, finding_id=f"other {key}") for key, said in other[1].items()}
    parts = decide(findings, rulings), decide(others, rulings)
    merged = [*parts[0].findings, *parts[1].findings]
    seed.shuffle(merged)
    given_as = {f.finding_id: f for f in (*findings, *others)}
    both, whole = together(*parts, merged), decide([given_as[f.finding_id] for f in merged], rulings)
    assert both.findings == whole.findings
    assert both.accepted == whole.accepted
    assert both.standing == whole.standing
    assert both.changes == whole.changes
    for told in ("clashes", "lapsed", "refused", "gone"):
        assert sorted(map(str, getattr(both, told))) == sorted(map(str, getattr(whole, told)))

"""What makes rows claims of one student, one number or one ID: as expressions."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from recon.values.identity import NOBODYS, SCIENTIFIC

DAMAGED = "damaged"


def whole_identity() -> nw.Expr:
    """Return the ID, but none where Excel cut its end off: two people may share what is left of theirs."""
    damaged = nw.col("id_card_flaws").str.contains(DAMAGED, literal=True) | (
        nw.col("agree_id_card") == DAMAGED
    )
    return nw.when(damaged).then(nw.lit("")).otherwise(nw.col("id_card"))


def enrolment_key() -> nw.Expr:
    """Return who a row is about: the matched enrolment, else the submitted 学号, else the ID, else nobody."""
    matched = nw.concat_str(nw.lit("e"), nw.col("enrol_id").cast(nw.String))
    number = nw.concat_str(nw.lit("n"), nw.col("student_no"))
    identity = nw.concat_str(nw.lit("i"), nw.col("id_card"))
    by_identity = nw.when(tells("id_card")).then(identity).otherwise(nw.lit(""))
    by_number = nw.when(tells("student_no")).then(number).otherwise(by_identity)
    return nw.when(nw.col("enrol_id") >= 0).then(matched).otherwise(by_number)


def tells(key: str) -> nw.Expr:
    """Tell whether a key says who somebody is: 无 and 1.96401E+12 are many people's."""
    return ~nw.col(key).str.contains(NOBODYS) & ~nw.col(key).str.contains(f"^{SCIENTIFIC}$")

"""The judged frame: one line per live row with everything a row rule may ask (``model.judged_columns``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon import model
from recon.match.claims import ALONE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from recon.engine import Engine

    Frame = nw.LazyFrame[Any]

_HEAD = ("enrol_no", "category", "status", "branch_code", "site_code", "scope", "photo_state")
_TRUTHS = ("due", "eligible")
_OTHER = ("student_no", "name", "id_card", "level")


def beside_official(rows: Frame, enrolments: Frame, engine: Engine, folded: Iterable[str] = ()) -> Frame:
    """Put beside each row what its enrolment says (``o_…``), and the other enrolment of a conflict (``x_…``).

    Args:
        rows: rows with the columns of ``model.MATCHES`` joined on.
        enrolments: enrolments with ``scope``, ``due``, ``eligible`` and ``photo_state``.
        engine: the engine that holds both frames.
        folded: fields whose folded value is wanted too; of the others only the exact characters are.
    """
    return _with_other(_with_official(rows, enrolments, engine, folded), rows, enrolments, engine)


def of_records(enrolments: Frame, folded: Iterable[str] = ()) -> Frame:
    """Keep what :func:`beside_official` reads of enrolments."""
    return enrolments.select("enrol_id", *_texts(folded), *_TRUTHS)


def _texts(folded: Iterable[str]) -> tuple[str, ...]:
    return (*_HEAD, *(f"{code}_raw" for code in model.OFFICIAL), *folded)


def _with_official(rows: Frame, enrolments: Frame, engine: Engine, folded: Iterable[str]) -> Frame:
    texts = _texts(folded)
    official = enrolments.select("enrol_id", *(nw.col(c).alias(f"o_{c}") for c in (*texts, *_TRUTHS)))
    joined = engine.look_up(rows, official, {"enrol_id": "enrol_id"})
    return joined.with_columns(
        *(nw.col(f"o_{c}").fill_null("") for c in texts),
        *(nw.col(f"o_{c}").fill_null(value=False).cast(nw.Boolean) for c in _TRUTHS),
    )


def _with_other(rows: Frame, matches: Frame, enrolments: Frame, engine: Engine) -> Frame:
    """Only rows in a conflict have another enrolment, and those are few."""
    wanted = matches.filter(nw.col("other_enrol_id") >= 0).select(enrol_id=nw.col("other_enrol_id")).unique()
    other = engine.collect(
        enrolments.join(wanted, on="enrol_id", how="inner").select(
            other_enrol_id=nw.col("enrol_id"),
            x_status=nw.col("status"),
            x_due=nw.col("due"),
            **{f"x_{key}": nw.col(f"{key}_raw") for key in _OTHER},
        )
    )
    texts = ("x_status", *(f"x_{key}" for key in _OTHER))
    if not other.num_rows:
        return rows.with_columns(**dict.fromkeys(texts, nw.lit("")), x_due=nw.lit(False))
    joined = engine.look_up(rows, engine.frame(other), {"other_enrol_id": "other_enrol_id"})
    return joined.with_columns(
        *(nw.col(c).fill_null("") for c in texts), nw.col("x_due").fill_null(value=False).cast(nw.Boolean)
    )


def judged(rows: Frame, claims: pa.Table, engine: Engine) -> Frame:
    """Put beside each live row its claims, and keep what a rule may ask.

    Args:
        rows: live folded rows beside their enrolments (:func:`beside_official`), with ``unit``.
        claims: of those rows that are not alone (:func:`recon.match.claims`).
        engine: the engine that holds the frame.
    """
    return with_claims(rows, claims, engine).select(*model.judged_columns())


def with_claims(rows: Frame, claims: pa.Table, engine: Engine) -> Frame:
    """Put its claims beside each row."""
    if claims.num_rows == 0:
        return rows.with_columns(**{name: nw.lit(value) for name, value in ALONE.items()})
    joined = engine.look_up(rows, engine.frame(claims), {"row_id": "row_id"})
    filled = {name: nw.col(name).fill_null(value) for name, value in ALONE.items()}
    # pandas turns what a left join leaves open into floats and objects; its `~` of an object is no negation.
    kinds = {name: nw.Boolean if isinstance(value, bool) else nw.Int64 for name, value in ALONE.items()}
    return joined.with_columns(**{name: value.cast(kinds[name]) for name, value in filled.items()})

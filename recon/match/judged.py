"""The judged frame: one line per live row with everything a row rule may ask (``model.judged_columns``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw

from recon import model
from recon.match.claims import ALONE, claims

if TYPE_CHECKING:
    from recon.engine import Engine
    from recon.sites import Tree

    Frame = nw.LazyFrame[Any]

_OTHER = ("student_no", "name", "id_card", "level")


def judged(rows: Frame, enrolments: Frame, tree: Tree, engine: Engine) -> Frame:
    """Put beside each live row its enrolment, the other enrolment of a conflict, and its claims.

    Args:
        rows: live folded rows with the columns of ``model.MATCHES`` joined on.
        enrolments: folded enrolments with ``scope``, ``due``, ``eligible`` and ``photo_state``.
        tree: the register of sites.
        engine: the engine that holds both frames.
    """
    seen = engine.keep(_with_other(_with_official(rows, enrolments), enrolments), "seen")
    return _with_claims(seen, tree, engine).select(*model.judged_columns())


def _with_official(rows: Frame, enrolments: Frame) -> Frame:
    head = ("enrol_no", "category", "status", "branch_code", "site_code", "scope", "photo_state")
    texts = (*head, *(f"{code}{suffix}" for code in model.OFFICIAL for suffix in ("", "_raw")))
    truths = ("due", "eligible")
    official = enrolments.select("enrol_id", *(nw.col(c).alias(f"o_{c}") for c in (*texts, *truths)))
    joined = rows.join(official, on="enrol_id", how="left")
    return joined.with_columns(
        *(nw.col(f"o_{c}").fill_null("") for c in texts),
        *(nw.col(f"o_{c}").fill_null(value=False).cast(nw.Boolean) for c in truths),
    )


def _with_other(rows: Frame, enrolments: Frame) -> Frame:
    other = enrolments.select(
        other_enrol_id=nw.col("enrol_id"),
        x_status=nw.col("status"),
        x_due=nw.col("due"),
        **{f"x_{key}": nw.col(f"{key}_raw") for key in _OTHER},
    )
    joined = rows.join(other, on="other_enrol_id", how="left")
    texts = ("x_status", *(f"x_{key}" for key in _OTHER))
    return joined.with_columns(
        *(nw.col(c).fill_null("") for c in texts), nw.col("x_due").fill_null(value=False).cast(nw.Boolean)
    )


def _with_claims(rows: Frame, tree: Tree, engine: Engine) -> Frame:
    table = claims(rows, tree, engine)
    if table.num_rows == 0:
        return rows.with_columns(**{name: nw.lit(value) for name, value in ALONE.items()})
    joined = rows.join(engine.frame(table), on="row_id", how="left")
    filled = {name: nw.col(name).fill_null(value) for name, value in ALONE.items()}
    # pandas turns what a left join leaves open into floats and objects; its `~` of an object is no negation.
    kinds = {name: nw.Boolean if isinstance(value, bool) else nw.Int64 for name, value in ALONE.items()}
    return joined.with_columns(**{name: value.cast(kinds[name]) for name, value in filled.items()})

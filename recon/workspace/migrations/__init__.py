"""Alembic's folder: the ledger's schema, step by step."""

"""Alembic's environment and revisions; `ledger/store_migrations.py` runs them."""

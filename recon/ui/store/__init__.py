"""Answers from a finished run's Parquet files: pages, facets and sums, by DuckDB. Knows no Streamlit."""

from recon.ui.store.listing import Listing, Page, Question
from recon.ui.store.run import Run, open_run

__all__ = ["Listing", "Page", "Question", "Run", "open_run"]

"""Answers from a finished run's Parquet files: pages, facets and sums, by DuckDB. Knows no Streamlit."""

from recon.ui.store.listing import Listing
from recon.ui.store.opened import forget, open_run
from recon.ui.store.question import Page, Question
from recon.ui.store.run import Run

__all__ = ["Listing", "Page", "Question", "Run", "forget", "open_run"]

"""Plotly figures from a run's Arrow tables.

Used by the dashboard, notebooks and exports; knows no Streamlit.
"""

from recon.charts.coverage import coverage_by_site, coverage_matrix
from recon.charts.expiry import expiry_by_branch, expiry_by_cohort
from recon.charts.sites import sites_by_status
from recon.charts.theme import ThemeName

__all__ = [
    "ThemeName",
    "coverage_by_site",
    "coverage_matrix",
    "expiry_by_branch",
    "expiry_by_cohort",
    "sites_by_status",
]

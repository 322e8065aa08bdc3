"""The data-quality report: a static site in Chinese and English, and the same for machines."""

from expectations.report.access import Access
from expectations.report.machine import FINDING_COLUMNS, findings_table, report_json
from expectations.report.site import Site, build_site

__all__ = ["FINDING_COLUMNS", "Access", "Site", "build_site", "findings_table", "report_json"]

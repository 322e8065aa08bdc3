"""The data-quality report: a static site in Chinese and English, and the same for machines."""

from gouji.site.access import Access
from gouji.site.machine import FINDING_COLUMNS, findings_table, report_json
from gouji.site.site import Site, build_site

__all__ = ["FINDING_COLUMNS", "Access", "Site", "build_site", "findings_table", "report_json"]

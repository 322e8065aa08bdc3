"""Reference lists as frames of the dimension tables: functions, economic codes, regions, statements, funds.

Every loader reads a CSV of this folder once and returns the same frame again; frames are immutable in use.  README.md
of this folder says where each list comes from and what ``confidence`` means.
"""

from warehouse.reference.codes import economic, functional
from warehouse.reference.lists import fund_sources, regions, statements

__all__ = ["economic", "functional", "fund_sources", "regions", "statements"]

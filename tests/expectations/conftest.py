"""Fixtures shared with the tests of the warehouse."""

from tests.warehouse.conftest import ask, empty_warehouse

__all__ = ["ask", "empty_warehouse"]

"""Fixtures shared with the tests of the warehouse."""

from tests.warehouse.conftest import ask

__all__ = ["ask"]

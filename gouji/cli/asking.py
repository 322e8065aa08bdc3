"""What cannot be asked of a warehouse, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from gouji.cli.main import UsageError
from warehouse.connection import WarehouseError, connect_readonly, shortage
from warehouse.location import Location
from warehouse.stored_version import why_missing


@contextmanager
def asking(warehouse: Location) -> Iterator[None]:
    """Raises `UsageError` in the place of what goes wrong in reading ``warehouse``: where its tables are of another
    version, that is why."""
    try:
        yield
    except WarehouseError as error:
        why = _why(warehouse) if isinstance(error.__cause__, duckdb.CatalogException | duckdb.BinderException) else None
        raise UsageError(why or str(error)) from error
    except duckdb.Error as error:
        why = shortage(error) or _why(warehouse)
        raise UsageError(why or f"{warehouse} cannot be read: {str(error).splitlines()[0]}") from error


def _why(warehouse: Location) -> str | None:
    try:
        with connect_readonly(warehouse, newer=True) as connection:
            return why_missing(connection, warehouse)
    except WarehouseError:
        return None

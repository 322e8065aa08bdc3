"""Where a warehouse is: a DuckDB file, or a lake that many machines write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

SCHEME = "ducklake:"
_POSTGRES = "postgres:"


class LocationError(ValueError):
    """An address that is none; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Lake:
    """A DuckLake: its tables are listed in a PostgreSQL database, their rows are Parquet files.

    Args:
        catalog: how the database is reached, as libpq has it (``dbname=gouji host=...``).
        data: where the files of a lake that is not there yet go: a folder, or ``s3://bucket/prefix``.  One that is
            there knows.
    """

    catalog: str
    data: str = ""

    @staticmethod
    def parse(address: str, data: str = "") -> Lake:
        """The lake at ``ducklake:postgres:...``.  Raises LocationError for another catalog, and for a password:
        addresses are shown."""
        catalog = address.removeprefix(SCHEME).strip()
        if not catalog.startswith(_POSTGRES):
            raise LocationError(
                f"{address} names no PostgreSQL catalog, as in {SCHEME}{_POSTGRES}dbname=gouji host=..."
            )
        if re.search(r"\bpassword\s*=|://[^/@]*:[^/@]*@", catalog):
            raise LocationError("an address is shown in logs and reports: give the password by PGPASSWORD or ~/.pgpass")
        return Lake(catalog.removeprefix(_POSTGRES), data)

    def __str__(self) -> str:
        """The address it is parsed from."""
        return f"{SCHEME}{_POSTGRES}{self.catalog}"


Location: TypeAlias = Path | Lake

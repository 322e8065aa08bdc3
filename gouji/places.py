"""Where the report of a warehouse stands, and its pages as links."""

from __future__ import annotations

from pathlib import Path

from warehouse.location import Lake, Location


def report_folder(warehouse: Location) -> Path:
    """Where the report of a warehouse stands unless told otherwise: gouji.duckdb has gouji-report beside it, a lake
    has it in the current folder."""
    if isinstance(warehouse, Lake):
        return Path("gouji-report").absolute()
    return warehouse.with_name(f"{warehouse.stem}-report")


def page_link(warehouse: Location, page: str = "index.html") -> str:
    """A page of that report as a file: address; ``gouji report`` writes it."""
    return (report_folder(warehouse).absolute() / page).as_uri()

"""A warehouse in which there is nothing, for tests that fill it with rows of a few tables."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.model.schema import tables
from warehouse.connection import Limits, connect_writer
from warehouse.store.file import FileStore
from warehouse.writer.load import create_all
from warehouse.writer.marts import create_views


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file; nobody writes into it."""
    path = tmp_path_factory.mktemp("empty") / "w.duckdb"
    with connect_writer(path, Limits()) as connection:
        create_all(connection, tables())
        create_views(connection)
    return path


@pytest.fixture
def empty_store(empty_file: Path, tmp_path: Path) -> FileStore:
    """A copy of one's own."""
    shutil.copyfile(empty_file, tmp_path / "w.duckdb")
    return FileStore(tmp_path / "w.duckdb")

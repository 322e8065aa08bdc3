"""Forms of real documents, each read once a session."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.extract.read import read_path
from pipelines.recognise import recognise
from tests.recognise.builder import book

FormRows = Callable[[str], list[dict[str, Any]]]


@cache
def _rows(path: Path) -> list[dict[str, Any]]:
    read = recognise(read_path(path), book())
    return [row | json.loads(row["fields"]) | {"kind": row["kind"]} for row in read.forms]


@pytest.fixture(scope="session")
def form_rows(shared: Path) -> FormRows:
    """Rows of raw.form of a document, by its path under ``../shared``, their fields unpacked."""
    return lambda path: _rows(shared / path)

"""The committed samples and what is expected of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

Rows = list[dict[str, str]]
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TRUTH = Path(__file__).with_name("truth")


def _rows(name: str) -> Rows:
    with (TRUTH / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="session")
def folder() -> Path:
    """The samples folder."""
    return SAMPLES


@pytest.fixture(scope="session")
def expected() -> Rows:
    """Every fact printed in the samples."""
    return _rows("expected.csv")


@pytest.fixture(scope="session")
def planted() -> Rows:
    """What is wrong in the document with planted errors."""
    return _rows("expected_findings.csv")

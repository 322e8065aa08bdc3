"""Fixtures every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is no failure: no test depends on time.
settings.register_profile("gouji", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gouji")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """``../shared`` (the real documents and reference lists); the test is skipped where it is absent."""
    if not (SHARED / "corpus" / "MANIFEST.tsv").is_file():
        pytest.skip(f"needs the real documents in {SHARED}")
    return SHARED

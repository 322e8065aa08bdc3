"""Every mapper that has limits, for tests that hold of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.workers.cluster import DaskMapper
from pipelines.workers.mapper import Mapper, Outcome, ProcessMapper
from tests.workers.work import work

Make = Callable[..., Mapper]
Outcomes = Callable[..., list[Outcome[Any, Any]]]


@pytest.fixture(params=["one machine", "a cluster"])
def mapper(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """A mapper with ``jobs`` slots, a limit of seconds and one of bytes."""
    if request.param == "one machine":
        return ProcessMapper
    cluster = request.getfixturevalue("cluster")
    return lambda jobs=1, *limits, **named: DaskMapper(cluster(jobs).scheduler, tmp_path, *limits, **named)


@pytest.fixture
def outcomes(mapper: Make) -> Outcomes:
    """What becomes of items of `tests.workers.work`."""

    def found(*items: str, **limits: Any) -> list[Outcome[Any, Any]]:
        return list(mapper(**limits).map(work, items))

    return found

"""Every mapper that has limits, for tests that hold of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.workers.cluster import DaskMapper
from pipelines.workers.mapper import Mapper, Outcome, ProcessMapper
from scripts.cluster.machines import scheduler, workers
from scripts.cluster.running import AbsentError
from tests.workers.work import work

Make = Callable[..., Mapper]
Outcomes = Callable[..., list[Outcome[Any, Any]]]


@pytest.fixture(scope="session")
def cluster() -> Iterator[Callable[[int], str]]:
    """The address of a scheduler with so many workers of one slot each.  The test is skipped where there is no Dask."""
    with ExitStack() as stack:

        @cache
        def started(count: int) -> str:
            try:
                address = stack.enter_context(scheduler())
            except AbsentError as absent:
                pytest.skip(str(absent))
            stack.enter_context(workers(address, count))
            return address

        yield started


@pytest.fixture(params=["one machine", "a cluster"])
def mapper(request: pytest.FixtureRequest, tmp_path: Path) -> Make:
    """A mapper with ``jobs`` slots, a limit of seconds and one of bytes."""
    if request.param == "one machine":
        return ProcessMapper
    addresses = request.getfixturevalue("cluster")
    return lambda jobs=1, *limits, **named: DaskMapper(addresses(jobs), tmp_path, *limits, **named)


@pytest.fixture
def outcomes(mapper: Make) -> Outcomes:
    """What becomes of items of `tests.workers.work`."""

    def found(*items: str, **limits: Any) -> list[Outcome[Any, Any]]:
        return list(mapper(**limits).map(work, items))

    return found

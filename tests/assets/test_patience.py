import errno
from collections.abc import Iterator

import dagster as dg
import duckdb
import pytest

from assets import patience
from assets.patience import may_pass, patient
from warehouse.connection import WarehouseError

NIGHT = {"dagster/schedule_name": "nightly"}


def attempts(error: Exception, times: int, tags: dict[str, str]) -> tuple[int, bool]:
    """How often a step that fails so many times is tried, and whether its run goes through."""
    tried: list[int] = []

    @dg.op(out=dg.DynamicOut(int))
    @patient
    def step(context: dg.OpExecutionContext) -> Iterator[dg.DynamicOutput[int]]:
        tried.append(context.retry_number)
        if len(tried) <= times:
            raise error
        yield dg.DynamicOutput(1, "one")

    @dg.job
    def working() -> None:
        step()

    done = working.execute_in_process(tags=tags, raise_on_error=False)
    return len(tried), done.success


def full() -> OSError:
    return OSError(errno.ENOSPC, "no space left on device")


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_FIRST", 0)


def test_a_night_waits_for_what_passes() -> None:
    assert attempts(full(), 2, NIGHT) == (3, True)
    assert attempts(full(), 2, {"dagster/sensor_name": "inbox"}) == (3, True)


def test_it_does_not_wait_for_ever() -> None:
    assert attempts(full(), 9, NIGHT) == (4, False)


def test_what_is_wrong_stays_wrong() -> None:
    assert attempts(ValueError("a setting"), 1, NIGHT) == (1, False)
    assert attempts(FileNotFoundError(errno.ENOENT, "gone"), 1, NIGHT) == (1, False)


def test_a_person_is_told_at_once() -> None:
    assert attempts(full(), 1, {}) == (1, False)


def test_the_cause_counts() -> None:
    def wrapped(cause: Exception) -> WarehouseError:
        try:
            raise WarehouseError("could not be written") from cause
        except WarehouseError as error:
            return error

    assert may_pass(wrapped(duckdb.IOException("could not write: no space left")))
    assert not may_pass(wrapped(duckdb.BinderException("no such column")))
    assert not may_pass(None)

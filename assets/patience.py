"""A step of a run nobody watches waits and tries again where what stopped it may pass by itself."""

import errno
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import dagster as dg
import duckdb

TRIES = 3
_FIRST, _TIMES = 60, 4  # seconds: a minute, four, sixteen
# Disks that are full, shares and databases that are away for a while.  What is wrong in documents, settings or code
# would be wrong again.
_PASSING = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE, errno.EAGAIN, errno.ETIMEDOUT, errno.ECONNREFUSED),
    *(errno.ECONNRESET, errno.EPIPE, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENOTCONN, errno.EREMOTEIO),
}
_OF_DATABASE = (duckdb.IOException, duckdb.HTTPException, duckdb.ConnectionException)
_BY_ITSELF = ("dagster/schedule_name", "dagster/sensor_name")  # tags of runs that no person waits for

Step = Callable[..., Iterator[Any]]


def patient(step: Step) -> Step:
    """The ``step``, tried again up to `TRIES` times where a schedule or a sensor asked for the run.

    Whoever runs it by hand is told at once.
    """

    @wraps(step)
    def trying(context: dg.AssetExecutionContext, *args: Any, **more: Any) -> Iterator[Any]:
        try:
            yield from step(context, *args, **more)
        except Exception as error:
            if not may_pass(error) or not any(tag in context.run.tags for tag in _BY_ITSELF):
                raise
            wait = _FIRST * _TIMES**context.retry_number
            raise dg.RetryRequested(max_retries=TRIES, seconds_to_wait=wait) from error

    return trying


def may_pass(error: BaseException | None) -> bool:
    """Whether it is, or came of, something that may be over in a while."""
    while error is not None:
        if isinstance(error, _OF_DATABASE) or (isinstance(error, OSError) and error.errno in _PASSING):
            return True
        error = error.__cause__
    return False

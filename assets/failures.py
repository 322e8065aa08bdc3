"""What failed steps and runs failed of, as their events tell it."""

from __future__ import annotations

from collections.abc import Iterator

from dagster_shared.error import SerializableErrorInfo

INTERRUPTIONS = ("DagsterExecutionInterruptedError", "KeyboardInterrupt")  # what Dagster makes of Ctrl-C


def causes(error: SerializableErrorInfo | None) -> Iterator[SerializableErrorInfo]:
    """The error, what it came of, and so on down."""
    while error is not None:
        yield error
        error = error.cause

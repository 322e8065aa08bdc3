"""The bar of a long run: drawn on a terminal, silent into a pipe."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gouji.cli.text import printable

_SHOWN = 40


class Bar:
    """Told by the run how it gets on (see ``assets.resources.Progress``); remembers what was found."""

    def __init__(self, stream: TextIO) -> None:
        self.document_ids: list[str] = []
        self.changed = 0
        self.new: frozenset[str] = frozenset()
        self.not_there: list[str] = []
        self.not_opened: list[str] = []
        self.taken_out: list[str] = []
        self._started = time.monotonic()
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(file=stream),
            transient=True,
            disable=not stream.isatty(),
        )
        self._task = self._progress.add_task("looking for documents", total=None)

    @property
    def seconds(self) -> float:
        """Since the bar was made."""
        return time.monotonic() - self._started

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def found(self, document_ids: Sequence[str], changed: int, new: Collection[str] = ()) -> None:
        """``changed`` of the documents will be read, and no run has seen the ``new`` before."""
        self.document_ids = list(document_ids)
        self.new = frozenset(new)
        self.changed = changed
        self._progress.update(self._task, description="reading", total=changed, completed=0)

    def closed(self, messages: Sequence[str]) -> None:
        """These folders could not be looked through; said at the end."""
        self.not_opened = list(messages)

    def missing(self, documents: Sequence[str]) -> None:
        """These were asked for again and are not where they stood; said at the end."""
        self.not_there = list(documents)

    def refused(self, paths: Sequence[str]) -> None:
        """Here stands what was taken out before; said at the end."""
        self.taken_out = list(paths)

    def read(self, name: str) -> None:
        """One more document is done."""
        shown = printable(name)
        shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
        self._progress.update(self._task, advance=1, description=f"reading {shown}")

    def stage(self, title: str) -> None:
        """The documents are read; a set-wise step works on them."""
        self._progress.update(self._task, description=title)

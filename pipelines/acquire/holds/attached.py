"""Files attached to a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

import pypdfium2

from pipelines.acquire.holds.budget import Budget
from pipelines.acquire.holds.member import Member, is_meant
from pipelines.model.document import ReadError, Unreadable


@contextmanager
def attached(path: Path, _: str) -> Iterator[Iterator[Member]]:
    """The attachments; none where the document cannot be opened, which its reader says."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        yield iter(())
        return
    with document:
        yield _members(document)


def _members(document: pypdfium2.PdfDocument) -> Iterator[Member]:
    """A name that occurs twice is told apart by its place."""
    seen: set[str] = set()
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        name = attachment.get_name() or "attachment"
        name = name if name not in seen else f"{index + 1}-{name}"
        seen.add(name)
        if is_meant(name):
            yield Member(name, partial(_write, name, attachment))


def _write(name: str, attachment: pypdfium2.PdfAttachment, budget: Budget, out: IO[bytes]) -> tuple[str, int]:
    try:
        data = bytes(attachment.get_data())
    except pypdfium2.PdfiumError as error:
        raise ReadError(Unreadable.DAMAGED, f"{name} is cut short or damaged: it cannot be taken out") from error
    return budget.pour(name, [data], len(data), out)

"""Which pages of which documents are drawn: those with tables of money, the page before each, and the cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from expectations.policy import load_policy
from gouji.work import work
from pipelines.model.document import DOUBT
from pipelines.process import Work
from pipelines.workers.mapper import SerialMapper
from scripts.scans.draw import extract
from warehouse.store.intake import one_document

Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Sample:
    """A few pages of a document as a PDF, and all that the program makes of them."""

    name: str
    path: Path
    frames: Frames


class Reader:
    """Reads documents one by one, as a run does."""

    def __init__(self) -> None:
        self._work: Work = work(load_policy())
        self._mapper = SerialMapper()

    def __call__(self, path: Path) -> Frames:
        """Every raw and judged frame of a file."""
        return one_document(path, self._mapper, self._work)


def documents(folders: Sequence[Path], names: Sequence[str]) -> list[Path]:
    """The PDFs below ``folders`` whose path holds one of ``names`` (all, without any)."""
    found = sorted(path for folder in folders for path in folder.rglob("*.pdf"))
    return [path for path in found if not names or any(name in str(path) for name in names)]


def sample(source: Path, reader: Reader, most: int, folder: Path) -> Sample | None:
    """Up to ``most`` pages of ``source``; None where it has no table of money that is text.

    The file keeps the name and the folder of the document, for they may be all that tells whose it is.
    """
    pages = list(_pages(reader(source)))[:most]
    if not pages:
        return None
    target = folder / source.parent.name / source.name
    target.parent.mkdir(parents=True, exist_ok=True)
    extract(source, sorted({1, *pages}), target)
    return Sample(f"{source.parent.name}/{source.stem}", target, reader(target))


def _pages(frames: Frames) -> Iterator[int]:
    lines = frames["raw.line"].filter(pl.col("reader").is_null(), ~pl.col("amount_published").str.starts_with(DOUBT))
    seen: set[int] = set()
    for number in sorted(lines["page"].drop_nulls().unique()):
        for page in (number - 1, number):
            if page > 0 and page not in seen:
                seen.add(page)
                yield page

"""One document: read -> recognise -> choose among readings -> conform -> judge.  Runs in a worker process.

Reading takes a document alone.  Judging takes a batch of them: its hundred steps over small frames cost 0.45 CPU
seconds however few rows there are, as much as reading a document of forty pages, and next to nothing for each document
more.  What is judged does not depend on the batch (`pipelines.reconcile.judge`), and rows that were stored long ago are
judged again by the same call.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial

import polars as pl

from pipelines.acquire import NOTHING_KEPT, Objects, Source, sniff, to_read
from pipelines.acquire.media import Media
from pipelines.choose import Choice, choose
from pipelines.extract import read_path
from pipelines.extract.pdf.again.sights import Sights
from pipelines.model.decisions import DocumentDecision, of_document
from pipelines.model.document import ReadError, Unreadable
from pipelines.model.logs import about, stage
from pipelines.model.scan_options import PLAIN, Options, use
from pipelines.model.schema import empty_frame, table
from pipelines.recognise import CodeBook, recognise
from pipelines.recognise.guard import Guard
from pipelines.recognise.lexicon.view import Speller
from pipelines.recognise.raw_rows import frames
from pipelines.reconcile.judge import NEEDED, judge
from pipelines.reconcile.policy import Policy
from pipelines.reconcile.rule import Rule
from pipelines.workers.later import PutOffError

_log = logging.getLogger(__name__)

Frames = dict[str, pl.DataFrame]
Fit = Callable[[pl.DataFrame, str], pl.DataFrame]  # a frame brought to the columns of a table


@dataclass(frozen=True)
class Processor:
    """Callable that turns a source into raw frames.

    ``book`` resolves rows printed without codes; ``rules`` are the identities that choose where a table can be read
    in more than one way (without any, the first reading stands); ``scans`` is how scans are read; ``decided`` is what
    persons have laid down of documents; ``objects`` keeps the bytes of what is read.
    """

    book: CodeBook
    rules: Sequence[Rule] = ()
    scans: Options = PLAIN
    decided: tuple[DocumentDecision, ...] = ()
    objects: Objects = NOTHING_KEPT

    @cached_property
    def spell(self) -> Speller:
        """Corrects the words of scans by the names of ``book``."""
        return Speller(self.book)

    def __call__(self, source: Source) -> Frames:
        """Frames by table name (``raw.document``, ``raw.cell``, …).  Raises ``ReadError``."""
        use(self.scans)
        decided = of_document(self.decided, source.document_id, source.file_name)
        with logged(source.document_id), to_read(source, self.objects) as path:
            _log.info("%s, %d bytes", source.file_name, source.bytes)
            with stage(_log, "read"):
                media = sniff(path)
                document = replace(read_path(path, media), file_name=source.file_name, decided=decided)
            with stage(_log, "recognise"):
                document = self.spell(document)
                recognised = recognise(document, self.book)
            with stage(_log, "choose"), Sights(path) as pages:  # opens the file only where a page is asked for
                second = pages if media is Media.PDF else None
                guard = Guard()
                again = partial(choose, document, recognised, self.book, self.rules, second)
                choice = guard(again, Choice(document, recognised), "choice")
                choice.recognised.findings += guard.findings
        return frames(source, choice.document, choice.recognised, str(media))


class TwiceError(Exception):
    """Rows of a document that its table could not tell apart."""


@dataclass(frozen=True)
class Work:
    """Both halves: ``read`` turns a source into raw frames, `judge` says what they are worth."""

    read: Processor
    policy: Policy
    fit: Fit

    def judge(self, raw: Mapping[str, pl.DataFrame], *, look_again: bool) -> Frames:
        """What raw rows say of their documents, each frame as its table has it."""
        known = {name: raw[name] if name in raw else empty_frame(name) for name in NEEDED}
        with stage(_log, "judge"):
            judged = judge(known, self.policy, look_again=look_again, objects=self.read.objects)
        return self.fitted(judged)

    def fitted(self, rows: Frames) -> Frames:
        """Rows of documents, each frame as its table has it.  Raises ``TwiceError`` where nothing tells two apart.

        Whoever publishes a shard would stop at them, with every other document of it.
        """
        fitted = {name: self.fit(frame, name) for name, frame in rows.items()}
        for name, frame in fitted.items():
            key = table(name).key
            if "document_id" in frame.columns and frame.select(key).is_duplicated().any():
                raise TwiceError(f"{name}: two rows with one {', '.join(key)}")
        return fitted


@dataclass(frozen=True)
class Whole:
    """One document the whole way, for whoever looks at one: a source to its raw and its judged frames."""

    work: Work
    now: datetime

    def __call__(self, source: Source) -> Frames:
        """Frames by table name.  Raises ``ReadError``."""
        with logged(source.document_id):
            raw = self.work.fitted(stamped(self.work.read(source), self.now))
            return raw | self.work.judge(raw, look_again=True)


@contextmanager
def logged(*documents: str) -> Iterator[None]:
    """What is logged inside is about these documents; an error of ours is logged with its traceback."""
    with about(documents[0] if len(documents) == 1 else f"{len(documents)} documents"):
        try:
            yield
        except (MemoryError, PutOffError):  # said by whoever asked, who hears of a worker's death too
            raise
        except ReadError as error:  # said by whoever asked as well
            if error.reason is Unreadable.INTERNAL:
                _log.exception("an error of ours")
            raise
        except Exception:
            _log.exception("an error of ours")
            raise


def stamped(raw: Frames, now: datetime, fingerprint: str | None = None) -> Frames:
    """``raw`` with what a run adds to a document: when it was read (UTC), and by which version."""
    document = raw["raw.document"].with_columns(
        extracted_at=pl.lit(now, pl.Datetime("us")), fingerprint=pl.lit(fingerprint, pl.String)
    )
    return raw | {"raw.document": document}

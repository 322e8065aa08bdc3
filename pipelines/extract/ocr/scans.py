"""Scanned pages of a PDF and picture files, where the packages to read them are installed.

Pages of one document are read side by side, one thread each: what takes the time (onnxruntime, OpenCV, numpy) leaves
the interpreter free.  Drawing a page stays with the thread that asks, for pdfium bears only one.

A document that may be put off (`pipelines.workers.later`) is, as soon as it has one page to recognise more than it may:
until then its pictures are held, and none is recognised in vain.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from pipelines.extract.ocr.available import MISSING, is_available
from pipelines.extract.ocr.kept import Place, place_of
from pipelines.model.document import Doubt
from pipelines.workers.allowance import ask_for, lift_memory
from pipelines.workers.later import is_limited, long_step

if TYPE_CHECKING:
    from pipelines.extract.ocr.engine import Engine
    from pipelines.extract.ocr.page import Scan
    from pipelines.extract.ocr.picture import Gray
    from pipelines.extract.ocr.signs import Sign
    from pipelines.extract.ocr.stamps import Hidden

READER = "ocr 2"  # raise with every change of what comes out
MAX_PAGES = 400  # of one file: more would hold up a run for a quarter of an hour
SECONDS = 15.0  # of wall time granted for each page; about 2 are used where cores are free
MAX_THREADS = 8  # each holds a page picture and what is computed from it
_PIXELS = 8_000_000  # a sheet of A3: larger pictures take the room of several
_MEMORY = 512 << 20  # bytes of address space of a thread with such a picture


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture to be read, as `Scans.start` has it, and where its reading is kept."""

    gray: Gray
    scale: float
    is_sheet: bool
    hidden: Hidden | None
    place: Place | None


@dataclass(slots=True)
class Scans:
    """Reads the pages of one document that have no text, and remembers what to tell about them.

    Pages are started as they come and finished in their order, so that nothing depends on which is ready first.
    """

    read: list[int] = field(default_factory=list)
    poor: list[int] = field(default_factory=list)
    doubtful: dict[int, int] = field(default_factory=dict)  # figures by page
    unread: list[int] = field(default_factory=list)
    signs: dict[int, list[Sign]] = field(default_factory=dict)  # by page
    started: int = 0
    _pool: ThreadPoolExecutor | None = None
    _under_way: dict[Future[Scan], int] = field(default_factory=dict)  # to pixels
    _held: list[tuple[_Picture, Future[Scan]]] = field(default_factory=list)  # not begun yet

    def admits(self, number: int) -> bool:
        """Whether page ``number`` can be read here and is not one too many; notes it where it is not."""
        if is_available() and self.started < MAX_PAGES:
            return True
        self.unread.append(number)
        return False

    def wait_for_room(self, pixels: int) -> None:
        """Return once a picture of that size may be held beside those under way."""
        while self._under_way:
            self._under_way = {f: size for f, size in self._under_way.items() if not f.done()}
            held = sum(max(size, _PIXELS) for size in self._under_way.values())
            if not self._under_way or held + max(pixels, _PIXELS) <= threads() * _PIXELS:
                return
            wait(self._under_way, return_when=FIRST_COMPLETED)

    def start(self, gray: Gray, scale: float, *, is_sheet: bool = True, hidden: Hidden | None = None) -> Future[Scan]:
        """Have a picture of ``scale`` pixels per point read; the packages must be there.

        Raises `PutOffError` where the document has more to recognise than it may now.

        ``is_sheet``: it may be a sheet of paper as it was fed, not an illustration; ``hidden``: places that a stamp
        covers.
        """
        self.started += 1
        place = place_of(gray, scale, is_sheet=is_sheet, hidden=hidden)
        known = place.find() if place else None
        if known is not None:
            found: Future[Scan] = Future()
            found.set_result(known)
            return found
        long_step()
        picture = _Picture(gray, scale, is_sheet, hidden, place)
        if not is_limited():
            return self._begin(picture)
        held: Future[Scan] = Future()
        self._held.append((picture, held))
        return held

    def _begin(self, picture: _Picture) -> Future[Scan]:
        """Have a thread read it."""
        from pipelines.extract.ocr.engine import engine

        reader = engine()
        if self._pool is None:
            self._pool = ThreadPoolExecutor(threads(), thread_name_prefix="scan")
            _lift_memory()
        ask_for(SECONDS)
        reading = self._pool.submit(_read, reader, picture)
        self._under_way[reading] = picture.gray.size
        return reading

    def _begin_held(self) -> None:
        """Have those read that were held, for the document is not put off."""
        held, self._held = self._held, []
        for picture, waited_for in held:
            self.wait_for_room(picture.gray.size)
            self._begin(picture).add_done_callback(partial(_pass_on, waited_for))

    def finish(self, number: int, reading: Future[Scan]) -> Scan:
        """What page ``number`` shows, waiting for it; without regions where it is blank."""
        if not reading.done():
            self._begin_held()
        scan = reading.result()
        if scan.regions:
            self.read.append(number)
            if scan.is_poor:
                self.poor.append(number)
            if scan.doubtful:
                self.doubtful[number] = scan.doubtful
        if scan.signs:
            self.signs[number] = scan.signs
        return scan

    def close(self) -> None:
        """End the threads; pages not begun are dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def doubts(self) -> list[Doubt]:
        """What a person should look at, page by page."""
        out = [Doubt("doubtful_figure", page, count) for page, count in self.doubtful.items()]
        out += [Doubt("poor_scan", page) for page in self.poor]
        out += [Doubt("unread_scan", page) for page in self.unread]
        for page, signs in self.signs.items():
            for kind in dict.fromkeys(sign.kind for sign in signs):
                of_kind = [sign for sign in signs if sign.kind == kind]
                out.append(Doubt(kind, page, len(of_kind), of_kind[0].box, of_kind[0].what))
        return sorted(out, key=lambda doubt: doubt.page)

    def warnings(self) -> list[str]:
        """``ocr: pages …``, ``poor_scan: pages …``, ``ocr_doubtful: n figures on pages …``, ``tool_missing: …``."""
        out = []
        if self.read:
            out.append(f"ocr: pages {numbers(self.read)}")
        if self.poor:
            out.append(f"poor_scan: pages {numbers(self.poor)} are of poor quality; figures may be missing")
        if self.doubtful:
            count, pages = sum(self.doubtful.values()), numbers(list(self.doubtful))
            out.append(f"ocr_doubtful: {count} figures not certain on pages {pages}; left out")
        if self.unread:
            why = f"more than {MAX_PAGES} scanned pages" if is_available() else f"tool_missing: {MISSING}"
            out.append(f"{why}: pages {numbers(self.unread)}")
        return out


def _read(reader: Engine, picture: _Picture) -> Scan:
    from pipelines.extract.ocr.page import read_picture

    scan = read_picture(reader, picture.gray, picture.scale, is_sheet=picture.is_sheet, hidden=picture.hidden)
    if picture.place is not None:
        picture.place.put(scan)
    return scan


def _pass_on(waited_for: Future[Scan], reading: Future[Scan]) -> None:
    """What came of the reading of a picture that was held."""
    if reading.cancelled():
        waited_for.cancel()
    elif (error := reading.exception()) is not None:
        waited_for.set_exception(error)
    else:
        waited_for.set_result(reading.result())


@contextmanager
def scanning() -> Iterator[Scans]:
    """A reader of scans whose threads end with the context."""
    scans = Scans()
    try:
        yield scans
    finally:
        scans.close()


@cache
def _lift_memory() -> None:
    """Once in a process, however many documents it reads."""
    lift_memory(threads() * _MEMORY)


def threads() -> int:
    """Pages read at a time: one for each core that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MAX_THREADS, cores)


def numbers(pages: list[int]) -> str:
    """Page numbers for a message; long lists are cut."""
    shown = ", ".join(map(str, pages[:20]))
    return shown if len(pages) <= 20 else f"{shown} and {len(pages) - 20} more"

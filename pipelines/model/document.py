"""The one shape every reader gives: pages, paragraphs and grids of cells, each with its place.

Readers (``pipelines.extract``) write it, recognition (``pipelines.recognise``) reads it; nothing
here knows a format or a statement.  Boxes are in PDF points from the top left corner of the page
as a person sees it (rotation applied); formats without a page geometry give ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pipelines.model.decisions import DocumentDecision

DOUBT = "〓"  # before a figure recognised from a picture that is not certain; no parser takes it for a number
UNREAD = DOUBT * 2  # before what is printed in a figure's place and is no amount


class Box(NamedTuple):
    """A rectangle on a displayed page, in points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Page:
    """One page (or sheet): number from 1, size as displayed, number of characters found."""

    number: int
    width: float = 0.0
    height: float = 0.0
    chars: int = 0
    has_image: bool = False
    name: str = ""  # sheet name of a workbook, else empty
    is_scan: bool = False  # read from its picture


@dataclass(slots=True)
class Paragraph:
    """Text outside every grid: a printed line (PDF) or a paragraph (Word, HTML, text)."""

    order: int  # reading order, shared with Grid.order
    page: int
    text: str
    box: Box | None = None
    kind: str = "body"  # body | header | footer | textbox
    as_read: str = ""  # of a scan, where ``text`` is the word it was taken for


@dataclass(slots=True)
class Cell:
    """One cell of a grid.  A merged cell appears once, at its top left, with its spans.

    ``text`` keeps line breaks inside the cell as ``\\n``; empty cells are present with ``""``.  ``candidates``: of a
    figure behind ``DOUBT`` what it may be, as it would be printed, likeliest first; without any, the text behind the
    mark is the only one.
    """

    row: int  # from 0
    col: int  # from 0
    text: str
    row_span: int = 1
    col_span: int = 1
    box: Box | None = None
    as_read: str = ""  # of a scan, where ``text`` is the word it was taken for
    candidates: tuple[str, ...] = ()


SCANNED = "ocr"  # method of a grid read from a picture


@dataclass(slots=True)
class Grid:
    """A table on one page (or sheet).  ``method`` tells how it was found."""

    grid_no: int  # from 1, unique in the document, in reading order
    order: int
    page: int
    rows: int
    cols: int
    cells: list[Cell]
    box: Box | None = None
    method: str = "ruled"  # ruled | aligned | table | sheet | text | ocr
    parent: tuple[int, int, int] | None = None  # (grid_no, row, col) of the cell a nested table sits in

    def matrix(self) -> list[list[Cell | None]]:
        """Rows x columns of the covering cell; ``None`` where a row has no cell at all."""
        out: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            first, end = cell.col, min(cell.col + cell.col_span, self.cols)
            for row in out[cell.row : cell.row + cell.row_span]:
                for c in range(first, end):
                    if row[c] is None:
                        row[c] = cell
        return out


@dataclass(slots=True)
class Doubt:
    """Something on a page that was not read, or not with certainty; ``count`` of them.

    ``box`` is where the first of them stands and ``what`` what was read there, as far as that is known.
    """

    kind: str  # doubtful_figure | poor_scan | unread_scan | uncalculated_formula | … : sentences/recognition.toml
    page: int
    count: int = 1
    box: Box | None = None
    what: str = ""


@dataclass(slots=True)
class Document:
    """What a reader saw in one file.  ``reader`` names it, with a version that changes with its output.

    ``file_name`` is the name the file was found under, empty where nobody says: evidence of last resort.  ``decided``
    is what a person has laid down of it.
    """

    reader: str
    pages: list[Page] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    file_name: str = ""
    decided: Sequence[DocumentDecision] = ()

    def blocks(self) -> list[Paragraph | Grid]:
        """Paragraphs and top-level grids in reading order."""
        tops: list[Paragraph | Grid] = [g for g in self.grids if g.parent is None]
        return sorted([*self.paragraphs, *tops], key=lambda b: b.order)


class Unreadable(StrEnum):
    """Why a file gave no document.  The value is what quality.document.reason carries."""

    EMPTY = "empty_file"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported_format"
    TOO_LARGE = "too_large"
    BOMB = "archive_bomb"
    NO_TEXT = "no_text_layer"
    NOT_PERMITTED = "permission_denied"
    EMPTIED = "emptied_folder"
    LINK_OUTSIDE = "link_outside"
    SPECIAL = "special_file"
    CHANGING = "still_written"
    NOT_FOUND = "not_found"
    TIME = "time_limit"
    MEMORY = "memory_limit"
    TOOL_MISSING = "tool_missing"
    MACHINE = "machine_failed"
    WAITING = "waiting"
    INTERNAL = "reader_failed"

    @property
    def is_transient(self) -> bool:
        """Whether it tells of the machine and of its hour: another night may read the same bytes."""
        return self in _TRANSIENT

    @property
    def is_of_tools(self) -> bool:
        """Whether a tool, or the machine, is to be put right, and no document."""
        return self in (Unreadable.TOOL_MISSING, Unreadable.MACHINE)


_TRANSIENT = (
    *(Unreadable.NOT_PERMITTED, Unreadable.NOT_FOUND, Unreadable.CHANGING, Unreadable.TIME, Unreadable.MEMORY),
    *(Unreadable.TOOL_MISSING, Unreadable.MACHINE, Unreadable.WAITING),
)


class ReadError(Exception):
    """A file that cannot be read, with the reason and a sentence a person understands.

    ``died``: its reader ended without a word, which says little of the document.  ``lacking`` names the optional tool
    (`pipelines.extract.tools`) that might have read it.
    """

    def __init__(self, reason: Unreadable, message: str, *, died: bool = False, lacking: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.died = died
        self.lacking = lacking

    @property
    def is_transient(self) -> bool:
        """Whether another night may read the same bytes."""
        return self.died or self.reason.is_transient

    def saying(self, message: str) -> ReadError:
        """The same in other words."""
        return ReadError(self.reason, message, died=self.died, lacking=self.lacking)

    def __reduce__(self) -> tuple[Callable[..., ReadError], tuple[Unreadable, str, bool, str]]:
        return (_read_error, (self.reason, self.message, self.died, self.lacking))


def _read_error(reason: Unreadable, message: str, died: bool, lacking: str) -> ReadError:
    return ReadError(reason, message, died=died, lacking=lacking)

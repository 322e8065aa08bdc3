"""Where documents come from: the files below the paths a person names, each known by its bytes."""

from pipelines.acquire.address import file_at, is_below, place, shown, ways_up
from pipelines.acquire.archive import at_uri
from pipelines.acquire.inventory import Inventory
from pipelines.acquire.media import Media
from pipelines.acquire.names import as_text, escaped, is_skipped, on_a_line
from pipelines.acquire.objects import NOTHING_KEPT, Objects, bytes_of, to_read
from pipelines.acquire.scan import Found, Settle, look_through, scan
from pipelines.acquire.sniff import sniff
from pipelines.acquire.source import Source, source_of
from pipelines.acquire.walk import Problem, files

__all__ = [
    "NOTHING_KEPT",
    "Found",
    "Inventory",
    "Media",
    "Objects",
    "Problem",
    "Settle",
    "Source",
    "as_text",
    "at_uri",
    "bytes_of",
    "escaped",
    "file_at",
    "files",
    "is_below",
    "is_skipped",
    "look_through",
    "on_a_line",
    "place",
    "scan",
    "shown",
    "sniff",
    "source_of",
    "to_read",
    "ways_up",
]

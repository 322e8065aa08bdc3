"""Where documents come from: the files below the paths a person names, each known by its bytes."""

from pipelines.acquire.address import file_at, is_below, place, shown, ways_up
from pipelines.acquire.archive import at_uri
from pipelines.acquire.inventory import Inventory
from pipelines.acquire.media import Media
from pipelines.acquire.names import as_text, escaped, is_skipped
from pipelines.acquire.scan import Found, look_through, scan
from pipelines.acquire.sniff import sniff
from pipelines.acquire.source import Source, source_of
from pipelines.acquire.walk import Problem, files

__all__ = [
    "Found",
    "Inventory",
    "Media",
    "Problem",
    "Source",
    "as_text",
    "at_uri",
    "escaped",
    "file_at",
    "files",
    "is_below",
    "is_skipped",
    "look_through",
    "place",
    "scan",
    "shown",
    "sniff",
    "source_of",
    "ways_up",
]

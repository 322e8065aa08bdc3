"""Where documents come from: the files below the paths a person names, each known by its bytes."""

from pipelines.acquire.address import file_at, is_below, place, ways_up
from pipelines.acquire.archive import at_uri
from pipelines.acquire.inventory import Inventory
from pipelines.acquire.media import Media
from pipelines.acquire.names import is_skipped
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
    "at_uri",
    "file_at",
    "files",
    "is_below",
    "is_skipped",
    "look_through",
    "place",
    "scan",
    "sniff",
    "source_of",
    "ways_up",
]

"""Where documents come from: the files below the paths a person names, each known by its bytes."""

from pipelines.acquire.archive import at_uri
from pipelines.acquire.inventory import Inventory
from pipelines.acquire.media import Media
from pipelines.acquire.scan import scan
from pipelines.acquire.sniff import sniff
from pipelines.acquire.source import Source, source_of
from pipelines.acquire.walk import Problem, files

__all__ = ["Inventory", "Media", "Problem", "Source", "at_uri", "files", "scan", "sniff", "source_of"]

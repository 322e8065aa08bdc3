"""Where documents come from: the files below the paths a person names, each known by its bytes."""

from pipelines.acquire.archive import at_uri
from pipelines.acquire.media import Media
from pipelines.acquire.scan import Problem, scan
from pipelines.acquire.sniff import sniff
from pipelines.acquire.source import Source, source_of

__all__ = ["Media", "Problem", "Source", "at_uri", "scan", "sniff", "source_of"]

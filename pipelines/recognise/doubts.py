"""What a reader could not make out, as findings for a person."""

from __future__ import annotations

from pipelines.model.document import Document
from pipelines.model.sentences import entry
from pipelines.recognise.model import Finding


def doubt_findings(document: Document) -> list[Finding]:
    """One finding for each of the document's doubts."""
    out = []
    for doubt in document.doubts:
        known = entry(f"recognition.doubt.{doubt.kind}")
        said = known(count=doubt.count) if known.parameters else known()
        out.append(Finding(doubt.kind, doubt.page, None, *said))
    return out

"""What a reader could not make out, as findings for a person."""

from __future__ import annotations

from pipelines.model.document import Document
from pipelines.model.sentences import entry
from pipelines.model.sentences.entry import Value
from pipelines.recognise.model import Finding
from pipelines.recognise.places import place_words


def doubt_findings(document: Document) -> list[Finding]:
    """One finding for each of the document's doubts."""
    out = []
    for doubt in document.doubts:
        known = entry(f"recognition.doubt.{doubt.kind}")
        values: dict[str, Value] = {"count": doubt.count, "place": place_words(doubt.box), "what": doubt.what}
        said = known(**{name: value for name, value in values.items() if name in known.parameters})
        out.append(Finding(doubt.kind, doubt.page, None, *said, box=doubt.box))
    return out

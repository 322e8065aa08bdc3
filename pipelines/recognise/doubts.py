"""What a reader could not make out, as findings for a person."""

from __future__ import annotations

from pipelines.model.document import Document
from pipelines.recognise.model import Finding

_WORDS = {
    "doubtful_figure": (
        "扫描页上有 {n} 个数字两次识读不一致或把握不足，未采用",
        "{n} figures of a scanned page were not read the same twice, or not with certainty; they are left out",
    ),
    "poor_scan": (
        "扫描质量差（传真、模糊或污损），识读结果可能不全",
        "the scan is of poor quality (a fax, blurred, dirty); what was read may be incomplete",
    ),
    "unread_scan": ("扫描页未识读", "a scanned page was not read"),
}


def doubt_findings(document: Document) -> list[Finding]:
    """One finding for each of the document's doubts."""
    out = []
    for doubt in document.doubts:
        zh, en = _WORDS[doubt.kind]
        out.append(Finding(doubt.kind, doubt.page, None, zh.format(n=doubt.count), en.format(n=doubt.count)))
    return out

"""Claims: every figure the narrative of a disclosure states about a subject the warehouse holds."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.layouts.tables import statements
from pipelines.model.document import Document
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.narrative import layout
from pipelines.recognise.narrative.figures import figures
from pipelines.recognise.narrative.model import Claim, Passage
from pipelines.recognise.narrative.passages import passages
from pipelines.recognise.narrative.reader import Reader
from pipelines.recognise.narrative.rows import claim_rows

__all__ = ["Claim", "claim_rows", "claims"]

_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+[部章节]分?|[(]?[一二三四五六七八九十]{1,3}[)]?[、.,]?|[(]?\d{1,2}[)、.](?!\d))?[^。;]{2,60}$"
)
_LEAVES_GLOSSARY = re.compile(r"^第[一二三四五六七八九十]+部分|^附件|(?:情况|说明|事项|附表)$")
_LONGEST_HEADING = 60


def claims(document: Document, book: CodeBook, outcomes: Mapping[int, str]) -> list[Claim]:
    """Claims of ``document`` in reading order.

    ``outcomes`` says what each grid is (grids that are statements hold no prose); ``book`` resolves functions named
    without codes.  Sentences that explain a term are left out.
    """
    ids = frozenset(one.id for one in statements())
    reader = Reader(book)
    in_glossary = False
    for passage in passages(document, dict(outcomes), ids):
        heading = _is_heading(passage)
        if heading and layout.pattern("glossary").search(passage.text):
            in_glossary = True
        elif in_glossary and heading and _LEAVES_GLOSSARY.search(passage.text):
            in_glossary = layout.pattern("glossary").search(passage.text) is not None
        if in_glossary:
            continue
        if heading:
            reader.heading(passage.text)
        else:
            reader.passage(passage)
    return reader.claims


def _is_heading(passage: Passage) -> bool:
    text = passage.text
    if len(text) > _LONGEST_HEADING or text.endswith(("。", ";", ":", ",")):
        return False
    return bool(_HEADING.match(text)) and not any(f.value is not None for f in figures(text))

"""The narrative of a disclosure: claims, every figure it states about a subject the warehouse holds.

The steps and why they stand in this order:

1. ``passages``: printed lines become paragraphs, because a sentence runs over lines and pages.
2. ``headings``: a heading names what the passages below speak of; those of a glossary are left out, their figures
   explain terms.
3. ``sentences``: a passage becomes sentences, a sentence its figures with the words before each, because those words
   say what a figure is.  Brackets are followed there: an aside is about itself only.
4. ``reader``: a figure's unit says what it can be, a sum of money (``amounts``, ``changes``), a percentage (``rates``)
   or a number of vehicles (``counts``).  Its subject is what its own words name (``naming``, from ``subjects`` and
   ``functions``), else what was spoken of before, limited by the whole it is listed under (``lists``); then its year,
   stage and comparison are read (``timing``).
5. ``reasons``: a reason belongs to the changes stated before it, so it is looked for in the words that follow them.

What one figure leaves for the next is a ``State``; no step changes one, each gives the next.  So the whole reading is
one fold over passages, sentences and figures, and any step can be looked at with a state made by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.layouts.tables import statements
from pipelines.model.document import Document
from pipelines.recognise.codes import CodeBook
from pipelines.recognise.model import Finding
from pipelines.recognise.narrative.headings import below_heading, in_glossary, is_heading
from pipelines.recognise.narrative.model import Claim
from pipelines.recognise.narrative.passages import passages
from pipelines.recognise.narrative.reader import read_passage
from pipelines.recognise.narrative.rows import claim_rows
from pipelines.recognise.narrative.state import State
from pipelines.recognise.narrative.unread import unread

__all__ = ["Claim", "Narrative", "claim_rows", "narrative"]


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a document's text states, in reading order, and the sums of money in it that cannot be read."""

    claims: list[Claim] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def narrative(document: Document, book: CodeBook, outcomes: Mapping[int, str]) -> Narrative:
    """The narrative of ``document``.

    ``outcomes`` says what each grid is (grids that are statements hold no prose); ``book`` resolves functions named
    without codes.  Sentences that explain a term are left out.
    """
    ids = frozenset(one.id for one in statements())
    state = State()
    findings: list[Finding] = []
    explains = False
    for passage in passages(document, outcomes, ids):
        heading = is_heading(passage.text)
        explains = in_glossary(passage.text, explains) if heading else explains
        if explains:
            continue
        findings += unread(passage)
        state = below_heading(state, passage.text, book) if heading else read_passage(state, passage, book)
    return Narrative(list(state.claims), findings)

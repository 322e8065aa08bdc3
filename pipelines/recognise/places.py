"""Where on its page something stands, in words."""

from __future__ import annotations

from pipelines.model.document import Box
from pipelines.model.sentences import Sentence, say


def place_words(box: Box | None) -> Sentence:
    """The place of a box, in points from the top left of the page; empty where it is not known."""
    if box is None:
        return Sentence("", "")
    x0, top, x1, bottom = (round(side) for side in box)
    return say("recognition.place", x0=x0, top=top, x1=x1, bottom=bottom)
